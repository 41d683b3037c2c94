// threadwire texts send: texts a number through the gate, as an agent does in the panel.
import { readDatabaseConfig } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import { whyWaits } from '../domain/send-window.ts';
import { answers, commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { exitCodes } from './outcome.ts';
import { verb } from './verb.ts';

const required = { type: 'string', demandOption: true } as const;

export const send = verb({
  name: 'send',
  tells: commandHelp.textsSend,
  asks: (yargs) =>
    yargs
      .option('workspace', { ...required, describe: optionHelp.workspace })
      .option('to', { ...required, describe: optionHelp.to })
      .option('body', { ...required, describe: optionHelp.body })
      .option('sender', { type: 'string', describe: optionHelp.sender }),
  async work({ workspace: id, to, body, sender = null }, output) {
    const place = readDatabaseConfig();
    const [{ withQueue }, { findWorkspace }, { textNumber }, { problemWords }, ambient] = await Promise.all([
      import('./store.ts'),
      import('../store/workspaces/workspaces.ts'),
      import('../services/texts/text-number.ts'),
      import('../words/panel/flashes.ts'),
      ambientOf(),
    ]);
    return withQueue(place, output, async ({ database, ctx }) => {
      const stored = await findWorkspace(database.owner, id);
      if (!stored) throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: id });
      const { workspace, sealedCredentials } = stored;
      const inside = { ...ctx, ...ambient, db: database.within(id) };
      const sent = await textNumber(inside, workspace, { to, body, sender });
      if (!sent.ok) {
        const { problem } = sent;
        const said = problem.kind === 'not-our-number' ? complaints.notOurNumber(problem) : problemWords(problem);
        return { lines: [said], data: { sent: false, problem: said }, code: exitCodes.failed };
      }
      const { ok: _sent, address, isQuiet, isOverLimit, ...rest } = sent;
      const waits = whyWaits(workspace, {
        isLocked: false,
        isOverLimit,
        isConnected: sealedCredentials.twilio !== null,
        isQuiet,
      });
      return {
        lines: answers.textSent({ ...sent, waits, workspaceId: id }),
        data: { sent: true, to: address, ...rest, waits },
      };
    });
  },
});

/** The time, ids and counters of this process. */
async function ambientOf() {
  const [{ systemClock }, { newId, newSecret }, { createLog }, { createMetrics }] = await Promise.all([
    import('../lib/clock.ts'),
    import('../lib/ids.ts'),
    import('../lib/log.ts'),
    import('../services/metrics.ts'),
  ]);
  const log = createLog('silent');
  return { clock: systemClock, newId, newSecret, random: Math.random, searchLagMs: 0, log, metrics: createMetrics() };
}

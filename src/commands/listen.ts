// threadwire listen: prints each text as it comes or moves on, until Ctrl+C, without its words and with the end of its numbers.
import { setTimeout as wait } from 'node:timers/promises';
import { readDatabaseConfig } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import type { Arrival } from '../store/texts/arrivals.ts';
import { answers, commandHelp, optionHelp } from '../words/operator/commands.ts';
import { untilSignal } from './until-signal.ts';
import { verb } from './verb.ts';

const POLL_MS = 500;

/** States that are younger are told. It outlasts a difference between this machine's clock and the service's. */
const WINDOW_MS = 5 * 60_000;

export const listen = verb({
  name: 'listen',
  tells: commandHelp.listen,
  asks: (yargs) => yargs.option('workspace', { type: 'string', describe: optionHelp.ofWorkspace }),
  async work({ workspace: only }, output) {
    const choice = readDatabaseConfig();
    const [{ withStore }, { listArrivals }, { findWorkspace, listInstalled }] = await Promise.all([
      import('./store.ts'),
      import('../store/texts/arrivals.ts'),
      import('../store/workspaces/workspaces.ts'),
    ]);
    await withStore(choice, output, async ({ database: { owner } }) => {
      if (only !== undefined && !(await findWorkspace(owner, only)))
        throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: only });
      const listNew = news(async (since) => {
        const ids = only === undefined ? (await listInstalled(owner)).map(({ id }) => id) : [only];
        return listArrivals(owner, ids, since);
      });
      await listNew();
      output.note(answers.listening);
      const ended = new AbortController();
      void untilSignal().then(() => ended.abort());
      while (!ended.signal.aborted) {
        for (const arrival of await listNew()) output.result(answers.arrived(redacted(arrival)), redacted(arrival));
        await wait(POLL_MS, undefined, { signal: ended.signal }).catch(() => {});
      }
    });
    return { lines: [], data: undefined };
  },
});

/** Lists each state of each text once. */
function news(list: (since: Date) => Promise<Arrival[]>): () => Promise<Arrival[]> {
  const told = new Map<string, Date>();
  return async () => {
    const since = new Date(Date.now() - WINDOW_MS);
    for (const [key, at] of told) if (at < since) told.delete(key);
    const found = (await list(since)).filter(({ id, state }) => !told.has(`${id} ${state}`));
    for (const { id, state, at } of found) told.set(`${id} ${state}`, at);
    return found;
  };
}

function redacted({ address, sender, ...rest }: Arrival) {
  const [from, to] = rest.direction === 'in' ? [address, sender] : [sender, address];
  return { ...rest, from: endOf(from), to: endOf(to) };
}

/** The last four characters, or none where there are hardly more. */
function endOf(address: string): string {
  return `…${address.length > 6 ? address.slice(-4) : ''}`;
}

// threadwire texts: lists the texts of a workspace, newest first, and shows one with the steps of its delivery.
import { readDatabaseConfig } from '../config.ts';
import { AppError } from '../domain/errors.ts';
import type { Message } from '../domain/texts/message.ts';
import type { Db } from '../store/database/database.ts';
import type { MessageEvent } from '../store/texts/message-events.ts';
import { faultOf } from '../twilio/errors.ts';
import { tellFailure } from '../words/failures.ts';
import { answers, commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { type Output, UsageError } from './outcome.ts';
import { send } from './send-text.ts';
import { group, verb } from './verb.ts';

const MOST = 1_000;

const list = verb({
  name: 'list',
  tells: commandHelp.textsList,
  asks: (yargs) =>
    yargs
      .option('workspace', { type: 'string', demandOption: true, describe: optionHelp.workspace })
      .option('number', { type: 'string', describe: optionHelp.number })
      .option('words', { type: 'string', describe: optionHelp.words })
      .option('direction', { choices: ['in', 'out'] as const, describe: optionHelp.direction })
      .option('state', { type: 'string', describe: optionHelp.state })
      .option('before', { type: 'string', describe: optionHelp.before })
      .option('limit', {
        type: 'number',
        default: 50,
        describe: optionHelp.limit(MOST),
      })
      .check(({ limit }) => {
        if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new Error(complaints.limit(MOST));
        return true;
      }),
  async work({ workspace, number, words = '', direction = null, state, before, limit }, output) {
    const [{ findTexts }, { findWorkspace }, { readSoughtNumber }, { anyText }, { isUuid }] = await Promise.all([
      import('../store/texts/text-log.ts'),
      import('../store/workspaces/workspaces.ts'),
      import('../domain/numbers/sought-number.ts'),
      import('../domain/texts/text-search.ts'),
      import('../domain/uuid.ts'),
    ]);
    const address =
      number === undefined ? null : (readSoughtNumber(number, null) ?? { beginnings: [number], ending: null });
    const states = state === undefined ? [] : [state.replaceAll(/[^\w-]/g, '') as Message['state']];
    const older = before !== undefined && isUuid(before) ? before : null;
    const search = { ...anyText, number: address, words, direction, states, before: older };
    const found = await withDb(output, workspace, async (db) => {
      const texts = (await findTexts(db, workspace, search, limit)).texts.map(({ message }) => message);
      if (texts.length === 0 && !(await findWorkspace(db, workspace)))
        throw new AppError('not-found', { kind: 'unknown-workspace', workspaceId: workspace });
      return texts;
    });
    const { columns } = await import('./columns.ts');
    return {
      lines: found.length === 0 ? [answers.noTexts] : columns(found.map(row)),
      data: found.map(shown),
    };
  },
});

const show = verb({
  name: 'show <id>',
  tells: commandHelp.textsShow,
  asks: (yargs) =>
    yargs
      .positional('id', { type: 'string', demandOption: true, describe: optionHelp.textId })
      .option('workspace', { type: 'string', demandOption: true, describe: optionHelp.workspace }),
  async work({ id, workspace }, output) {
    const [{ findMessage }, { listMessageEvents }, { isUuid }, { columns }, { readTrace }, { traceLines }] =
      await Promise.all([
        import('../store/texts/messages.ts'),
        import('../store/texts/message-events.ts'),
        import('../domain/uuid.ts'),
        import('./columns.ts'),
        import('../services/texts/read-trace.ts'),
        import('../views/trace-lines.ts'),
      ]);
    return withDb(output, workspace, async (db) => {
      const message = isUuid(id) ? await findMessage(db, workspace, id) : undefined;
      if (!message) throw new UsageError(complaints.unknownText(id, workspace));
      const events = await listMessageEvents(db, workspace, [id]);
      const why = traceLines(await readTrace(db, workspace, [message]), { now: new Date(), zone: 'UTC' });
      const { purpose, evidenceId, trace } = message;
      return {
        lines: [
          ...columns(factsOf(message)),
          ...(events.length === 0 ? [] : ['', ...columns(events.map(eventRow))]),
          ...(why.length === 0 ? [] : ['', ...why]),
        ],
        data: {
          ...shown(message),
          purpose,
          evidenceId,
          trace,
          events: events.map(({ messageId: _same, ...event }) => event),
        },
      };
    });
  },
});

export const texts = group('texts', commandHelp.texts, [list, show, send]);

/** Within the workspace, as its pages read. */
async function withDb<T>(output: Output, workspaceId: string, work: (db: Db) => Promise<T>): Promise<T> {
  const place = readDatabaseConfig();
  const { withStore } = await import('./store.ts');
  return withStore(place, output, ({ database }) => work(database.within(workspaceId)));
}

function row({ id, createdAt, direction, address, sender, state, errorCode, body }: Message): string[] {
  const [from, to] = direction === 'in' ? [address, sender] : [sender, address];
  return [id, createdAt.toISOString(), from, to, errorCode === null ? state : `${state} ${errorCode}`, excerpt(body)];
}

function excerpt(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** The fields that operators can use. */
function shown(message: Message) {
  const { id, direction, address, sender, state, stateAt, errorCode, sid, body, conversationId, author } = message;
  const { retryOf, price, writtenAt, createdAt } = message;
  const ends = direction === 'in' ? { from: address, to: sender } : { from: sender, to: address };
  return {
    id,
    direction,
    ...ends,
    state,
    stateAt,
    errorCode,
    sid,
    body,
    conversationId,
    author,
    retryOf,
    price,
    writtenAt,
    createdAt,
  };
}

function factsOf(message: Message): string[][] {
  const facts = Object.entries(shown(message)).map(([name, value]) => [name, wordsOf(value)]);
  if (message.errorCode === null) return facts;
  const { heading, nextStep } = tellFailure(faultOf(message.errorCode));
  return [...facts, ['failure', heading], ['next step', nextStep]];
}

function wordsOf(value: unknown): string {
  if (value === null) return '-';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function eventRow({ at, state, source, errorCode }: MessageEvent): string[] {
  return [at.toISOString(), state, source, errorCode === null ? '' : String(errorCode)];
}

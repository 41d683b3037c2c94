// One verb at Intercom from what was typed to what is printed: a question before it deletes, a rehearsal where that was asked for.
import { VendorError } from '../../domain/errors.ts';
import type { IntercomFailure } from '../../domain/intercom-failure.ts';
import { IntercomError } from '../../intercom/calls/errors.ts';
import { changesSomething } from '../../intercom/calls/paths.ts';
import type { Ask } from '../../intercom/resources/asking/ask.ts';
import { permissionNeeded } from '../../intercom/resources/asking/permissions.ts';
import { type RehearsedCall, rehearse } from '../../intercom/resources/asking/rehearse.ts';
import type { NamedVerb } from '../../intercom/resources/resources.ts';
import {
  deletionQuestion,
  intercomFailureWords,
  nothingChanged,
  rehearsalNote,
  rehearsedLine,
  slips,
} from '../../words/operator/intercom-answers.ts';
import { verbWords } from '../../words/operator/intercom-verbs.ts';
import { exitCodes, UsageError } from '../outcome.ts';
import { CallFailedError } from './call-failed.ts';
import { readInput, type Typed } from './parameters.ts';
import { type Form, printMany, printOne, type Streams } from './printing.ts';

export interface Asked extends Typed {
  json?: boolean;
  ndjson?: boolean;
  all?: boolean;
  limit?: number;
  yes?: boolean;
  'dry-run'?: boolean;
}

/** The terminal, or whoever stands in for it. */
export interface Terminal extends Streams {
  /** Null where nobody can be asked. */
  question: ((words: string) => Promise<string>) | null;
}

/** Items that are shown where nothing is said. */
const USUAL_LIMIT = 50;

/** Resolves to the exit code. Throws a CallFailedError where Intercom did. */
export async function runVerb(
  { resource, name, verb }: NamedVerb,
  asked: Asked,
  open: () => Promise<Ask>,
  terminal: Terminal,
): Promise<number> {
  const { limit } = asked;
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) throw new UsageError(slips.notANumber('limit'));
  const input = await readInput(verb.takes, asked);
  const isRehearsal = asked['dry-run'] === true && verb.effect !== 'reads';
  const deletes = verb.effect === 'deletes' && verb.deletes?.(input as never) !== false;
  if (deletes && !isRehearsal && asked.yes !== true) {
    const things = Object.entries(verb.takes).flatMap(([name, { isPositional }]) => (isPositional ? input[name] : []));
    if (
      !(await mayDelete(
        deletionQuestion(verbWords[`${resource} ${name}`] ?? name, things.map(String).join(' ')),
        terminal,
      ))
    ) {
      terminal.note(nothingChanged);
      return exitCodes.amiss;
    }
  }
  try {
    const ask = await open();
    if (!isRehearsal) await print(verb.run(ask, input), verb, asked, terminal);
    else await rehearseVerb(verb, input, ask, asked, terminal);
    return exitCodes.done;
  } catch (error) {
    throw error instanceof VendorError ? callFailed(error, formOf(asked)) : error;
  }
}

async function mayDelete(words: string, { question }: Terminal): Promise<boolean> {
  if (question === null) throw new UsageError(slips.needsYes);
  return (await question(words)).trim().toLowerCase() === 'yes';
}

/** A verb that changes things does all of them, however many it prints. */
async function print(answer: unknown, verb: NamedVerb['verb'], asked: Asked, streams: Streams): Promise<void> {
  const form = formOf(asked);
  if (!isMany(answer)) return printOne(await answer, form, streams);
  const limit = asked.all || verb.effect !== 'reads' ? null : (asked.limit ?? USUAL_LIMIT);
  await printMany(answer, { form, shows: verb.shows, limit }, streams);
}

async function rehearseVerb(verb: NamedVerb['verb'], input: object, ask: Ask, asked: Asked, streams: Streams) {
  const calls: RehearsedCall[] = [];
  const answer = verb.run(
    rehearse(ask, (call) => calls.push(call)),
    input as never,
  );
  if (isMany(answer)) for await (const _ of answer);
  else await answer;
  if (formOf(asked) === 'table')
    for (const { method, path, body } of calls)
      streams.print(rehearsedLine(method, path, body === null ? '' : JSON.stringify(body)));
  else streams.print(JSON.stringify(calls));
  streams.note(rehearsalNote);
}

function isMany(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function formOf({ json, ndjson }: Asked): Form {
  if (ndjson) return 'ndjson';
  return json ? 'json' : 'table';
}

function callFailed(error: VendorError, form: Form): CallFailedError {
  const operation = 'operation' in error.reason && error.reason.operation !== '' ? error.reason.operation : null;
  const failure: IntercomFailure = {
    kind: error instanceof IntercomError ? error.kind : 'unreadable-answer',
    status: error.status,
    code: error.vendorCode,
    said: error instanceof IntercomError ? error.said : '',
    operation,
    path: error instanceof IntercomError ? error.path : null,
    mayBeDone: error.certainty === 'unknown' && operation !== null && changesSomething(operation),
    permission: operation === null ? null : permissionNeeded(operation),
  };
  const words = intercomFailureWords(failure);
  return new CallFailedError(form === 'table' ? words : JSON.stringify({ error: { ...failure, words } }), failure.kind);
}

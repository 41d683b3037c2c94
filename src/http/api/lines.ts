// Calls of many lines: each line of the body is checked by itself, and answered by a line while more are read.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context as KoaContext, Middleware } from 'koa';
import type { Operation } from '../../domain/api/operations.ts';
import { AppError } from '../../domain/errors.ts';
import { bodyCheck, type InputCheck, type InputFault, queryCheck } from '../../lib/checked-input.ts';
import { linesOf } from '../../lib/lines.ts';
import { readStrictJson } from '../../lib/strict-json.ts';
import { lineRules } from '../../words/api.ts';
import type { Call, ProveCall } from './call.ts';
import { brokenPlaces } from './values.ts';

export type Lines = Pick<Call, 'workspace' | 'query' | 'keyName'>;
export type Line = { value: unknown } | { faults: readonly InputFault[]; id: string };

type LinesVerb = (call: Lines, pages: AsyncIterable<readonly Line[]>) => AsyncIterable<object>;

/** Bytes; the rest of a longer line is passed over. */
const LONGEST_LINE = 64 * 1024;

/** Lines a page, where they come faster than they are taken. */
const A_PAGE = 500;

export function answerLines(proveCall: ProveCall, operation: Operation, verb: LinesVerb): Middleware {
  const { query: properties, body } = operation;
  const checkQuery = queryCheck({ type: 'object', additionalProperties: false, required: [], properties });
  const checkLine = bodyCheck(body ?? {});
  return async (ctx) => {
    const { workspace, key } = await proveCall(ctx);
    if (!key.scopes.includes(operation.scope))
      throw new AppError('forbidden', { kind: 'api-key-too-little', needed: operation.scope });
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring)) as Call['query'];
    if (checkQuery(query).length > 0) throw new AppError('invalid', { kind: 'not-lines' });
    if (!/^(application\/(x-)?(ndjson|jsonl|json-seq|json)|text\/plain)\b/.test(ctx.get('content-type')))
      throw new AppError('invalid', { kind: 'not-lines' });
    const call = { workspace, query, keyName: key.name };
    await send(ctx, verb(call, pagesOf(ctx.req, checkLine)));
  };
}

/** The answer begins before the body has ended, so that Koa leaves it to us. */
async function send(ctx: KoaContext, answers: AsyncIterable<object>): Promise<void> {
  const first = answers[Symbol.asyncIterator]();
  // Nothing is sent before the first answer, so that an error until then has a status.
  const begun = await first.next();
  ctx.status = 200;
  ctx.respond = false;
  ctx.res.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  async function* texts() {
    for (let at = begun; !at.done; at = await first.next()) yield `${JSON.stringify(at.value)}\n`;
  }
  await pipeline(Readable.from(texts()), ctx.res);
}

async function* pagesOf(source: AsyncIterable<Uint8Array>, check: InputCheck): AsyncGenerator<Line[]> {
  let page: Line[] = [];
  for await (const lines of linesOf(source, LONGEST_LINE)) {
    for (const line of lines) {
      if (line !== null && line.trim() === '') continue;
      page.push(readLine(line, check));
      if (page.length < A_PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
    page = [];
  }
}

function readLine(line: string | null, check: InputCheck): Line {
  if (line === null) return { faults: [{ at: '/', rule: lineRules.tooLong }], id: '' };
  let value: unknown;
  try {
    const read = readStrictJson(line);
    if ('fault' in read) return { faults: [{ at: '/', rule: lineRules.noJson }], id: '' };
    value = read.value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { faults: [{ at: '/', rule: lineRules.noJson }], id: '' };
  }
  const faults = [...check(value), ...brokenPlaces(value)];
  const id = (value as { external_id?: unknown } | null)?.external_id;
  return faults.length === 0 ? { value } : { faults, id: typeof id === 'string' ? id.slice(0, 250) : '' };
}

// One call of the API: its key is proved, its values are checked, its verb is called, its answer is sent.
import type { Context as KoaContext, Middleware } from 'koa';
import { type Operation, onceSchema, type Schema } from '../../domain/api/operations.ts';
import { AppError } from '../../domain/errors.ts';
import { bodyCheck, type InputCheck, queryCheck } from '../../lib/checked-input.ts';
import type { FewAtOnce } from '../../lib/few-at-once.ts';
import { readStrictJson } from '../../lib/strict-json.ts';
import type { CallLimit } from '../../services/workspaces/limit-calls.ts';
import type { KeyRing, Proved } from '../../services/workspaces/prove-key.ts';
import { InputError } from '../middleware/problems.ts';
import { limitFailures, tellQuota } from '../middleware/rate-limit.ts';
import { bodyLimits, readBody } from '../middleware/raw-body.ts';
import { requireWellFormed, throwIf } from './values.ts';

const isPrintable = new RegExp(onceSchema.pattern);

/** A call whose values keep to their schemas. */
export interface Call {
  workspace: Proved['workspace'];
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string | number | boolean | undefined>>;
  /** As its schema says; null for a call without a body. */
  body: unknown;
  /** The name of the key, for the evidence of a change. */
  keyName: string;
  /** The `Idempotency-Key`; null: none. */
  once: string | null;
}

/** An answer while the work goes on. */
export class Later {
  readonly answer: unknown;

  constructor(answer: unknown) {
    this.answer = answer;
  }
}

export type Verb = (call: Call) => Promise<unknown>;

export interface ApiDoor {
  proveKey: KeyRing;
  limitCalls: CallLimit;
}

/** The values of a call, as they came. */
export interface Given {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  /** Absent: none. */
  once?: string | null;
}

export type Performed = (proved: Proved, given: Given) => Promise<unknown>;

/** Checks the scope and the values of a call, and calls its verb once its key has a turn. */
export function performCalls(operation: Operation, verb: Verb, keys: FewAtOnce): Performed {
  const { checkParams, checkQuery, checkBody } = checksOf(operation);
  return async ({ workspace, key }, { params, query, body, once = null }) => {
    if (!key.scopes.includes(operation.scope))
      throw new AppError('forbidden', { kind: 'api-key-too-little', needed: operation.scope });
    requireWellFormed({ ...params, ...query });
    requireWellFormed(body);
    throwFaults(checkParams, params);
    throwFaults(checkQuery, query);
    if (checkBody !== null) throwFaults(checkBody, body);
    // The checks have made the values what their schemas say.
    const call = { workspace, params, query, body: checkBody === null ? null : body, keyName: key.name, once } as Call;
    return keys.run(key.id, () => verb(call));
  };
}

interface Checks {
  checkParams: InputCheck;
  checkQuery: InputCheck;
  checkBody: InputCheck | null;
}

/** Each schema is compiled once, however many servers this process makes. */
const checks = new Map<Operation, Checks>();

function checksOf(operation: Operation): Checks {
  const known = checks.get(operation);
  if (known !== undefined) return known;
  const made = {
    checkParams: queryCheck(objectOf(operation.params, Object.keys(operation.params))),
    checkQuery: queryCheck(objectOf(operation.query, [])),
    checkBody: operation.body === null ? null : bodyCheck(operation.body),
  };
  checks.set(operation, made);
  return made;
}

/** Answers calls of one operation. */
export function answerCalls(proveCall: ProveCall, operation: Operation, perform: Performed): Middleware {
  return async (ctx) => {
    const proved = await proveCall(ctx);
    // A key that may not make the call gets nothing of its body read.
    const hasBody = operation.body !== null && proved.key.scopes.includes(operation.scope);
    const isLeftOut = operation.mayBeEmpty === true && isEmpty(ctx);
    const body = !hasBody ? null : isLeftOut ? {} : await readJson(ctx);
    const params = { ...(ctx.params as Record<string, string>) };
    const answer = await perform(proved, { params, query: readQuery(ctx), body, once: onceOf(ctx) });
    ctx.set('cache-control', 'no-store');
    if (answer instanceof Later) ctx.status = 202;
    ctx.body = answer instanceof Later ? answer.answer : answer;
  };
}

function onceOf(ctx: KoaContext): string | null {
  return readOnce(ctx.get('idempotency-key'));
}

/** Null where none is given. */
export function readOnce(given: unknown): string | null {
  if (given === undefined || given === '') return null;
  const key = String(given);
  throwIf({ '/idempotency-key': key.length > onceSchema.maxLength || !isPrintable.test(key) });
  return key;
}

/** A body may come in pieces, whose length no header tells. */
function isEmpty(ctx: KoaContext): boolean {
  return ctx.get('transfer-encoding') === '' && Number(ctx.get('content-length')) === 0;
}

export type ProveCall = (ctx: KoaContext) => Promise<Proved>;

/** Proves the key of a request, and counts it; guesses from one address are counted, too. */
export function createProof({ proveKey, limitCalls }: ApiDoor): ProveCall {
  const countGuess = limitFailures();
  return async (ctx) => {
    const [, text = ''] = /^Bearer (\S+)$/i.exec(ctx.get('authorization')) ?? [];
    if (text === '') throw new AppError('unauthenticated', { kind: 'api-key-missing' });
    const proved = await proveKey(text);
    if (proved === null) {
      await countGuess(ctx);
      throw new AppError('unauthenticated', { kind: 'api-key-wrong' });
    }
    ctx.state.logged = { workspaceId: proved.workspace.id };
    tellQuota(ctx, await limitCalls(proved));
    return proved;
  };
}

export async function readJson(ctx: KoaContext): Promise<unknown> {
  if (!ctx.is('json')) throw new AppError('invalid', { kind: 'not-json' });
  const text = await readBody(ctx, bodyLimits.api);
  try {
    const read = readStrictJson(text);
    if ('fault' in read) throw new AppError('invalid', { kind: 'json-fault', fault: read.fault });
    return read.value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError('invalid', { kind: 'not-json' }, { cause: error });
  }
}

/** A name that is given twice keeps its last value, so that the check sees one. */
function readQuery(ctx: KoaContext): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(ctx.querystring));
}

function throwFaults(check: InputCheck, value: unknown): void {
  const faults = check(value);
  if (faults.length > 0) throw new InputError(faults);
}

function objectOf(properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema {
  return { type: 'object', additionalProperties: false, required, properties };
}

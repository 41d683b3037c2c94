// One call of the API: its key is proved, its values are checked, its verb is called, its answer is sent.
import type { Context as KoaContext, Middleware } from 'koa';
import type { Operation, Schema } from '../../domain/api/operations.ts';
import type { Scope } from '../../domain/api-keys.ts';
import { AppError } from '../../domain/errors.ts';
import { compileBody, compileQuery, type InputCheck } from '../../lib/checked-input.ts';
import type { KeyRing, Proved } from '../../services/workspaces/prove-key.ts';
import { InputError } from '../middleware/problems.ts';
import { limitFailures } from '../middleware/rate-limit.ts';
import { bodyLimits, parseJson, readBody } from '../middleware/raw-body.ts';

/** A call whose values keep to their schemas. */
export interface Call {
  workspace: Proved['workspace'];
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string | number | undefined>>;
  /** As its schema says; null for a call without a body. */
  body: unknown;
  /** The name of the key, for the evidence of a change. */
  keyName: string;
}

export type Verb = (call: Call) => Promise<unknown>;

export interface ApiDoor {
  proveKey: KeyRing;
}

/** Answers calls of one operation. */
export function answerCalls(door: ApiDoor, operation: Operation, verb: Verb): Middleware {
  const countGuess = limitFailures();
  const checkParams = compileQuery(objectOf(operation.params, Object.keys(operation.params)));
  const checkQuery = compileQuery(objectOf(operation.query, []));
  const checkBody = operation.body === null ? null : compileBody(operation.body);
  return async (ctx) => {
    const { workspace, key } = await prove(door, ctx, operation.scope, countGuess);
    ctx.state.logged = { workspaceId: workspace.id };
    const params = { ...(ctx.params as Record<string, string>) };
    const query = readQuery(ctx);
    throwFaults(checkParams, params);
    throwFaults(checkQuery, query);
    const body = checkBody === null ? null : await readJson(ctx);
    if (checkBody !== null) throwFaults(checkBody, body);
    ctx.set('cache-control', 'no-store');
    ctx.body = await verb({ workspace, params, query, body, keyName: key.name });
  };
}

async function prove(
  { proveKey }: ApiDoor,
  ctx: KoaContext,
  scope: Scope,
  countGuess: (ctx: KoaContext) => Promise<void>,
): Promise<Proved> {
  const [, text = ''] = /^Bearer (\S+)$/i.exec(ctx.get('authorization')) ?? [];
  if (text === '') throw new AppError('unauthenticated', { kind: 'api-key-missing' });
  const proved = await proveKey(text);
  if (proved === null) {
    await countGuess(ctx);
    throw new AppError('unauthenticated', { kind: 'api-key-wrong' });
  }
  if (!proved.key.scopes.includes(scope))
    throw new AppError('forbidden', { kind: 'api-key-too-little', needed: scope });
  return proved;
}

async function readJson(ctx: KoaContext): Promise<unknown> {
  if (!ctx.is('json')) throw new AppError('invalid', { kind: 'not-json' });
  return parseJson(await readBody(ctx, bodyLimits.api));
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

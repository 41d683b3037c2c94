// Errors of the API as problem details. Source: RFC 9457.
import type { Context as KoaContext } from 'koa';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { InputFault } from '../../lib/checked-input.ts';
import { refusalTitles } from '../../words/errors.ts';

/** A call whose values cannot be used; the answer names each. */
export class InputError extends AppError {
  override name = 'InputError';
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[]) {
    super('invalid', { kind: 'api-input', faults: faults.length });
    this.faults = faults;
  }
}

export function isApi(ctx: KoaContext): boolean {
  return ctx.path.startsWith('/api/') || ctx.path === '/mcp';
}

/** The type is stable: programs may decide by it. */
export function answerProblem(
  ctx: KoaContext,
  status: number,
  code: ErrorCode | 'internal',
  detail: string,
  faults: readonly InputFault[],
): void {
  ctx.status = status;
  const errors = faults.map(({ at, rule }) => ({ at, detail: rule }));
  ctx.body = { type: `urn:threadwire:problem:${code}`, title: refusalTitles[code], status, detail, errors };
  ctx.type = 'application/problem+json';
  if (status === 401) ctx.set('www-authenticate', 'Bearer');
}

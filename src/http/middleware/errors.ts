// Turns errors into answers: a status, a code and a sentence.
import type { Context as KoaContext, Middleware } from 'koa';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { InputFault } from '../../lib/checked-input.ts';
import type { Logger } from '../../lib/log.ts';
import { problemPage } from '../../views/page/plain-pages.ts';
import { databaseAway, refusalTitles, tellReason, unexpected } from '../../words/errors.ts';
import { showPlainPage } from '../pages.ts';
import { answerProblem, InputError, isApi } from './problems.ts';

const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'wrong-method': 405,
  'timed-out': 408,
  conflict: 409,
  'too-large': 413,
  'key-reused': 422,
  'too-many': 429,
  'vendor-refused': 502,
  'vendor-unavailable': 502,
  unavailable: 503,
};

export function answerErrors(log: Logger, newId: () => string): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        answer(ctx, 404, 'not-found', tellReason({ kind: 'nothing-here' }));
    } catch (error) {
      if (error instanceof AppError) {
        const faults = error instanceof InputError ? error.faults : [];
        return answer(ctx, statuses[error.code], error.code, tellReason(error.reason), faults);
      }
      if (isDatabaseAway(error)) {
        log.error({ err: error, route: ctx.routerPath }, 'the database is away');
        ctx.set('Retry-After', '5');
        return answer(ctx, 503, 'unavailable', databaseAway);
      }
      const reference = newId();
      log.error({ err: error, reference, route: ctx.routerPath }, 'a request failed');
      answer(ctx, 500, 'internal', unexpected(reference));
    }
  };
}

function answer(
  ctx: KoaContext,
  status: number,
  code: ErrorCode | 'internal',
  message: string,
  faults: readonly InputFault[] = [],
): void {
  if (isApi(ctx)) {
    answerProblem(ctx, status, code, message, faults);
    return;
  }
  ctx.status = status;
  // Vendors and scripts accept anything and get JSON; only browsers ask for a page.
  if (ctx.accepts('json', 'html') === 'json') {
    ctx.body = { error: { code, message } };
    return;
  }
  showPlainPage(ctx, status, problemPage(refusalTitles[code], message));
}

/** True for connection errors of Node and PostgreSQL (classes 08, 53, 57), and for a database that was closed. */
function isDatabaseAway(error: unknown): boolean {
  // Not by instanceof: a socket's error may come from another realm than this file.
  if (typeof error !== 'object' || error === null || !('message' in error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // A server that is started again has no socket for a moment.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  const words =
    /connection (terminated|timeout)|exceeded when trying to connect|not queryable|already been destroyed|pool after calling end/i;
  return (
    /^(08|53|57)...$/.test(code) ||
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/.test(code) ||
    words.test(String(error.message))
  );
}

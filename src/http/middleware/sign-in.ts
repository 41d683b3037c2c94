// Who is signed in: a signed cookie names the session, and every form carries a token that only its page could know.
import { createHmac } from 'node:crypto';
import type { Context as KoaContext } from 'koa';
import { AppError } from '../../domain/errors.ts';
import { equalInConstantTime } from '../../lib/sealed.ts';

const SESSION = 'threadwire_session';
const ATTEMPT = 'threadwire_sign_in';
const ATTEMPT_MS = 10 * 60_000;

export interface Cookies {
  /** Whether browsers are to send them over https alone. */
  isSecure: boolean;
  /** What form tokens are made with. */
  formKey: Buffer;
}

export function keepSession(ctx: KoaContext, cookies: Cookies, session: string, lastsMs: number): void {
  write(ctx, cookies, SESSION, session, lastsMs);
}

export function sessionOf(ctx: KoaContext): string | undefined {
  return ctx.cookies.get(SESSION, { signed: true }) || undefined;
}

export function forgetSession(ctx: KoaContext, cookies: Cookies): void {
  write(ctx, cookies, SESSION, null, 0);
}

/** Only the browser that began may finish. */
export function keepAttempt(ctx: KoaContext, cookies: Cookies, browser: string): void {
  write(ctx, cookies, ATTEMPT, browser, ATTEMPT_MS);
}

export function takeAttempt(ctx: KoaContext, cookies: Cookies): string | undefined {
  const browser = ctx.cookies.get(ATTEMPT, { signed: true }) || undefined;
  write(ctx, cookies, ATTEMPT, null, 0);
  return browser;
}

/** Lax: Intercom leads the browser back here, and no other site's form carries them. */
function write(ctx: KoaContext, { isSecure }: Cookies, name: string, value: string | null, maxAge: number): void {
  ctx.cookies.secure = isSecure;
  ctx.cookies.set(name, value, {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    path: '/',
    maxAge,
    overwrite: true,
  });
}

export function formToken({ formKey }: Cookies, session: string): string {
  return createHmac('sha256', formKey).update(session).digest('base64url');
}

/** Throws for a form that our own page did not make for this session. */
export function requireFormToken(cookies: Cookies, session: string, token: string): void {
  if (equalInConstantTime(formToken(cookies, session), token)) return;
  throw new AppError('unauthenticated', 'This form is out of date. Go back, reload the page and send it again.');
}

// Signed cookies for the session, the attempt to sign in and the outcome of the last save; and the token in every form, which
// only our own page knows.
import { createHmac } from 'node:crypto';
import type { Context as KoaContext } from 'koa';
import { AppError } from '../../domain/errors.ts';
import type { PageFlash } from '../../domain/page-frame.ts';
import { equalInConstantTime } from '../../lib/sealed.ts';

const SESSION = 'threadwire_session';
const ATTEMPT = 'threadwire_sign_in';
const FLASH = 'threadwire_notice';
const WAY = 'threadwire_way';
const ATTEMPT_MS = 10 * 60_000;
/** The browser asks for the page that shows it at once. */
const FLASH_MS = 60_000;
/** A browser keeps no more than 4 KB under one name. */
const FLASH_LENGTH = 600;

export interface Cookies {
  /** Browsers send the cookies over https alone. */
  isSecure: boolean;
  /** The first key signs, and every key is accepted, so that a change of keys signs nobody out. */
  keys: readonly Buffer[];
}

export function keepSession(ctx: KoaContext, cookies: Cookies, session: string, lastsMs: number): void {
  write(ctx, cookies, SESSION, session, lastsMs);
}

export function sessionOf(ctx: KoaContext, cookies: Cookies): string | undefined {
  return read(ctx, cookies, SESSION);
}

export function forgetSession(ctx: KoaContext, cookies: Cookies): void {
  for (const name of [SESSION, FLASH]) write(ctx, cookies, name, null, 0);
}

/** Only the browser that began may finish; all its tabs share this cookie. */
export function keepAttempt(ctx: KoaContext, cookies: Cookies, browser: string): void {
  write(ctx, cookies, ATTEMPT, browser, ATTEMPT_MS);
}

export function attemptOf(ctx: KoaContext, cookies: Cookies): string | undefined {
  return read(ctx, cookies, ATTEMPT);
}

/** The page that somebody asked for who had to sign in first. */
export function keepWay(ctx: KoaContext, cookies: Cookies, path: string): void {
  if (isWay(path)) write(ctx, cookies, WAY, Buffer.from(path).toString('base64url'), ATTEMPT_MS);
}

/** Leads there once; otherwise to the first page. */
export function takeWay(ctx: KoaContext, cookies: Cookies): string {
  const kept = take(ctx, cookies, WAY);
  const path = kept === undefined ? '/' : Buffer.from(kept, 'base64url').toString();
  return isWay(path) ? path : '/';
}

/** A page of ours, without what was asked of it. */
function isWay(path: string): boolean {
  return /^\/(settings|texts)(\/[\w-]{1,64}){0,2}$/.test(path);
}

/** Kept in a cookie, because anybody can write an address. */
export function keepFlash(ctx: KoaContext, cookies: Cookies, flash: PageFlash): void {
  const kept = { ...flash, words: flash.words.slice(0, FLASH_LENGTH) };
  write(ctx, cookies, FLASH, Buffer.from(JSON.stringify(kept)).toString('base64url'), FLASH_MS);
}

/** Shown once: a reload shows the state of that moment. */
export function takeFlash(ctx: KoaContext, cookies: Cookies): PageFlash | null {
  const kept = take(ctx, cookies, FLASH);
  if (kept === undefined) return null;
  // The version before named the section in place of the form.
  return { form: '', ...JSON.parse(Buffer.from(kept, 'base64url').toString()) };
}

function take(ctx: KoaContext, cookies: Cookies, name: string): string | undefined {
  if (ctx.cookies.get(name) === undefined) return undefined;
  const value = read(ctx, cookies, name);
  write(ctx, cookies, name, null, 0);
  return value;
}

/** A cookie is `value.signature`, both base64url. */
function read(ctx: KoaContext, cookies: Cookies, name: string): string | undefined {
  const [, value = '', mac = ''] = /^([\w-]+)\.([\w-]+)$/.exec(ctx.cookies.get(name) ?? '') ?? [];
  return macsOf(cookies, name, value).some((own) => equalInConstantTime(own, mac)) ? value : undefined;
}

/** SameSite Lax: Intercom's redirect back here carries the cookies, and no other site's form does. */
function write(ctx: KoaContext, cookies: Cookies, name: string, value: string | null, maxAge: number): void {
  const { isSecure } = cookies;
  const signed = value === null ? null : `${value}.${macsOf(cookies, name, value)[0]}`;
  ctx.cookies.secure = isSecure;
  ctx.cookies.set(name, signed, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    path: '/',
    maxAge,
    overwrite: true,
  });
}

/** One signature by each key, each for this purpose alone. */
function macsOf({ keys }: Cookies, purpose: string, value: string): string[] {
  return keys.map((key) => createHmac('sha256', key).update(`${purpose}=${value}`).digest('base64url'));
}

export function formToken(cookies: Cookies, session: string): string {
  return macsOf(cookies, 'form', session)[0] ?? '';
}

/** Throws for a form that our own page did not make for this session. */
export function requireFormToken(cookies: Cookies, session: string, token: string): void {
  if (macsOf(cookies, 'form', session).some((own) => equalInConstantTime(own, token))) return;
  throw new AppError('unauthenticated', { kind: 'form-outdated' });
}

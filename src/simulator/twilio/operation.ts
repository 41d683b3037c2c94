// One call of the pretend REST API: its form, its JSON answer, and how a refusal looks.
import type Router from '@koa/router';
import type Koa from 'koa';
import { bodyTextOf } from '../stand-in/stand-in.ts';
import { RestError } from './errors.ts';
import type { Method } from './records.ts';
import type { TwilioWorld } from './state.ts';

export type Context = Koa.Context & { params: Record<string, string> };

/** Adds the operations of one kind of resource. */
export type Mount = (router: Router, world: TwilioWorld) => void;

export function answer(ctx: Koa.Context, body: object, status = 200): void {
  ctx.status = status;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(body);
}

export function formOf(ctx: Context): URLSearchParams {
  return new URLSearchParams(bodyTextOf(ctx));
}

export function queryOf(ctx: Context): URLSearchParams {
  return new URLSearchParams(ctx.querystring);
}

export function notFound(ctx: Koa.Context): RestError {
  return new RestError(20404, `The requested resource ${ctx.path} was not found`, 404);
}

/** Refusals as Twilio's JSON, whatever was asked for. */
export async function twilioErrors(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  try {
    await next();
    if (ctx.status === 404 && ctx.body === undefined) throw notFound(ctx);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    if (error.status === 401) ctx.set('www-authenticate', 'Basic realm="Twilio API"');
    answer(ctx, error, error.status);
  }
}

/** The webhook method in a form; undefined if it names none. */
export function methodIn(form: URLSearchParams, name: string): Method | undefined {
  const given = form.get(name)?.toUpperCase();
  if (given === undefined || given === '') return undefined;
  if (given !== 'GET' && given !== 'POST') throw new RestError(22106, `${name} must be GET or POST`);
  return given;
}

/** Refuses URLs that no webhook can have. @throws RestError 21503, or the code given */
export function checkUrls(form: URLSearchParams, names: readonly string[], code = 21503): void {
  for (const name of names) {
    const value = form.get(name);
    if (value && !isCallbackUrl(value)) throw new RestError(code, `${name} is not a valid URL`);
  }
}

/** A host name without underscores, at most 4000 characters: https://www.twilio.com/docs/api/errors/21609 */
export function isCallbackUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes('_') && text.length <= 4000;
}

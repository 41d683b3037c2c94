// The REST operations of the pretend Twilio. https://www.twilio.com/docs/messaging/api
import Router from '@koa/router';
import type Koa from 'koa';
import { bodyTextOf } from '../stand-in.ts';
import { fetchMedia } from './media.ts';
import { accept } from './outbound.ts';
import { accountPath, accountResource, mediaResource, messageResource, numberResource, pageOf } from './resources.ts';
import { draftOf, isCallbackUrl, RestError } from './rules.ts';
import type { Account, MediaRecord, MessageRecord, OwnNumber, TwilioWorld } from './state.ts';

/** Every URL of the stand-in; `mediaUrl` is the origin that media redirect to. */
export function twilioRoutes(world: TwilioWorld, mediaUrl: string): Router {
  const router = new Router();
  const at = '/2010-04-01/Accounts/:account';
  const message = `${at}/Messages/:sid`;
  const media = `${message}/Media/:media`;

  router.get('/2010-04-01/Accounts/:account.json', (ctx) => {
    const account = signedIn(world, ctx);
    // A standard API key may do everything but this: https://www.twilio.com/docs/iam/api-keys
    if (loginOf(ctx)?.user !== account.sid) throw new RestError(20003, 'API keys may not read the account', 401);
    answer(ctx, accountResource(account));
  });
  router.post(`${at}/Messages.json`, async (ctx) => {
    const draft = draftOf(world, signedIn(world, ctx), formOf(ctx));
    const { media, fault } = await fetchMedia(world, draft.mediaUrls);
    answer(ctx, messageResource(accept(world, draft, { media, fault })), 201);
  });
  router.get(`${at}/Messages.json`, (ctx) => answer(ctx, listMessages(world, signedIn(world, ctx), ctx.querystring)));
  router.get(`${message}.json`, (ctx) => answer(ctx, messageResource(findMessage(world, ctx))));
  router.post(`${message}.json`, (ctx) => answer(ctx, messageResource(updateMessage(world, ctx))));
  router.delete(`${message}.json`, (ctx) => {
    const found = settledMessage(world, ctx);
    world.messages.delete(found.sid);
    ctx.status = 204;
  });

  router.get(`${message}/Media.json`, (ctx) => {
    const found = findMessage(world, ctx);
    const path = `${accountPath(found.accountSid)}/Messages/${found.sid}/Media.json`;
    const present = (item: MediaRecord) => mediaResource(found, item);
    const query = new URLSearchParams(ctx.querystring);
    answer(ctx, pageOf(found.media, { key: 'media_list', path, query, present }));
  });
  router.get(`${media}.json`, (ctx) => answer(ctx, mediaResource(findMessage(world, ctx), findMedia(world, ctx))));
  router.delete(`${media}.json`, (ctx) => {
    const found = findMessage(world, ctx);
    const gone = findMedia(world, ctx);
    found.media = found.media.filter((item) => item !== gone);
    ctx.status = 204;
  });
  router.get(media, (ctx) => {
    ctx.state.isDownload = true;
    // Media are open to whoever knows the URL unless the account says otherwise, but wrong credentials are refused.
    if (ctx.get('authorization') !== '') signedIn(world, ctx);
    ctx.redirect(`${mediaUrl}/${findMedia(world, ctx).sid}`);
    ctx.status = 307;
  });

  router.get(`${at}/IncomingPhoneNumbers.json`, (ctx) =>
    answer(ctx, listNumbers(world, signedIn(world, ctx), ctx.querystring)),
  );
  router.get(`${at}/IncomingPhoneNumbers/:sid.json`, (ctx) => answer(ctx, numberResource(findNumber(world, ctx))));
  router.post(`${at}/IncomingPhoneNumbers/:sid.json`, (ctx) => answer(ctx, numberResource(updateNumber(world, ctx))));
  return router;
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

type Context = Koa.Context & { params: Record<string, string> };

function answer(ctx: Koa.Context, body: object, status = 200): void {
  ctx.status = status;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(body);
}

function formOf(ctx: Context): URLSearchParams {
  return new URLSearchParams(bodyTextOf(ctx));
}

function notFound(ctx: Koa.Context): RestError {
  return new RestError(20404, `The requested resource ${ctx.path} was not found`, 404);
}

function loginOf(ctx: Context): { user: string; secret: string } | null {
  const encoded = /^Basic (.+)$/i.exec(ctx.get('authorization'))?.[1];
  const parts = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString());
  return parts ? { user: parts[1] ?? '', secret: parts[2] ?? '' } : null;
}

/** The account in the path, proven by its token or one of its API keys. */
function signedIn(world: TwilioWorld, ctx: Context): Account {
  const login = loginOf(ctx);
  const account = world.accounts.get(ctx.params.account ?? '');
  const secret = login?.user === account?.sid ? account?.authToken : account?.apiKeys.get(login?.user ?? '');
  if (!account || secret === undefined || login?.secret !== secret) {
    throw new RestError(20003, 'Authentication failed', 401);
  }
  return account;
}

function findMessage(world: TwilioWorld, ctx: Context): MessageRecord {
  // A download may come without credentials; everything else has been asked for them.
  const accountSid = ctx.state.isDownload === true ? ctx.params.account : signedIn(world, ctx).sid;
  const found = world.messages.get(ctx.params.sid ?? '');
  if (found?.accountSid !== accountSid || !found) throw notFound(ctx);
  return found;
}

function settledMessage(world: TwilioWorld, ctx: Context): MessageRecord {
  const found = findMessage(world, ctx);
  if (found.status === 'queued') throw new RestError(20009, 'The message is not yet on its way', 409);
  return found;
}

function findMedia(world: TwilioWorld, ctx: Context): MediaRecord {
  const found = findMessage(world, ctx).media.find(({ sid }) => sid === ctx.params.media);
  if (!found) throw notFound(ctx);
  return found;
}

/** Redaction by an empty `Body`; nothing can be canceled here, since only texts of a Messaging Service are scheduled. */
function updateMessage(world: TwilioWorld, ctx: Context): MessageRecord {
  const form = formOf(ctx);
  if (form.has('Status')) throw new RestError(30409, 'Only a scheduled message can be canceled');
  if (form.get('Body') !== '') throw new RestError(20001, 'A message can be updated with an empty Body only');
  const found = settledMessage(world, ctx);
  found.body = '';
  found.updatedAt = world.clock.now();
  return found;
}

/** Newest first. Texts that are still queued are listed by when they were made: Twilio does not document it. */
function listMessages(world: TwilioWorld, account: Account, querystring: string): Record<string, unknown> {
  const query = new URLSearchParams(querystring);
  const items = [...world.messages.values()]
    .filter(
      (message) =>
        message.accountSid === account.sid &&
        (query.get('To') ?? message.to) === message.to &&
        (query.get('From') ?? message.from) === message.from &&
        isWithin(message.sentAt ?? message.createdAt, query),
    )
    .toReversed();
  const path = `${accountPath(account.sid)}/Messages.json`;
  return pageOf(items, { key: 'messages', path, query, present: messageResource });
}

/** `DateSent` is a day in UTC; `DateSent<` and `DateSent>` (that is `DateSent>=…` in a URL) include their bound. */
function isWithin(at: number, query: URLSearchParams): boolean {
  const second = Math.floor(at / 1000) * 1000;
  for (const [name, value] of query) {
    const comparison = /^DateSent([<>]?)=?$/.exec(name)?.[1];
    if (comparison === undefined) continue;
    const bound = Date.parse(value);
    if (Number.isNaN(bound)) throw new RestError(20001, `${name} is not a date`);
    if (comparison === '<' && second > bound) return false;
    if (comparison === '>' && second < bound) return false;
    if (comparison === '' && !new Date(at).toISOString().startsWith(value.slice(0, 10))) return false;
  }
  return true;
}

function listNumbers(world: TwilioWorld, account: Account, querystring: string): Record<string, unknown> {
  const query = new URLSearchParams(querystring);
  const items = [...world.numbers.values()].filter(
    (number) =>
      number.accountSid === account.sid &&
      number.phoneNumber.includes(query.get('PhoneNumber') ?? '') &&
      (query.get('FriendlyName') ?? number.friendlyName) === number.friendlyName,
  );
  const path = `${accountPath(account.sid)}/IncomingPhoneNumbers.json`;
  return pageOf(items, { key: 'incoming_phone_numbers', path, query, present: numberResource });
}

function findNumber(world: TwilioWorld, ctx: Context): OwnNumber {
  const account = signedIn(world, ctx);
  for (const number of world.numbers.values()) {
    if (number.sid === ctx.params.sid && number.accountSid === account.sid) return number;
  }
  throw notFound(ctx);
}

function updateNumber(world: TwilioWorld, ctx: Context): OwnNumber {
  const number = findNumber(world, ctx);
  const form = formOf(ctx);
  for (const name of ['SmsUrl', 'SmsFallbackUrl', 'StatusCallback']) {
    const value = form.get(name);
    if (value && !isCallbackUrl(value)) throw new RestError(21503, `${name} is not a valid URL`);
  }
  const smsUrl = form.get('SmsUrl') ?? number.smsUrl;
  if (form.get('SmsFallbackUrl') && smsUrl === '') throw new RestError(21406, 'SmsFallbackUrl takes an SmsUrl');
  number.smsUrl = smsUrl;
  number.smsFallbackUrl = form.get('SmsFallbackUrl') ?? number.smsFallbackUrl;
  number.statusCallback = form.get('StatusCallback') ?? number.statusCallback;
  number.friendlyName = form.get('FriendlyName') ?? number.friendlyName;
  number.updatedAt = world.clock.now();
  return number;
}

// Messages and their media in the pretend REST API. https://www.twilio.com/docs/messaging/api/message-resource
import { signedIn } from '../account/logins.ts';
import { RestError } from '../errors.ts';
import { answer, type Context, formOf, type Mount, notFound, queryOf } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { accountPath, isUnsent, mediaResource, messageResource } from '../payloads.ts';
import type { Account } from '../records.ts';
import type { MediaRecord, MessageRecord, TwilioWorld } from '../state.ts';
import { brokenAnswer, fetchMedia } from './media.ts';
import { accept } from './outbound.ts';
import { draftOf } from './rules.ts';

export const mountMessages: Mount = (router, world) => {
  const messages = '/2010-04-01/Accounts/:account/Messages';
  router.post(`${messages}.json`, async (ctx) => {
    const draft = draftOf(world, signedIn(world, ctx), formOf(ctx));
    const { media, fault } = await fetchMedia(world, draft.mediaUrls);
    answer(ctx, messageResource(accept(world, draft, { media, fault })), 201);
  });
  router.get(`${messages}.json`, (ctx) => answer(ctx, listMessages(world, signedIn(world, ctx), queryOf(ctx))));
  router.get(`${messages}/:sid.json`, (ctx) => answer(ctx, messageResource(findMessage(world, ctx))));
  router.post(`${messages}/:sid.json`, (ctx) => answer(ctx, messageResource(updateMessage(world, ctx))));
  router.delete(`${messages}/:sid.json`, (ctx) => {
    const found = settledMessage(world, ctx);
    world.messages.delete(found.sid);
    ctx.status = 204;
  });
};

/** `mediaUrl` is the origin that media redirect to. */
export function mountMedia(mediaUrl: string): Mount {
  return (router, world) => {
    const media = '/2010-04-01/Accounts/:account/Messages/:sid/Media';
    router.get(`${media}.json`, (ctx) => {
      const found = findMessage(world, ctx);
      const path = `${accountPath(found.accountSid)}/Messages/${found.sid}/Media.json`;
      const present = (item: MediaRecord) => mediaResource(found, item);
      answer(ctx, pageOf(found.media, { key: 'media_list', path, query: queryOf(ctx), present }));
    });
    router.get(`${media}/:media.json`, (ctx) =>
      answer(ctx, mediaResource(findMessage(world, ctx), findMedia(world, ctx))),
    );
    router.delete(`${media}/:media.json`, (ctx) => {
      const found = findMessage(world, ctx);
      const gone = findMedia(world, ctx);
      found.media = found.media.filter((item) => item !== gone);
      ctx.status = 204;
    });
    router.get(`${media}/:media`, (ctx) => {
      ctx.state.isDownload = true;
      // Media are open to whoever knows the URL unless the account says otherwise, but wrong credentials are refused.
      if (ctx.get('authorization') !== '') signedIn(world, ctx);
      const found = findMedia(world, ctx);
      const broken = brokenAnswer(world, found);
      if (broken === 404) throw notFound(ctx);
      if (broken === 401) throw new RestError(20003, 'Authenticate', 401);
      ctx.redirect(typeof broken === 'string' ? broken : `${mediaUrl}/${found.sid}`);
      ctx.status = 307;
    });
  };
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
  if (found.status === 'queued' || found.status === 'accepted')
    throw new RestError(20009, 'The message is not yet on its way', 409);
  return found;
}

function findMedia(world: TwilioWorld, ctx: Context): MediaRecord {
  const found = findMessage(world, ctx).media.find(({ sid }) => sid === ctx.params.media);
  if (!found) throw notFound(ctx);
  return found;
}

/** Redaction by an empty `Body`; nothing can be canceled here, since nothing is scheduled. */
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
function listMessages(world: TwilioWorld, account: Account, query: URLSearchParams): Record<string, unknown> {
  const items = [...world.messages.values()]
    .filter(
      (message) =>
        message.accountSid === account.sid &&
        world.clock.now() - message.createdAt >= account.listing.lagMs &&
        (query.get('To') ?? listedTo(message, account)) === listedTo(message, account) &&
        (!query.has('From') || (query.get('From') === message.from && !isUnsent(message))) &&
        isWithin(message.sentAt ?? message.createdAt, query),
    )
    .toReversed();
  const path = `${accountPath(account.sid)}/Messages.json`;
  return pageOf(items, { key: 'messages', path, query, present: (message) => redacted(message, account) });
}

/** Message redaction hides the words, and the last four digits of the other side's number. */
function redacted(message: MessageRecord, account: Account): Record<string, unknown> {
  const resource = messageResource(message);
  return { ...resource, to: listedTo(message, account), ...(account.listing.hidesWords ? { body: '' } : {}) };
}

function listedTo({ to, direction }: MessageRecord, { listing }: Account): string {
  return listing.hidesNumbers && direction !== 'inbound' ? to.replace(/\d{4}$/, 'XXXX') : to;
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

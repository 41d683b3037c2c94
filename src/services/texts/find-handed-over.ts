// Looks for a text whose answer was lost among those that Twilio lists.

import { AppError, VendorError } from '../../domain/errors.ts';
import { filesByMms } from '../../domain/media/texts-with-files.ts';
import { addressLikeness } from '../../domain/numbers/masked-address.ts';
import { serviceOf } from '../../domain/senders.ts';
import { isFinal } from '../../domain/texts/delivery.ts';
import { recognise } from '../../domain/texts/handed-over.ts';
import { type Message, wordsSent } from '../../domain/texts/message.ts';
import { knownSids, listInFlight } from '../../store/texts/handed-over.ts';
import type { SentText } from '../../twilio/client.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { unsure } from '../once.ts';

/** We wait this long for a status callback, which names the text itself, and for the text to appear in Twilio's list. */
export const CALLBACK_COMES_WITHIN_MS = 10_000;

/** A text that Twilio made later than this came from another try. */
const MADE_WITHIN_MS = 180_000;

interface Window {
  from: Date;
  until: Date;
}

/** `since`: the earliest start of the try by Twilio's clock. */
export async function findHandedOver(
  ctx: Context,
  workspace: OpenWorkspace,
  message: Message,
  since: Date,
): Promise<SentText | null | typeof unsure> {
  const attemptedAt = message.attemptedAt ?? since;
  const window = windowOf(ctx, since);
  const service = serviceOf(workspace, message.sender);
  const found = await lookUp(() => listFor(ctx, workspace, message, window));
  const taken = await knownSids(
    ctx.db,
    workspace.id,
    found.texts.map(({ sid }) => sid),
  );
  const unclaimed = found.texts.filter(({ sid }) => !taken.has(sid));
  const address = found.isExact ? message.address : null;
  const span = { address, from: window.from, until: window.until };
  const inFlight = await listInFlight(ctx.db, workspace.id, span);
  const hasMedia = filesByMms(message.media).length > 0;
  const mine = {
    ...message,
    address: message.wroteAs ?? message.address,
    body: wordsSent(message),
    hasMedia,
    attemptedAt,
  };
  const others = inFlight.filter(({ id }) => id !== message.id);
  const recognised = recognise(mine, others, unclaimed, service);
  if (recognised.kind === 'none') return found.isWhole ? null : unsure;
  if (recognised.kind === 'unsure') return unsure;
  const isEarly = ctx.clock.now() - attemptedAt.getTime() < CALLBACK_COMES_WITHIN_MS;
  if (recognised.kind === 'certain') return recognised.text;
  return isEarly ? unsure : withoutEnd(recognised.text);
}

/** The listed text may be another's, so only its acceptance is used. Callbacks, which name the text, bring its end. */
function withoutEnd(text: SentText): SentText {
  return { ...text, state: isFinal(text.state) ? 'sent' : text.state, errorCode: null };
}

/** Our clock and Twilio's may differ, by as much as its last answer has shown. */
function windowOf(ctx: Context, since: Date): Window {
  const ahead = ctx.clockSkew.ahead().get('twilio') ?? 0;
  return {
    from: new Date(since.getTime() - Math.max(0, ahead)),
    until: new Date(since.getTime() + MADE_WITHIN_MS + Math.max(0, -ahead)),
  };
}

/**
 * Lists the texts to the customer. Where none is found under that spelling, the number may be masked or spelled otherwise, and
 * no search finds it: then all texts of the sender are listed first, since there may be too many of all senders.
 */
async function listFor(
  ctx: Context,
  workspace: OpenWorkspace,
  message: Message,
  window: Window,
): Promise<{ texts: SentText[]; isWhole: boolean; isExact: boolean }> {
  const twilio = ctx.twilio(workspace);
  const to = message.wroteAs ?? message.address;
  const since = window.from;
  const isOurs = (text: SentText) => !text.isInbound && text.createdAt.getTime() <= window.until.getTime();
  const direct = await twilio.findTexts({ to, since });
  const texts = direct.texts.filter(isOurs);
  if (texts.length > 0) return { ...direct, texts, isExact: true };
  for (const filter of [{ from: message.sender }, {}]) {
    const wide = await twilio.findTexts({ ...filter, since });
    const found = wide.texts.filter((text) => isOurs(text) && addressLikeness(to, text.to) !== 'other');
    if (found.length > 0) return { texts: found, isWhole: wide.isWhole, isExact: false };
  }
  return { texts: [], isWhole: direct.isWhole, isExact: true };
}

/** A refused look tells nothing about the text, which stays unknown until Twilio lets us look. */
async function lookUp<T>(find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof VendorError) || error.retry === 'later') throw error;
    throw new AppError('vendor-refused', error.reason, { retry: 'later', cause: error });
  }
}

// Twilio's webhook forms → our types.
import type { Keyword } from '../domain/consent/consent.ts';
import { type DeliveryState, isDeliveryState } from '../domain/texts/delivery.ts';
import type { Media } from '../domain/texts/message.ts';
import type { Content } from '../domain/texts/text-content.ts';
import { parseContent } from './content.ts';
import { codeOf } from './errors.ts';
import { type Form, lineIn, valueIn } from './form-values.ts';

export type { Form };

/** The account that a request speaks for; undefined when it does not say. */
export function accountOf(form: Form): string | undefined {
  const sid = form['AccountSid'];
  return typeof sid === 'string' ? sid : undefined;
}

/** A text as Twilio hands it over. Source: twilio.com/docs/messaging/guides/webhook-request. */
export interface InboundText {
  sid: string;
  accountSid: string;
  /** Empty where Twilio names none. */
  from: string;
  to: string;
  /** The words that were typed. */
  body: string;
  media: Media[];
  /** Its content besides words and files. */
  content: Content[];
  /** Twilio's id of the text that it answers, where the channel tells. */
  repliedTo: string | null;
  /** The keyword that Twilio has acted on itself. */
  answered: Keyword | null;
}

/** A delivery event. Source: twilio.com/docs/messaging/guides/track-outbound-message-status. */
export interface StatusEvent {
  sid: string;
  accountSid: string;
  /** Null for a word that is no delivery state of ours. */
  state: DeliveryState | null;
  errorCode: number | null;
}

/** Twilio's ids: two letters for the kind, and a channel may have its own. */
const TEXT_SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;
const LONGEST_ADDRESS = 128;
/** Longer than any text of any channel. */
const LONGEST_BODY = 20_000;
const MOST_FILES = 20;

type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

/**
 * A text that its id tells apart is stored, whatever else is missing or odd: its sender, its receiver, its words. NUL bytes and
 * lone surrogates, which no database stores, are dropped from the words, never the text.
 */
export function parseInboundText(form: Form): Parsed<InboundText> {
  const ids = parseIds(form);
  if (!ids.ok) return ids;
  const { sid: textSid, accountSid } = ids.value;
  const body = cut(valueIn(form, 'Body'), LONGEST_BODY);
  const media = parseMedia(form);
  const repliedTo = valueIn(form, 'OriginalRepliedMessageSid').trim();
  return {
    ok: true,
    value: {
      sid: textSid,
      accountSid,
      from: cut(valueIn(form, 'From').trim(), LONGEST_ADDRESS),
      to: cut(valueIn(form, 'To').trim(), LONGEST_ADDRESS),
      body,
      media,
      content: parseContent(form, { sid: textSid, body, files: media.length }),
      repliedTo: TEXT_SID.test(repliedTo) ? repliedTo : null,
      answered: answeredKeyword(valueIn(form, 'OptOutType')),
    },
  };
}

/** The ids of the text, under its current or an older name, and of its account. */
function parseIds(form: Form): Parsed<{ sid: string; accountSid: string }> {
  const sid = ['MessageSid', 'SmsMessageSid', 'SmsSid']
    .map((name) => valueIn(form, name).trim())
    .find((value) => TEXT_SID.test(value));
  if (sid === undefined) return { ok: false, problem: 'MessageSid: invalid' };
  const accountSid = accountOf(form);
  if (accountSid === undefined || accountSid === '') return { ok: false, problem: 'AccountSid: missing' };
  return { ok: true, value: { sid, accountSid } };
}

/** Cuts between characters. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}

/**
 * The keyword that Twilio says it has acted on: its `OptOutType` (STOP, START, HELP), sent only with Advanced Opt-Out, where
 * the words themselves may be the account's own. Null for none or an unknown one.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function answeredKeyword(value: string | null | undefined): Keyword | null {
  switch (value?.trim().toUpperCase()) {
    case 'STOP':
      return 'stop';
    case 'START':
      return 'start';
    case 'HELP':
      return 'help';
    default:
      return null;
  }
}

/** As many files as Twilio counts, or as it names where the count is missing. */
function parseMedia(form: Form): Media[] {
  const counted = /^\d{1,3}$/.exec(valueIn(form, 'NumMedia').trim());
  const named = Object.keys(form).filter((name) => /^Media(?:Url|ContentType)\d{1,2}$/.test(name));
  const numbers = named.map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0) + 1);
  const count = Math.min(Math.max(Number(counted?.[0] ?? 0), ...numbers, 0), MOST_FILES);
  return Array.from({ length: count }, (_, index) => ({
    id: /\/Media\/(ME[0-9a-fA-F]{32})/.exec(valueIn(form, `MediaUrl${index}`))?.[1] ?? '',
    contentType: lineIn(form, `MediaContentType${index}`, 200),
  }));
}

export function parseStatusEvent(form: Form): Parsed<StatusEvent> {
  const ids = parseIds(form);
  if (!ids.ok) return ids;
  const word = (valueIn(form, 'MessageStatus') || valueIn(form, 'SmsStatus')).trim().toLowerCase();
  if (word === '') return { ok: false, problem: 'MessageStatus must be given' };
  const state = isDeliveryState(word) ? word : null;
  // An unreadable code must not lose the state that came with it.
  const errorCode = codeOf(form['ErrorCode']);
  return { ok: true, value: { ...ids.value, state, errorCode } };
}

/** The end of the address that Twilio calls with such a form; null for any other form. */
export function kindOfForm(form: Form): 'messages' | 'status' | null {
  const status = parseStatusEvent(form);
  // A customer's text has a status too, which is no step of a delivery.
  if (status.ok && status.value.state !== null) return 'status';
  return parseInboundText(form).ok ? 'messages' : null;
}

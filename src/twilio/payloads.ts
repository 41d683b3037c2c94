// Twilio's webhook forms → our types.
import type { Keyword } from '../domain/consent.ts';
import { type DeliveryState, isDeliveryState } from '../domain/delivery.ts';
import type { Media } from '../domain/message.ts';
import { wellFormed } from '../domain/well-formed.ts';
import { compileSchema } from '../lib/schema.ts';
import { codeOf } from './errors.ts';

export type Form = Record<string, string | string[]>;

/** The account that a request speaks for; undefined when it does not say. */
export function accountOf(form: Form): string | undefined {
  const sid = form['AccountSid'];
  return typeof sid === 'string' ? sid : undefined;
}

/** A text as Twilio hands it over. Source: twilio.com/docs/messaging/guides/webhook-request. */
export interface InboundText {
  sid: string;
  accountSid: string;
  from: string;
  to: string;
  body: string;
  media: Media[];
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

const sid = { type: 'string', pattern: '^(SM|MM)[0-9a-fA-F]{32}$' } as const;
const account = { type: 'string', maxLength: 64 } as const;
const address = { type: 'string', minLength: 1, maxLength: 128 } as const;

const checkInbound = compileSchema({
  type: 'object',
  required: ['MessageSid', 'AccountSid', 'From', 'To'],
  properties: {
    MessageSid: sid,
    AccountSid: account,
    From: address,
    To: address,
    Body: { type: 'string', maxLength: 20_000 },
    NumMedia: { type: 'string', pattern: '^[0-9]{0,3}$' },
    OptOutType: { type: 'string', maxLength: 32 },
  },
});

const checkStatus = compileSchema({
  type: 'object',
  required: ['MessageSid', 'AccountSid', 'MessageStatus'],
  properties: {
    MessageSid: sid,
    AccountSid: account,
    MessageStatus: { type: 'string', maxLength: 64 },
  },
});

type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

/** NUL bytes and lone surrogates, which no database stores, are dropped from the words, never the text. */
export function parseInboundText(form: Form): Parsed<InboundText> {
  const checked = checkInbound(form);
  if (!checked.ok) return checked;
  const { value } = checked;
  const [from, to] = [wellFormed(value.From), wellFormed(value.To)];
  if (from.trim() === '' || to.trim() === '') return { ok: false, problem: 'From and To must be addresses' };
  return {
    ok: true,
    value: {
      sid: value.MessageSid,
      accountSid: value.AccountSid,
      from,
      to,
      body: wellFormed(value.Body ?? ''),
      media: parseMedia(form, Math.min(Number(value.NumMedia ?? 0), 20)),
      answered: answeredKeyword(value.OptOutType),
    },
  };
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

function parseMedia(form: Form, count: number): Media[] {
  return Array.from({ length: count }, (_, index) => {
    const url = wellFormed(String(form[`MediaUrl${index}`] ?? ''));
    const contentType = wellFormed(String(form[`MediaContentType${index}`] ?? '')).slice(0, 200);
    return { id: /\/Media\/(ME[0-9a-fA-F]{32})/.exec(url)?.[1] ?? '', contentType };
  });
}

export function parseStatusEvent(form: Form): Parsed<StatusEvent> {
  const checked = checkStatus(form);
  if (!checked.ok) return checked;
  const { MessageSid, AccountSid, MessageStatus } = checked.value;
  const state = isDeliveryState(MessageStatus) ? MessageStatus : null;
  // A code that cannot be read must not cost the state that came with it.
  const errorCode = codeOf(form['ErrorCode']);
  return { ok: true, value: { sid: MessageSid, accountSid: AccountSid, state, errorCode } };
}

// A text on its way to a customer: accepted, then moved along with its status callbacks.
import { endOf, type Fare, fareOf, type MessageStatus, type Step, stepsOf } from '../fares.ts';
import type { MediaRecord, MessageRecord, TwilioWorld } from '../state.ts';
import { callWebhook } from '../webhooks.ts';
import type { Draft } from './rules.ts';
import { segmentsOf } from './segments.ts';

const RANK: Record<MessageStatus, number> = {
  accepted: 0,
  queued: 1,
  sent: 2,
  undelivered: 3,
  failed: 3,
  delivered: 4,
  read: 5,
  received: 5,
};

/** Some of https://www.twilio.com/docs/messaging/services/smart-encoding-char-list */
const PLAIN = new Map([
  ['“', '"'],
  ['”', '"'],
  ['«', '"'],
  ['»', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
  ['\u00a0', ' '],
]);

/** The error of texts from a number that is not registered: https://www.twilio.com/docs/api/errors/30034 and 30032. */
const unregistered = { local: 30034, tollFree: 30032 };

/** The time that a Messaging Service takes to choose its sender. */
const QUEUED_AFTER_MS = 50;

/**
 * Takes a checked text in; its callbacks follow by the recipient's fare. `fault` is an error found while its media were
 * fetched: the text fails with it. A text through a Messaging Service begins as `accepted`, and its first callback is `queued`.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function accept(
  world: TwilioWorld,
  draft: Draft,
  options: { media?: MediaRecord[]; fault?: number | null; direction?: MessageRecord['direction'] } = {},
): MessageRecord {
  const now = world.clock.now();
  const { media = [] } = options;
  const fault = draft.fault ?? options.fault ?? null;
  const isService = draft.serviceSid !== null;
  const message: MessageRecord = {
    sid: world.nextSid(media.length > 0 ? 'MM' : 'SM'),
    accountSid: draft.account.sid,
    direction: options.direction ?? 'outbound-api',
    from: draft.from,
    to: draft.to,
    serviceSid: draft.serviceSid,
    picksSender: draft.picksSender,
    body: wordsSent(world, draft),
    media,
    status: isService ? 'accepted' : 'queued',
    errorCode: null,
    numSegments: segmentsOf(wordsSent(world, draft)),
    statusCallback: draft.statusCallback,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
  };
  world.messages.set(message.sid, message);
  const from = world.numbers.get(draft.from);
  const isBlocked = from?.isRegistered === false && draft.to.startsWith('+1');
  const blocked = { errorCode: from?.tollFree ? unregistered.tollFree : unregistered.local };
  const planned = isBlocked ? blocked : fareOf(draft.to, world.fares);
  const fare: Fare = fault === null ? planned : { end: 'failed', errorCode: fault };
  const end = endOf(fare);
  if (end !== 'failed' && end !== 'undelivered') world.phoneLines.push({ message });
  world.emit({ kind: 'message', message });
  const queued: Step = { status: 'queued', errorCode: null, after: QUEUED_AFTER_MS };
  for (const step of [...(isService ? [queued] : []), ...stepsOf(fare, world.random)]) {
    world.postOffice.schedule(now + step.after, () => move(world, message, step));
    for (let copy = 0; copy < (fare.silent ? 0 : (fare.duplicate ?? 1)); copy += 1) report(world, message, step);
  }
  return message;
}

/** Trial accounts have a sentence put before their words; smart encoding spares them characters outside GSM-7. */
function wordsSent(world: TwilioWorld, { account, body, serviceSid }: Draft): string {
  const isSmart = world.services.get(serviceSid ?? '')?.smartEncoding === true;
  const words = isSmart ? body.replace(/[“”«»‘’–—…\u00a0]/g, (character) => PLAIN.get(character) ?? character) : body;
  return account.type === 'Trial' ? `Sent from your Twilio trial account - ${words}` : words;
}

/** Moves the message itself, which knows no way back, whatever the order of its callbacks. */
function move(world: TwilioWorld, message: MessageRecord, step: Step): void {
  if (RANK[step.status] <= RANK[message.status]) return;
  if (message.errorCode !== null && step.status === 'delivered') world.phoneLines.push({ message });
  message.status = step.status;
  message.errorCode = step.errorCode;
  // The time it was due, also where nobody looked until later.
  message.updatedAt = message.createdAt + step.after;
  if (step.status !== 'failed' && step.status !== 'queued') message.sentAt ??= message.updatedAt;
  world.emit({ kind: 'status', message });
}

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
function report(world: TwilioWorld, message: MessageRecord, step: Step): void {
  const account = world.accounts.get(message.accountSid);
  if (message.statusCallback === null || !account) return;
  const dueAt = message.createdAt + step.after;
  const hasReceipt = step.status === 'delivered' || step.status === 'undelivered';
  callWebhook(world, {
    url: message.statusCallback,
    method: 'POST',
    account,
    dueAt,
    label: `twilio ${message.sid} ${step.status}`,
    idempotencyToken: world.nextSid(''),
    params: {
      ...(step.errorCode !== null && { ErrorCode: String(step.errorCode) }),
      ApiVersion: '2010-04-01',
      MessageStatus: step.status,
      ...(hasReceipt && { RawDlrDoneDate: receiptDate(dueAt) }),
      SmsSid: message.sid,
      SmsStatus: step.status,
      To: message.to,
      From: message.from,
      MessageSid: message.sid,
      AccountSid: message.accountSid,
      ...(message.serviceSid !== null && { MessagingServiceSid: message.serviceSid }),
    },
  });
}

/** `YYMMDDhhmm`; Twilio does not document the time zone, UTC is taken here. */
function receiptDate(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '').slice(2, 12);
}

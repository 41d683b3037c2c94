// What our internal notes say: what happened, and what can be done about it.
import { type Address, nationalForm } from '../numbers/phone-number.ts';
import { isUnknownSender } from '../numbers/unknown-sender.ts';

/** Which notes a conversation may be owed; one each about one subject. */
export type NoticeKind =
  | 'opted-out'
  | 'opted-in'
  | 'may-stop'
  | 'not-answerable'
  | 'failed'
  | 'refused'
  | 'pictures'
  | 'held'
  | 'sent-again'
  | 'arrived'
  | 'no-number'
  | 'went-out'
  | 'deleted';

/** Why the gate lets no text through. */
export type Refusal =
  | 'opted-out'
  | 'opted-out-by-hand'
  | 'not-answerable'
  | 'no-sender'
  | 'own-number'
  | 'nothing-to-text';

export function describeAddress(address: Address): string {
  if (isUnknownSender(address.value)) return 'The unknown sender';
  return address.kind === 'phone' && address.phone !== null ? nationalForm(address.phone) : address.value;
}

/** `sender`: null where it holds for all numbers. `onlyOurs`: Twilio did not count their words as a stop. */
export function optedOutNotice(customer: string, sender: string | null, onlyOurs: boolean): string {
  const whose = sender === null ? 'all of your numbers' : sender;
  const where = sender === null ? 'one of them' : 'that number';
  const said =
    `${customer} has opted out of texts from ${whose}. ` +
    `Replies in this conversation are not texted until they text START to ${where}.`;
  return onlyOurs
    ? `${said} Twilio did not act on these words and has confirmed nothing to them: Threadwire keeps the texts back.`
    : said;
}

export function mayStopNotice(customer: string): string {
  return (
    `${customer} may be asking for no more texts. If so, opt them out in the SMS panel, with one click. ` +
    'Until then they are texted as before: Twilio did not act on these words.'
  );
}

export function optedInNotice(customer: string, sender: string): string {
  return `${customer} has opted back in: replies are texted from ${sender} again.`;
}

const whyNotAnswerable: Partial<Record<Address['kind'], string>> = {
  'short-code': 'a short code, which texts from a phone number cannot reach',
  alphanumeric: 'a sender name, which nobody can text',
};

export function notAnswerableNotice(address: Address): string {
  if (isUnknownSender(address.value))
    return 'This text came without a sender, so nobody can be texted back. Replies in this conversation are not texted.';
  const why = whyNotAnswerable[address.kind] ?? 'a sender that cannot be texted';
  return `This text came from ${address.value}: ${why}. Replies in this conversation are not texted.`;
}

/** Why the gate is closed, as a sentence. */
export function refusalReason(refusal: Refusal, customer: string, sender: string): string {
  const reasons: Record<Refusal, string> = {
    'opted-out': `${customer} has opted out of texts from ${sender}. Only they can change that, by texting START to that number.`,
    'opted-out-by-hand': `${customer} was opted out of texts by hand. The SMS panel shows by whom, and resumes them.`,
    'not-answerable': `${customer} is not a phone number that can be texted.`,
    'no-sender': 'This workspace has no number to text from. An admin can add one in the Threadwire settings.',
    'own-number': `${customer} is one of this workspace's own numbers.`,
    'nothing-to-text':
      'It holds no words: pictures and files are not texted. Write a sentence or paste a link to the file.',
  };
  return reasons[refusal];
}

/** Where a conversation that an agent began is to be texted, and the contact's phone field says to nobody where. */
export function noNumberNotice(why: 'none' | 'several' | 'unreadable'): string {
  const reasons = {
    none: 'This contact has no phone number. Add one in Intercom',
    several: "This contact's phone field holds more than one number. Leave one there",
    unreadable: "This contact's phone field holds no number that can be read. Write it like +1 415 555 0100 there",
  };
  return `This was not texted. ${reasons[why]}, and your next reply here is texted; or enter a number in the SMS panel.`;
}

export function refusedNotice(
  refusal: Refusal,
  customer: string,
  sender: string,
  what: 'reply' | 'scheduled' = 'reply',
): string {
  const subject = what === 'reply' ? 'This reply was not texted.' : 'The text that was scheduled for now was not sent.';
  return `${subject} ${refusalReason(refusal, customer, sender)}`;
}

export function deletedInTimeNotice(customer: string): string {
  return `A message that was deleted here was not texted to ${customer} any more.`;
}

export function deletedTooLateNotice(customer: string): string {
  return `A message that was deleted here had been texted to ${customer} already: the customer has it.`;
}

/** `isElsewhere`: from another conversation than the one that is told. */
export function sentAgainNotice(customer: string, isElsewhere: boolean): string {
  const where = isElsewhere ? 'another conversation, where the answer will come in' : 'the SMS panel';
  return `The text that did not reach ${customer} was sent again from ${where}.`;
}

/** `reason`: in an admin's words. */
export function optedOutByHandNotice(customer: string, reason: string): string {
  const why = reason === '' ? '' : ` Reason: ${reason}`;
  return `${customer} was opted out of texts by hand, from every number. Replies in this conversation are not texted.${why}`;
}

export function resumedNotice(customer: string): string {
  return `Texts to ${customer} were resumed by hand: replies are texted again.`;
}

/** `files`: attached ones, among which the pictures in the body may be. */
export function picturesNotice(pictures: number, files = 0): string {
  const count = Math.max(pictures, files);
  const noun = files > 0 ? 'file' : 'picture';
  const what = count === 1 ? `The ${noun} in this reply was` : `The ${count} ${noun}s in this reply were`;
  return `${what} not texted, only its words were. Paste a link to let the customer see more.`;
}

export function failedNotice(failure: {
  customer: string;
  meaning: string;
  nextStep: string;
  code: number | null;
  parts: { failed: number; of: number };
  /** The parts after it were not sent. */
  restUnsent: boolean;
}): string {
  const { parts } = failure;
  const what = partInWords({ no: parts.failed, of: parts.of });
  const code = failure.code === null ? '' : ` (Twilio error ${failure.code})`;
  const rest = failure.restUnsent ? ' The parts after it were not sent.' : '';
  return `${what} did not reach ${failure.customer}. ${failure.meaning} ${failure.nextStep}${rest}${code}`;
}

/** What is known now, of a text that was said to have failed or that nobody knew of. */
export interface BetterNews {
  part: { no: number; of: number };
  wasSentAgain: boolean;
}

export function arrivedNotice(customer: string, { part, wasSentAgain }: BetterNews): string {
  return `${partInWords(part)} reached ${customer} after all. ${whatNow(wasSentAgain)}`;
}

export function wentOutNotice(customer: string, { part, wasSentAgain }: BetterNews): string {
  return `${partInWords(part)} went out to ${customer} after all. ${whatNow(wasSentAgain)}`;
}

export function saidArrivedNotice(customer: string): string {
  return `An agent says that this reply reached ${customer}, so it is not sent again.`;
}

function partInWords({ no, of }: { no: number; of: number }): string {
  return of > 1 ? `Part ${no} of ${of} of this reply` : 'This reply';
}

function whatNow(wasSentAgain: boolean): string {
  return wasSentAgain
    ? 'It was also sent again from the SMS panel, so they may have it twice.'
    : 'There is no need to send it again.';
}

export function heldNotice(customer: string, hours: number, what: 'reply' | 'scheduled' = 'reply'): string {
  const subject =
    what === 'reply' ? `This reply to ${customer} was not texted` : `A scheduled text to ${customer} was not sent`;
  return (
    `${subject}: it could not be handed over for more than ${hours} hours ` +
    'and may no longer be wanted. Send it again if it is.'
  );
}

export function uninstalledNotice(customer: string, what: 'reply' | 'scheduled'): string {
  const subject =
    what === 'reply' ? `This reply to ${customer} was not texted` : `A scheduled text to ${customer} was cancelled`;
  return `${subject}: Threadwire was uninstalled before it went out. Send it again if it is still wanted.`;
}

export function givenUpNotice(customer: string): string {
  return (
    `It is not known whether this reply reached ${customer}: Twilio did not answer for a day. ` +
    'Ask the customer before sending it again.'
  );
}

export function unsureNotice(customer: string): string {
  return (
    `It is not known whether this reply reached ${customer}: Twilio's answer was lost, and its list of texts does not tell. ` +
    'Ask the customer. If they do not have it, send it again from the SMS panel; if they have it, say so there.'
  );
}

/** `isReply`: it is known that something was written, and only not what. */
export function unreadNotice(isReply: boolean): string {
  const what = isReply ? 'This reply was not texted' : 'A reply in this conversation may not have been texted';
  return `${what}, because it could not be read from Intercom. Send it again if it is still wanted.`;
}

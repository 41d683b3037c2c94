// Why a text went, waited, was stopped or stands where it does: a sentence for each decision.
import type { Evidence } from '../domain/consent/consent-list.ts';
import type { Purpose } from '../domain/texts/purpose.ts';
import type { TraceFact } from '../domain/texts/told-trace.ts';
import type { AnswerKind, Aside, Matched, RuledBy, Threaded, WaitsBy } from '../domain/texts/trace.ts';
import { addressInWords } from './addresses.ts';
import { evidenceWords } from './consents.ts';
import { count } from './counts.ts';
import { neverSentWords } from './failures/gate.ts';
import { limitReached } from './limits.ts';
import { loopWords } from './loops.ts';
import { money } from './money.ts';
import { lowerFirst, say, type Words } from './say.ts';
import { type Reader, timeFor } from './times.ts';

/** The heading of a list of these sentences. */
export const whySo = { in: 'Why it stands there', out: 'Why it went this way' } as const;

export const purposeNames: Readonly<Record<Purpose, string>> = {
  conversation: 'Conversation',
  marketing: 'Marketing',
  transactional: 'Transactional',
};

export function tellDecision(fact: TraceFact, reader: Reader): string {
  return say(decisionsFor(reader), fact);
}

const decisionsFor = (reader: Reader): Words<TraceFact> => ({
  allowed: ({ by, at, evidence }) => {
    const since = at === null ? '' : ` (${timeFor(reader, new Date(at))})`;
    const proof = proofOf(evidence, reader);
    if (by === 'opted-in') return `Allowed: the customer opted in${proof === '' ? since : ''}.${proof}`;
    if (by === 'wrote') return `Allowed: the customer texted us within the 30 days before${since}.`;
    return `Allowed: the customer has not opted out.${proof}`;
  },
  answers: ({ what }) => answers[what],
  aside: ({ why }) => asides[why],
  cost: ({ price, sms }) => {
    const cost = price === null ? 'Twilio has not told it yet' : money(price.amount, price.currency);
    return `Cost of ${sms} SMS: ${cost}${price === null || price.isWhole ? '' : ' so far'}.`;
  },
  held: ({ hours }) => `Held back: it waited for more than ${count(hours, 'hour')}, so a person decides.`,
  joined: ({ texts }) => `Many texts came within a minute: ${texts.toLocaleString('en-US')} of them share one part.`,
  loop: ({ how }) => `Stopped automatic texts to this customer: ${loopWords[how]}.`,
  matched: ({ how, name }) => matches[how](name ?? 'a contact without a name'),
  'never-sent': ({ by, evidence }) => `${say(neverSentWords, by).heading}.${proofOf(evidence, reader)}`,
  'by-rule': ({ when }) => `A rule sent it: ${ruleHappenings[when]}.`,
  'by-series': ({ step, template }) => `A Series sent ${template}${step === '' ? '' : ` at its step ${step}`}.`,
  'by-key': ({ name }) => `A system of yours sent it by the API, with the key ${name}.`,
  'opt-out-words': 'It ends with the words about opting out, as the first automatic text to this customer.',
  'over-limit': ({ why, country }) => {
    if (why === 'waits-behind') return 'Waited behind an earlier text that a limit holds.';
    return `Waited for an admin: ${lowerFirst(limitReached(country))}`;
  },
  released: ({ isAlone }) => `An admin let it go${isAlone ? '' : ', with all that waited'}.`,
  scheduled: ({ until }) => `Waited for the time that its author chose: ${timeFor(reader, new Date(until))}.`,
  sent: ({ sender, isReply }) =>
    `Sent from ${addressInWords(sender)}${isReply ? ', the number of this conversation' : ''}.`,
  'sent-now': 'An agent sent it at once, in quiet hours.',
  split: ({ parts, isNumbered }) =>
    `Too long for one text: sent as ${parts}${isNumbered ? ', each with its number' : ''}.`,
  threaded: ({ why }) => threads[why],
  'went-behind': 'Let texts go first that were written before it.',
  waits: ({ until, zone, by }) =>
    `Waited for the end of quiet hours: ${timeFor(reader, new Date(until), zone)}.${by === undefined ? '' : clocks[by]}`,
});

function proofOf(evidence: Evidence | null, reader: Reader): string {
  if (evidence === null) return '';
  const told = evidenceTold(evidence, reader);
  return ` ${told}${told.endsWith('”') ? '' : '.'}`;
}

const ruleHappenings: Readonly<Record<RuledBy, string>> = {
  'contact-created': 'a contact was created',
  tagged: 'a tag was put on',
  closed: 'a conversation was closed',
  unanswered: 'nobody had answered',
};

const matches: Readonly<Record<Matched, (name: string) => string>> = {
  former: (name) => `Matched to ${name}, who had this number before.`,
  found: (name) => `Matched to ${name}: a search in Intercom found the number.`,
  known: (name) => `Matched to ${name}: we knew the number as theirs.`,
  made: (name) => `Matched to ${name}: nobody in Intercom had the number, so a new contact was made.`,
  merged: (name) => `Matched to ${name}, into whom the earlier contact was merged.`,
};

const threads: Readonly<Record<Threaded, string>> = {
  'closed-lately': 'Joined the conversation and opened it again, because it had closed lately.',
  'closed-long': 'Started a new conversation: the one before had closed too long ago.',
  deleted: 'Started a new conversation: the one before was deleted.',
  first: 'Started a new conversation: there was none before.',
  'not-joined': 'Started a new conversation: the one before could not be written to.',
  open: 'Joined the conversation because it was open.',
  snoozed: 'Joined the conversation, which was snoozed.',
  'texted-since': 'Joined the conversation and opened it again, because you had texted from it after it closed.',
  'there-already': 'Stands where an earlier try had put it.',
};

const clocks: Readonly<Record<WaitsBy, string>> = {
  customer: '',
  'no-common-hour':
    ' The number has several time zones that never have these hours at once, so the workspace’s decided.',
  workspace: ' The customer’s time zone is not known, so the workspace’s decided.',
};

const answers: Readonly<Record<AnswerKind, string>> = {
  'after-hours': 'Sent by itself, because the customer wrote outside the office hours.',
  greeting: 'Sent by itself, because the number wrote for the first time.',
};

const asides: Readonly<Record<Aside, string>> = {
  blocked: 'Kept out of the inbox: an agent blocked this contact.',
  reaction: 'Kept out of the inbox: a reaction opens no conversation.',
};

/** `Texted a stop word (Nov 30, 2026 at 9:14AM): “Stop.”` */
export function evidenceTold(evidence: Evidence, reader: Reader): string {
  const { at, words, byName, reason, origin } = evidence;
  const how = `${evidenceWords(evidence)}${byName ? ` by ${byName}` : ''} (${timeFor(reader, at)})`;
  if (words) return `${how}: “${words}”`;
  const source = [origin, reason].filter((one) => one).join(', ');
  return source === '' ? how : `${how}: ${source}`;
}

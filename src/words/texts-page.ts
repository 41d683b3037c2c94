// The pages of texts: what each list holds, what can be done about a text, and what a click did.
import type { QueueName } from '../domain/jobs/queues.ts';
import type { TextDone } from '../domain/text-done.ts';
import type { AskProblem } from '../domain/texts/asked-texts.ts';
import type { ScheduledEnd } from '../domain/texts/scheduled.ts';
import type { TextState } from '../domain/texts/text-search.ts';
import { MOST_COUNTED, type NoAct, type TextAct, type TextList } from '../domain/texts-page.ts';
import { buttonLabels, remedyLabels } from './buttons.ts';
import { refusalSentences } from './failures/gate.ts';
import { product } from './names.ts';
import { say, type Words } from './say.ts';

export const listTitles: Readonly<Record<'all' | TextList, string>> = {
  all: 'All texts',
  failed: 'Failed',
  held: 'Held back',
  scheduled: 'Scheduled',
  'dead-letters': 'Dead letters',
};

export const listLeads: Readonly<Record<'all' | TextList, string>> = {
  all: 'Every text from and to your customers, the newest first.',
  failed:
    'Texts that did not arrive, or may not have. The number counts those of the last 7 days that nobody has sent again.',
  held: `Texts that ${product} did not send: they waited too long, a daily limit was reached, or the customer may not be texted. None goes out by itself.`,
  scheduled: 'The texts of the whole team that wait for their time, the next one first.',
  'dead-letters': `Work that ${product} gave up after a day of tries. Try it again once its cause is fixed.`,
};

export const emptyLists: Readonly<Record<'all' | 'found' | TextList | 'waiting', string>> = {
  all: 'There are no texts yet.',
  found: 'No text meets these conditions.',
  failed: 'No text has failed.',
  held: 'No text is held back.',
  scheduled: 'Nobody has scheduled a text.',
  waiting: 'No text waits.',
  'dead-letters': 'No work was given up.',
};

export const stateChoices: Readonly<Record<TextState, string>> = {
  received: 'Received',
  blocked: 'Received, contact blocked',
  waiting: 'Waiting',
  'on-its-way': 'On its way',
  delivered: 'Delivered',
  failed: 'Failed',
  unsure: 'May not have arrived',
  held: 'Held',
  refused: 'Not sent',
};

export const searchWords = {
  hint: 'A number in any spelling, its last digits, or the beginnings of words.',
  days: (zone: string) => `Days begin and end by ${zone}.`,
  manyNumbers: 'More than 200 numbers have these digits. Type more of them.',
  cut: 'Older texts have not been searched yet.',
} as const;

export const askProblems: Readonly<Record<AskProblem, string>> = {
  error: 'An error is a number of up to six digits.',
  since: 'The first day is not a date.',
  until: 'The last day is not a date.',
  order: 'The first day is after the last day.',
};

/** `1,000+` stands for more than are counted. */
export function counted(number: number): string {
  return number >= MOST_COUNTED ? `${MOST_COUNTED.toLocaleString('en-US')}+` : number.toLocaleString('en-US');
}

export const actLabels: Readonly<Record<TextAct, string>> = {
  again: 'Send again',
  arrived: remedyLabels.arrived,
  cancel: 'Cancel text',
  release: 'Let it go now',
  'resume-automatic': buttonLabels.resumeAutomatic,
};

export const sendNow = remedyLabels['send-now'];

/** A line of the timeline; `{who}` did it. */
export const actLines: Readonly<Record<TextAct, string>> = {
  again: 'Sent again by {who}',
  arrived: 'Noted by {who} as arrived',
  cancel: 'Cancelled by {who}',
  release: 'Let go by {who}',
  'resume-automatic': 'Automatic texts resumed by {who}',
};

export const nobodyKnown = 'somebody who has left';

export const whyNot: Readonly<Record<NoAct, string>> = {
  'on-its-way': 'The text is on its way.',
  over: 'Its message was deleted in Intercom, so it is not sent.',
  refused: 'It cannot be sent now:',
  'sent-again': 'It was sent again already.',
  viewer: 'You can view texts, but not send or cancel them here: your role is viewer. Use the SMS panel in Intercom.',
};

export const textWords = {
  waiting: 'Waiting to be sent',
  waitingLead: 'They go out by themselves, unless you cancel them.',
  moreWaiting: 'See all waiting texts',
  noWords: 'A text without words',
  noConversation: 'This text belongs to no conversation.',
  replaces: 'It replaces {text}.',
  replacedBy: 'Sent again by {who}: {text}',
  anEarlier: 'an earlier text',
  theNew: 'the new text',
  note: 'Note in the conversation: {note}',
  noteOwed: 'Note that the conversation will get: {note}',
  written: 'Written by {who}',
  received: 'Received from the customer',
  automation: 'automation',
  agent: 'an agent',
  cancelSure: 'The customer will not get it. The conversation gets a note.',
  dropSure: 'It is never tried again.',
  tries: (number: number) => `${number} ${number === 1 ? 'try' : 'tries'}`,
  noSuchText: 'This workspace has no such text. It may have been deleted.',
} as const;

/** The work of each queue, by what was to be done. */
const works: Readonly<Record<QueueName, string>> = {
  'catch-up': 'Read what was missed',
  'catch-up-texts': 'Read missed texts at Twilio',
  'check-connection': 'Check the connection to Twilio',
  'confirm-uninstall': 'Confirm an uninstallation',
  'deliver-text': 'Send a text',
  'fetch-media': 'Fetch the files of a text',
  'erase-workspace': 'Erase the data of the workspace',
  'link-subscriptions': 'Look at the subscriptions of contacts',
  'post-comment': 'Show a text in its conversation',
  'post-note': 'Write a note in a conversation',
  'receive-text': 'Put a customer’s text into Intercom',
  'recurring-work': 'Regular work',
  'relay-reply': 'Text a reply',
  'release-texts': 'Send texts that waited for quiet hours to end',
  'run-rule': 'Text by a rule',
  'send-later': 'Send a scheduled text',
  'show-failures': 'Show a failed text in the inbox',
  'text-files': 'Text the files of a reply',
  'sync-customer': 'Write a customer to Intercom',
  'sync-subscription': 'Keep a contact’s subscription in step',
  'tag-conversation': 'Tag a conversation',
  'tell-event': 'Tell a Series what became of a text',
  'update-contact': 'Update a contact',
};

/** A queue of an earlier version has no words. */
export function workInWords(queue: string): string {
  return Object.hasOwn(works, queue) ? works[queue as QueueName] : queue;
}

const ends: Readonly<Record<ScheduledEnd, string>> = {
  cancelled: 'It was cancelled already.',
  gone: 'There is no such text.',
  held: 'It was held back: it could not be sent for too long.',
  refused: 'It was refused at its time. It is among the texts held back.',
  sent: 'It is too late to cancel it: the text was sent.',
};

const done: Words<TextDone> = {
  arrived: 'Noted: the customer has this text. It is not sent again.',
  cancelled: 'Cancelled: the text is not sent.',
  'letter-dropped': 'Dropped: it is not tried again.',
  'letter-gone': 'Somebody else tried it again or dropped it before you.',
  'letter-tried-again': 'It is tried again now. If it fails for a day, it comes back here.',
  'not-failed': 'It was not sent again: the text has not failed.',
  'not-held': 'It is held no longer: it was sent or ended before.',
  'not-scheduled': ({ became }) => ends[became],
  'not-waiting': 'It is too late to cancel it: the text was sent or ended before.',
  'outcome-known': 'Twilio has told its outcome meanwhile.',
  refused: ({ by }) => `Not sent. ${refusalSentences(by)}`,
  released: 'Sent on its way, whatever the limit is.',
  'resumed-automatic': 'Resumed: bots and automatic replies are texted to this customer again.',
  'scheduled-cancelled': 'Cancelled: the scheduled text is not sent.',
  'sent-again': 'Sent: the text is on its way again.',
  'sent-again-before': 'It was sent again already: once is enough.',
};

export function tellTextDone(outcome: TextDone): string {
  return say(done, outcome);
}

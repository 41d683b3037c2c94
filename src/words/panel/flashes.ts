// The sentence at the top of the panel after a click: done, or the reason why not.
import type { PanelDone, PanelProblem, PanelWait } from '../../domain/panel-flash.ts';
import { addressInWords } from '../addresses.ts';
import { count } from '../counts.ts';
import { refusalSentences } from '../failures/gate.ts';
import { lowerFirst, say, upperFirst, type Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import { fullTime, type Reader, timeFor } from '../times.ts';
import { typedNumberWords, typedTimeWords } from '../typed-input.ts';

/** Why a text waits, and until when. */
const waits: Readonly<Record<PanelWait, { cause: string; until: string }>> = {
  paused: { cause: `Waiting: ${lowerFirst(standstills.paused)}`, until: 'once an admin resumes sending' },
  'secrets-locked': { cause: `Waiting: ${lowerFirst(standstills.secretsLocked)}`, until: 'once an admin fixes this' },
  'twilio-missing': { cause: `Waiting: ${standstills.twilioMissing}`, until: 'once an admin connects it' },
  'twilio-refused': { cause: `Waiting: ${standstills.twilioRefused}`, until: 'once an admin fixes this' },
};

function queued(text: string, wait: PanelWait | null): string {
  return wait === null ? `Queued: ${text}. Refresh to see delivery.` : waitWords(text, wait);
}

/** `text` names it, as in "your text". */
export function waitWords(text: string, wait: PanelWait): string {
  const { cause, until } = waits[wait];
  return `${cause}. ${upperFirst(text)} goes out ${until}.`;
}

/** Something was done. */
export function doneWords(done: PanelDone, reader: Reader): string {
  return say(doneFor(reader), done);
}

const doneFor = (reader: Reader): Words<PanelDone> => ({
  arrived: 'Noted: the customer has this text, so it is not sent again.',
  cancelled: 'Cancelled: the text will not be sent.',
  'opted-out': 'Opted out: this number gets no more texts.',
  queued: ({ to, waits: wait }) => queued(`your text to ${addressInWords(to)}`, wait),
  'queued-again': ({ waits: wait }) => queued('your text', wait),
  'rest-queued': ({ waits: wait }) =>
    wait === null ? 'Noted: the rest goes out now.' : `Noted. ${waits[wait].cause}.`,
  resumed: 'Resumed: this number can be texted again.',
  saved: 'Saved.',
  scheduled: ({ to, at, zone }) => `Scheduled for ${timeInBoth(reader, at, zone)}, to ${addressInWords(to)}.`,
  'signature-saved': ({ line }) => (line === null ? 'Saved.' : `Saved: your texts end with “${line}”.`),
  'sent-again-before': 'Already sent again: this text was not sent twice.',
});

/** On the customer's clocks, and on the reader's where those differ: `… at 9:00AM in Los Angeles (12:00PM your time)`. */
function timeInBoth(reader: Reader, at: Date, zone: string): string {
  const theirs = timeFor(reader, at, zone);
  const [theirDay, theirTime] = fullTime(at, zone).split(' at ');
  const [day, time] = reader.zone === null ? [theirDay, theirTime] : fullTime(at, reader.zone).split(' at ');
  if (day === theirDay && time === theirTime) return theirs;
  return `${theirs} (${day === theirDay ? '' : `${day} at `}${time} your time)`;
}

/** Nothing was done: why, and what to do. */
export function problemWords(problem: PanelProblem): string {
  return say(problems, problem);
}

const becameWords = { cancelled: 'scheduled and cancelled', scheduled: 'scheduled', sent: 'sent' } as const;

const problems: Words<PanelProblem> = {
  'click-used': ({ body, became }) =>
    `Your text "${body}" was already ${becameWords[became]}. The one below was not sent: press Send to send it too.`,
  'contact-unread': 'Intercom did not say which number this contact has. Refresh in a minute.',
  'conversation-missing': 'Open a conversation first: this panel belongs to none.',
  'conversation-unknown': 'Open the conversation of that text first.',
  'fields-open': 'Not sent yet: fill in the fields first.',
  'macros-unread': "Intercom's macros cannot be shown at the moment.",
  'not-failed': 'That text did not fail, or is no longer kept.',
  'not-scheduled': ({ became, isKept }) => `${noLonger[became]}${isKept ? ' Press Send to send this text now.' : ''}`,
  'nothing-sent': 'This panel was out of date and has sent nothing. Press Send once more.',
  'number-missing': 'Choose a number to text first.',
  'outcome-known': 'Twilio has reported the outcome of that text meanwhile.',
  'panel-outdated': 'The panel has changed since you opened it. This is its current state.',
  'reader-unknown': 'Intercom did not say who you are, so nothing was saved. Try again in a minute.',
  'reason-missing': 'Write a reason, so that colleagues understand why later.',
  'reason-too-long': ({ most }) => `Write a reason of at most ${count(most, 'character')}.`,
  refused: ({ by }) => `Not sent. ${refusalSentences(by)}`,
  'sender-gone': 'That number is no longer one of yours.',
  'signature-too-long': ({ most }) => `Write a signature of at most ${count(most, 'character')}.`,
  'start-only': 'Only the customer can undo this, by texting START.',
  'template-gone': 'That template is no longer there.',
  'text-empty': 'Write something first.',
  'text-gone': 'That text is no longer kept.',
  'text-too-long': ({ length, most }) =>
    `This text is too long: ${count(length, 'character')}, and at most ${most.toLocaleString('en-US')} can be sent at once.`,
  time: ({ why }) => say(typedTimeWords, why),
  'time-unclear': ({ typed }) => `"${typed}" may be one of two days. Choose one.`,
  'typed-number': ({ why }) => say(typedNumberWords, why),
};

const noLonger = {
  cancelled: 'This scheduled text was cancelled meanwhile.',
  gone: 'This scheduled text is no longer kept.',
  sent: 'This scheduled text has been sent meanwhile.',
} as const;

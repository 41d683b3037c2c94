// The sentence at the top of the panel after a click: done, or the reason why not.
import type { NumberSaved, PanelDone, PanelProblem, PanelWait } from '../../domain/panel-flash.ts';
import type { ScheduledEnd, ScheduledState } from '../../domain/texts/scheduled.ts';
import { addressInWords } from '../addresses.ts';
import { count } from '../counts.ts';
import { refusalSentences } from '../failures/gate.ts';
import { notAttached } from '../files-not-texted.ts';
import { lowerFirst, say, upperFirst, type Words } from '../say.ts';
import { timeInBoth } from '../scheduled.ts';
import { standstills } from '../standstills.ts';
import type { Reader } from '../times.ts';
import { typedNumberWords, typedTimeWords } from '../typed-input.ts';

/** Why a text waits, and until when. */
const waits: Readonly<Record<PanelWait, { cause: string; until: string }>> = {
  'over-limit': { cause: 'Waiting: the daily limit was reached', until: 'once an admin lets it go' },
  paused: { cause: `Waiting: ${lowerFirst(standstills.paused)}`, until: 'once an admin resumes sending' },
  'quiet-hours': { cause: 'Waiting: the customer has quiet hours', until: 'when they end' },
  'secrets-locked': { cause: `Waiting: ${lowerFirst(standstills.secretsLocked)}`, until: 'once an admin fixes this' },
  'twilio-missing': { cause: `Waiting: ${standstills.twilioMissing}`, until: 'once an admin connects it' },
  'twilio-refused': { cause: `Waiting: ${standstills.twilioRefused}`, until: 'once an admin fixes this' },
};

function queued(text: string, wait: PanelWait | null): string {
  return wait === null ? `Queued: ${text}. Refresh to see delivery.` : waitWords(text, wait);
}

/** Short, as they follow what became of the text: the panel's first screen has room for two lines. */
const numberWords: Readonly<Record<NumberSaved, string>> = {
  forbidden: 'The number is not saved: the app may not change contacts.',
  refused: 'The number is not saved: Intercom refused it.',
  saved: 'The number is saved on the contact.',
  unanswered: 'The number is not saved: Intercom did not answer.',
};

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
  merged: ({ into }) => `Merged: the lead is part of ${into === null || into.trim() === '' ? 'the user' : into} now.`,
  'opted-out': 'Opted out: this number gets no more texts.',
  queued({ to, waits: wait, number }) {
    const text = `your text to ${addressInWords(to)}`;
    if (number === undefined) return queued(text, wait);
    return `${wait === null ? `Queued: ${text}.` : waitWords(text, wait)} ${numberWords[number]}`;
  },
  'queued-again': ({ waits: wait }) => queued('your text', wait),
  'rest-queued': ({ waits: wait }) =>
    wait === null ? 'Noted: the rest goes out now.' : `Noted. ${waits[wait].cause}.`,
  resumed: 'Resumed: this number can be texted again.',
  'resumed-automatic': 'Resumed: bots and automatic replies are texted here again.',
  saved: 'Saved.',
  scheduled({ to, at, zone, number }) {
    const scheduled = `Scheduled for ${timeInBoth(at, zone, reader.zone ?? 'UTC')}, to ${addressInWords(to)}.`;
    return number === undefined ? scheduled : `${scheduled} ${numberWords[number]}`;
  },
  'scheduled-again': 'Undone: the text goes out at its time.',
  'sent-now': 'Queued: your text goes out now. Refresh to see delivery.',
  'signature-saved': ({ line }) => (line === null ? 'Saved.' : `Saved: your texts end with “${line}”.`),
  'sent-again-before': 'Already sent again: this text was not sent twice.',
});

/** Nothing was done: why, and what to do. */
export function problemWords(problem: PanelProblem): string {
  return say(problems, problem);
}

const becameWords: Readonly<Record<ScheduledState, string>> = {
  cancelled: 'scheduled and cancelled',
  held: 'scheduled, and was not sent',
  refused: 'scheduled, and was not sent',
  scheduled: 'scheduled',
  sent: 'sent',
};

const problems: Words<PanelProblem> = {
  'click-used': ({ body, became }) =>
    `Your text “${body}” was already ${becameWords[became]}. The one below was not sent: press Send to send it too.`,
  'contact-unread': 'Intercom did not say which number this contact has. Refresh in a minute.',
  'conversation-missing': 'Open a conversation first: this panel belongs to none.',
  'conversation-unknown': 'Open the conversation of that text first.',
  'fields-open': 'Not sent yet: fill in the fields first.',
  'macros-unread': 'Intercom’s macros cannot be shown at the moment.',
  'must-wait': 'Not sent: this workspace has every text wait for the end of quiet hours.',
  'merge-changed': 'Not merged: these contacts have changed meanwhile.',
  'merge-forbidden': 'Not merged: the app may not change contacts. An admin can allow it in the settings.',
  'merge-refused': 'Not merged: Intercom refused it.',
  'merge-unanswered': 'Intercom did not answer yet. Refresh in a minute: if both are still there, merge them again.',
  'not-failed': 'That text did not fail, or is no longer kept.',
  'not-waiting': 'That text no longer waits: see how far it came.',
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
  'not-attached': ({ why }) => notAttached(why),
  'text-empty': 'Write something first.',
  'text-gone': 'That text is no longer kept.',
  'text-too-long': ({ length, most }) =>
    `This text is too long: ${count(length, 'character')}, and at most ${most.toLocaleString('en-US')} can be sent at once.`,
  time: ({ why }) => say(typedTimeWords, why),
  'time-unclear': ({ typed, why }) =>
    why === 'two-days'
      ? `“${typed}” may be one of two days. Choose one.`
      : 'The clocks go back then, so that time comes twice. Choose one.',
  'undo-too-late': 'Too late to undo: its time has passed. To send it now, write it again.',
  'typed-number': ({ why }) => say(typedNumberWords, why),
};

/** Its time came, so it is in line or has gone: nobody takes that back. */
const noLonger: Readonly<Record<ScheduledEnd, string>> = {
  cancelled: 'This scheduled text was cancelled meanwhile.',
  gone: 'This scheduled text is no longer kept.',
  held: 'The time of this scheduled text has passed, and it was not sent.',
  refused: 'The time of this scheduled text has come, and it was not sent.',
  sent: 'Too late: the time of this scheduled text has come, and it is on its way.',
};

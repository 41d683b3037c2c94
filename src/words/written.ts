// The names of a text in notes: a reply, a text from the panel, or one that was scheduled.
import type { PartOfText, Written } from '../domain/notes/note.ts';
import { addressInWords } from './addresses.ts';
import { fullTime } from './times.ts';

type Scheduled = Exclude<Written, string>;

export function isScheduled(what: Written): what is Scheduled {
  return typeof what !== 'string';
}

/** `this reply to (415) 555-0132` */
export function textTo(address: string, what: Written): string {
  const to = addressInWords(address);
  return isScheduled(what) ? `the text to ${to} ${plannedFor(what)}` : `this ${what} to ${to}`;
}

/** `that was scheduled for Dec 1, 2026 at 9:00AM in Los Angeles` */
export function plannedFor({ scheduledFor, zone }: Scheduled): string {
  return `that was scheduled for ${fullTime(scheduledFor, zone, null)}`;
}

export function nounOf(what: Written): string {
  return what === 'reply' ? 'reply' : 'text';
}

/** A reply is texted, a text is sent. */
export function notGone(what: Written): string {
  return what === 'reply' ? 'not texted' : 'not sent';
}

export function partInWords(what: Written, { no, of }: PartOfText): string {
  const noun = nounOf(what);
  return of > 1 ? `SMS ${no} of ${of} of this ${noun}` : `This ${noun}`;
}

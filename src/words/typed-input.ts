// Times and numbers that people type and that cannot be used: the cause, then what to type.
import type { DeafNumber, NumberProblem } from '../domain/numbers/typed-number.ts';
import type { TimeProblem } from '../domain/times/typed-time.ts';
import type { Words } from './say.ts';

export const typedTimeWords: Words<TimeProblem> = {
  'day-or-time': ({ typed }) => `${typed} may be a day or a time. Write “5 Dec 9:00” for a day, or “17:30” for a time.`,
  'no-such-day': 'That day does not exist. Choose another.',
  'no-time': 'Write a time too, for example “tomorrow 9:00AM”.',
  'other-weekday': 'The weekday and the date are not the same day. Correct one of them.',
  past: 'That is in the past. Choose a later time.',
  'several-times': 'Write one time, for example “tomorrow 9:00AM”.',
  'skipped-hour': 'The clocks go forward then, so that hour does not exist. Choose another.',
  'too-far': ({ days }) => `A text can wait at most ${days} days. Choose an earlier time.`,
  unreadable: 'Cannot read this time. Write it like “Nov 24, 9:00AM” or “tomorrow 15:30”.',
};

export const typedNumberWords: Words<NumberProblem> = {
  deaf: ({ type }) => `This number is ${deafNumbers[type]}. Type a mobile number.`,
  'no-number': 'This is not a phone number. Write it with its country code, like +1 415 555 0100.',
  'nothing-typed': 'Type a mobile number.',
};

const deafNumbers: Readonly<Record<DeafNumber, string>> = {
  'company-number': 'a company number, which cannot receive texts',
  landline: 'a landline, which cannot receive texts',
  pager: 'a pager, which cannot receive texts',
  'premium-rate': 'a premium-rate number, which cannot receive texts',
  'shared-cost': 'a shared-cost number, which cannot receive texts',
  'toll-free': 'a toll-free number, which cannot receive texts from you',
  voicemail: 'a voicemail box, which cannot receive texts',
};

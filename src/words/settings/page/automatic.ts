// The sentences of the section of automatic texts.
import type { IntercomHours } from '../../../domain/times/office-hours.ts';
import { fullTime } from '../../times.ts';

export const automaticWords = {
  afterHours: 'After hours',
  greeting: 'First text of a new number',
  optOut: 'Opting out',
  never:
    'Never sent to a keyword such as STOP, to an opted-out number or to another automatic text, nor once an agent or a bot has answered.',
  officeHours: 'Office hours',
  hoursHint: 'Such as 9:00-17:00, or 9:00-12:00, 13:00-17:00. Leave a closed day empty.',
  openNow: 'Open now.',
  closedNow: (opens: string | null) => (opens === null ? 'Closed now.' : `Closed now, until ${opens}.`),
  shown: 'A new customer gets:',
  off: 'Off: no words yet.',
} as const;

/** Says which hours of Intercom count, or why they do not. `zone`: the workspace's. */
export function intercomHoursInWords(hours: IntercomHours | null, zone: string): { isProblem: boolean; words: string } {
  if (hours === null)
    return {
      isProblem: false,
      words: 'Intercom is asked for its hours within a few minutes. Until then the hours below count.',
    };
  const { problem, schedule, readAt } = hours;
  const counts = schedule === null ? 'So the hours below count.' : `Those last read, “${schedule.name}”, still count.`;
  switch (problem) {
    case null:
      return {
        isProblem: false,
        words: `“${schedule?.name ?? ''}” counts, as Intercom had it on ${fullTime(new Date(readAt), zone)}.`,
      };
    case 'not-enabled':
      return {
        isProblem: true,
        words: `Intercom does not let apps read your office hours: its plan has to include their API, and the app the permission. ${counts}`,
      };
    case 'no-schedule':
      return { isProblem: true, words: `Your Intercom workspace has no office hours. ${counts}` };
    case 'away':
      return { isProblem: true, words: `Intercom did not answer when it was asked for its hours. ${counts}` };
  }
}

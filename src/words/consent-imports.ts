// The sentences of an import of consent: how it went, why rows were left out, and why a file could not be read.
import type { FileProblem, RowProblem } from '../domain/consent/import-rows.ts';
import type { ConsentImport } from '../domain/consents-page.ts';
import { count } from './counts.ts';
import { say, type Words } from './say.ts';

export const importWords = {
  title: 'Import a list (CSV)',
  hint: 'The first line names the columns: number, and if you have them state (opted-out or opted-in), at (a time such as 2026-11-30T09:00:00Z) and reason. A row without a state opts the number out. A file that comes twice adds nothing.',
  file: 'File',
  source: 'Source of the list',
  sourceHint: 'Kept as evidence for rows without a reason, such as: sign-ups on our website.',
  rejected: 'Rows left out',
  download: 'Download the rows left out (CSV)',
  more: (shown: number, all: number) => `The first ${shown} of ${count(all, 'row')}. The file has them all.`,
  again: 'Fix the file and import it again: the rows that were taken are not taken twice.',
  interrupted: 'The import did not finish. Import the same file again: the rows that were taken are not taken twice.',
} as const;

/** `3 rows taken, 1 known already, 2 left out.` */
export function tellImport({
  accepted,
  known,
  rejected,
}: Pick<ConsentImport, 'accepted' | 'known' | 'rejected'>): string {
  const parts = [
    `${count(accepted, 'row')} taken`,
    known === 0 ? '' : `${known.toLocaleString('en-US')} known already`,
    rejected.length === 0 ? '' : `${rejected.length.toLocaleString('en-US')} left out`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

const rowProblems: Readonly<Record<RowProblem, string>> = {
  'future-time': 'The time lies in the future.',
  'long-reason': 'The reason is longer than 200 characters.',
  'no-number': 'This is not a phone number.',
  'shortened-number': 'A spreadsheet shortened this number: format the column as text.',
  stopped: 'The customer opted out themselves: only they can undo this, by texting START.',
  'unknown-state': 'The state is neither opted-out nor opted-in.',
  'unreadable-time': 'The time is not written as 2026-11-30 or 2026-11-30T09:00:00Z.',
};

export function tellRowProblem(why: RowProblem): string {
  return rowProblems[why];
}

const fileProblems: Words<FileProblem> = {
  broken: ({ line }) =>
    `Line ${line} cannot be read: it is too long, or a quotation mark is not closed. Nothing from there on was taken.`,
  empty: 'The file is empty.',
  'no-file': 'Choose a file.',
  'no-number-column': 'The first line names no column “number”.',
  'not-csv': 'This is not a CSV file. In a spreadsheet, save it as CSV.',
  'too-large': ({ megabytes }) =>
    `The file is larger than ${megabytes} MB. The rows before that were taken; split the rest.`,
  'too-many-rows': ({ most }) =>
    `The file has more than ${count(most, 'row')}. The first ${most.toLocaleString('en-US')} were taken; split the rest.`,
};

export function tellFileProblem(problem: FileProblem): string {
  return say(fileProblems, problem);
}

/** The first line of the file of rows that were left out. */
export const rejectedColumns = ['line', 'reason'] as const;

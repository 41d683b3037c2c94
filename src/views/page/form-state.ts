// The values of a form's fields: those that are stored, or those typed into the form that had a problem.
import type { PageFrame } from '../../domain/page-frame.ts';

export interface FormState {
  value(field: string, stored: string): string;
  isTicked(field: string, value: string, stored: boolean): boolean;
  problem(field: string): string | null;
  /** True for the one form that was sent. */
  isSent: boolean;
}

/**
 * `form` is the name of the form in the flash. Where a page has several forms of one name, `mark` names the field that tells
 * them apart, and its value here. The values of several ticks come in one line, with commas.
 */
export function formState(
  page: Pick<PageFrame, 'flash' | 'typed' | 'problems'>,
  form: string,
  mark?: [field: string, value: string],
): FormState {
  const { typed, problems } = page;
  const isOfForm = page.flash?.form === form;
  const isSent = isOfForm && Object.keys(typed).length > 0 && (!mark || (own(typed, mark[0]) ?? '') === mark[1]);
  const hasProblems = isOfForm && (!mark || isSent);
  return {
    isSent,
    value: (field, stored) => (isSent ? (own(typed, field) ?? stored) : stored),
    isTicked: (field, value, stored) => (isSent ? (own(typed, field) ?? '').split(',').includes(value) : stored),
    problem: (field) => (hasProblems ? (own(problems, field) ?? null) : null),
  };
}

function own(record: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.hasOwn(record, field) ? record[field] : undefined;
}

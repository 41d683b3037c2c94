// The values of a form's fields: those that are stored, or those typed into the form that had a problem.
import type { SectionId } from '../../domain/settings/sections.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';

export interface FormState {
  value(field: string, stored: string): string;
  isTicked(field: string, value: string, stored: boolean): boolean;
  problem(field: string): string | null;
  /** True for the one form that was sent. */
  isSent: boolean;
}

/**
 * `section` is null for the forms that stand in none. In a section with several forms, `mark` names the field that tells
 * them apart, and its value here. The values of several ticks come in one line, with commas.
 */
export function formState(
  page: SettingsPage,
  section: SectionId | null,
  mark?: [field: string, value: string],
): FormState {
  const { typed, problems } = page;
  const isOfSection = (page.flash?.section ?? null) === section;
  const isSent = isOfSection && Object.keys(typed).length > 0 && (!mark || (own(typed, mark[0]) ?? '') === mark[1]);
  const hasProblems = isOfSection && (!mark || isSent);
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

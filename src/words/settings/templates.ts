// Answers of the settings about templates.
import type { TemplatesDone, TemplatesProblem } from '../../domain/settings/templates.ts';
import type { UnknownField } from '../../domain/texts/template-check.ts';
import { fewOf } from '../counts.ts';
import type { Words } from '../say.ts';

/** Fields that one sentence lists. */
const MOST_FIELDS = 12;

export const templatesDone: Words<TemplatesDone> = { 'template-archived': 'Archived.' };

export const templatesProblems: Words<TemplatesProblem> = {
  'broken-field': ({ near }) =>
    `The braces in “${near}” make no field. Write a field like this: {{contact.first_name | there}}.`,
  'no-contact': 'No contact was found. Write a phone number or an Intercom contact ID.',
  'template-gone': 'This template no longer exists.',
  'text-form': ({ most }) => `Write a text of at most ${most} characters.`,
  'unknown-fields': ({ fields, known }) =>
    [...fields.map(tellUnknown), `The fields are ${fewOf(known, MOST_FIELDS)}.`].join(' '),
};

/** Ends without the list of the fields that there are. */
export function tellUnknown({ written, nearest }: UnknownField): string {
  return `${written} is not a field${nearest === null ? '.' : `: did you mean {{${nearest}}}?`}`;
}

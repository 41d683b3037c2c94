// Answers of the settings about templates.
import type { TemplatesDone, TemplatesProblem } from '../../domain/settings/templates.ts';
import type { Words } from '../say.ts';

export const templatesDone: Words<TemplatesDone> = { 'template-archived': 'Archived.' };

export const templatesProblems: Words<TemplatesProblem> = {
  'no-contact': 'No contact was found. Write a phone number or an Intercom contact ID.',
  'template-gone': 'This template no longer exists.',
  'text-form': ({ most }) => `Write a text of at most ${most} characters.`,
};

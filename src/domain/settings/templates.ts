// How commands about templates end.
import type { TemplateFault } from '../texts/template-check.ts';

export type TemplatesDone = { kind: 'template-archived' };

export type TemplatesProblem =
  | { kind: 'template-gone' | 'no-contact' }
  | { kind: 'text-form'; most: number }
  | TemplateFault;

/** A template filled in for a contact, or with example values. */
export interface TemplatePreview {
  /** The template's; empty for one that is not saved yet. */
  id: string;
  text: string;
  /** Fields without a value, which stand in the text as they are written. */
  missing: readonly string[];
  /** The contact; null: example values. `name`: null for a contact without one. */
  contact: { name: string | null } | null;
}

// One page of the workspace's macros, and where the next one begins.
import { type Checked, mapRead } from '../../lib/schema.ts';
import { readMacros } from '../shapes/answers.ts';
import { field, textOf } from '../shapes/loose.ts';

export interface Macro {
  id: string;
  name: string;
  /** Plain text with fields. */
  body: string;
  /** The teams that see it; null: everyone. */
  teamIds: readonly string[] | null;
}

export interface MacroPage {
  macros: Macro[];
  /** Null: this was the last. */
  next: string | null;
}

/** Intercom's largest page. */
export const macrosPerPage = 150;

/** Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/macros. */
export function readMacroPage(answer: unknown): Checked<MacroPage> {
  const next = textOf(field(answer, 'pages', 'next', 'starting_after'));
  return mapRead(readMacros(answer), (macros) => ({
    macros: macros.map(({ name, ...macro }) => ({ ...macro, name: name ?? '' })),
    next: next || null,
  }));
}

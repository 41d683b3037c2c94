// The frame of every page of a workspace: whose page it is, who reads it, where it stands, and what has to be fixed.
import type { Finding } from './doctor/finding.ts';
import type { Role } from './role.ts';
import type { FactChange, Facts } from './settings/facts.ts';
import type { Done } from './settings/saved.ts';
import type { SettingsPageId } from './settings/sections.ts';

/** The page that is shown; `section`: null for the list of the sections. */
export type Place = { page: 'overview' | 'texts' | 'consents' } | { page: 'settings'; section: SettingsPageId | null };

export interface PageFrame {
  place: Place;
  workspace: { id: string; name: string; region: string; timeZone: string };
  admin: { id: string; name: string; role: Role };
  /** True where this admin's role may change settings. */
  mayChange: boolean;
  /** Names the owner, whom a viewer asks for another role; null where nobody is. */
  owner: string | null;
  /** Sending is paused. */
  isPaused: boolean;
  /** The doctor’s findings that are not fine; those of its last examination, where the page asks no vendor. */
  open: readonly Finding[];
  /** Travels in every form. */
  csrf: string;
  /** Travels in every form, too: a form that is sent twice as it stands is the same click. */
  nonce: string;
  flash: PageFlash | null;
  /** The typed words of the form that had a problem, and the problems in words, both by field. */
  typed: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  /** The present facts of each form of the page: they travel in the form. */
  facts: Readonly<Record<string, Facts>>;
  readAt: Date;
}

/** How a form ended. */
export interface PageFlash {
  /** The name of the form, such as `numbers`. */
  form: string;
  /** `partly`: something was done before the problem came. */
  kind: 'done' | 'partly' | 'problem';
  words: string;
  /** Stands before the title of the document, where the problem is not about saving. */
  headline?: string;
  /** Not saved because somebody else had saved in between. */
  conflict?: SaveConflict;
}

export interface SaveConflict {
  /** Null where nobody knows. `name`: null for a member who is gone, or for the service itself (`isService`). */
  by: { name: string | null; isSelf: boolean; isService?: boolean; at: Date } | null;
  changes: readonly FactChange[];
  /** Done at a vendor before the conflict was seen. */
  done?: readonly Done[];
}

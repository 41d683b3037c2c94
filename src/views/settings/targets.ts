// The page that a form of the settings belongs to, and its address.
import { type SettingsPageId, settingsPageIds } from '../../domain/settings/sections.ts';
import { wellFormed } from '../../domain/well-formed.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';

/** `id`: null for the list of the settings. `item`: the template or the member that has the page to itself. */
export type Target =
  | { page: 'overview'; item: null }
  | { page: 'settings'; id: SettingsPageId | null; item: string | null };

const overview: Target = { page: 'overview', item: null };

/** A fix that the doctor offers names the page that it stood on. */
export function targetOf(name: string, form: SentForm): Target {
  const from = fieldIn(form, 'page');
  if (from === 'overview') return overview;
  const asked = settingsPageIds.find((id) => id === from);
  if (asked) return { page: 'settings', id: asked, item: null };
  if (name === 'test' || name === 'doctor') return overview;
  if (name === 'keys') return { page: 'settings', id: 'twilio', item: null };
  if (name === 'held') return { page: 'settings', id: 'limits', item: null };
  const id = settingsPageIds.find((one) => one === name) ?? null;
  return { page: 'settings', id, item: itemOf(name, form) };
}

function itemOf(name: string, form: SentForm): string | null {
  if (name === 'templates') return fieldIn(form, 'id') || 'new';
  return name === 'members' ? fieldIn(form, 'admin') : null;
}

/** A save leads to the list of items, where the saved one stands. */
export function addressOf(target: Target, { find, from }: Listing): string {
  if (target.page === 'overview') return '/';
  const path = target.id === null ? '/settings' : `/settings/${target.id}`;
  const isAll = target.id !== 'numbers' || (find === '' && from === 0);
  return isAll ? path : `${path}?${new URLSearchParams({ find, from: String(from) })}`;
}

/** The part of a long list of numbers that is on the page. */
export interface Listing {
  find: string;
  from: number;
}

export function readListing(field: (name: string) => string): Listing {
  const from = /^\d{1,6}$/.test(field('from')) ? Number(field('from')) : 0;
  return { find: wellFormed(field('find')).trim().slice(0, 100), from };
}

export function listingIn(form: SentForm): Listing {
  return readListing((name) => form[name]?.[0] ?? '');
}

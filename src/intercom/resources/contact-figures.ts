// Custom attributes of a contact: set, and counted up or down with a check that nobody wrote meanwhile.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/contacts/updatecontact.
import { atContact } from '../calls/merged-contacts.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { may, needs, positional, verb } from './asking/verb.ts';
import { contactShows, oneContact, readContact } from './contacts.ts';

const MOST_TRIES = 3;

export const contactFigures = {
  /** The attributes exist before. Failure `attribute-unknown` where one does not. */
  'set-attributes': verb({
    calls: ['PUT /contacts/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), attributes: needs('pairs') },
    shows: contactShows,
    run: (ask, { id, attributes }) => writeAttributes(ask, id, attributes),
  }),

  increment: verb({
    calls: ['PUT /contacts/{id}', 'GET /contacts/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), name: positional('text'), by: may('whole') },
    shows: contactShows,
    run: (ask, { id, name, by = 1 }) => addTo(ask, id, name, by),
  }),

  decrement: verb({
    calls: ['PUT /contacts/{id}', 'GET /contacts/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), name: positional('text'), by: may('whole') },
    shows: contactShows,
    run: (ask, { id, name, by = 1 }) => addTo(ask, id, name, -by),
  }),
} as const;

function writeAttributes(ask: Ask, id: string, attributes: Readonly<Record<string, unknown>>) {
  const body = { custom_attributes: attributes };
  return atContact(id, (at) => ask('PUT /contacts/{id}', { at: { id: at }, body }, oneContact));
}

/**
 * Intercom cannot count and has no condition on a write. So the contact is read twice, right before it is written, and the
 * answer is held against what was written: where anybody wrote between, it begins again. A contact without the figure has 0.
 * Failures `bad-request` for a value that is no number, and `written-meanwhile` after three tries.
 */
async function addTo(ask: Ask, id: string, name: string, by: number) {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const before = figureOf(await readContact(ask, id), name);
    const again = figureOf(await readContact(ask, id), name);
    if (before.value !== again.value || before.updatedAt !== again.updatedAt) continue;
    const wanted = before.value + by;
    const after = await writeAttributes(ask, id, { [name]: wanted });
    if (after.custom_attributes?.[name] === wanted) return after;
  }
  throw failed('written-meanwhile', name);
}

type Contact = Awaited<ReturnType<typeof readContact>>;

function figureOf({ custom_attributes, updated_at }: Contact, name: string) {
  const value = custom_attributes?.[name] ?? 0;
  if (typeof value !== 'number') throw failed('bad-request', name);
  return { value, updatedAt: updated_at ?? null };
}

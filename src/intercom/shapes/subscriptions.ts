// Subscription types and a contact's choices among them, as Intercom lists them.
import type { SubscriptionType } from '../../domain/consent/subscription.ts';
import type { Checked } from '../../lib/schema.ts';
import { field, idOf, listOf, textOf } from './loose.ts';

/** The live types of texts. */
export function readTextTypes(answer: unknown): Checked<SubscriptionType[]> {
  const types = listOf(answer, 'data');
  if (types === null) return { ok: false, problem: '/data: missing' };
  return { ok: true, value: types.flatMap(textType) };
}

function textType(one: unknown): SubscriptionType[] {
  const id = idOf(field(one, 'id'));
  const contents = field(one, 'content_types');
  const isOfTexts = Array.isArray(contents) && contents.includes('sms_message');
  if (id === null || !isOfTexts || field(one, 'state') !== 'live') return [];
  const name = textOf(field(one, 'default_translation', 'name')) ?? id;
  return [{ id, name, isOptIn: field(one, 'consent_type') === 'opt_in' }];
}

/** The ids of the types about which a contact chose something. */
export function readSubscriptionIds(answer: unknown): Checked<string[]> {
  const types = listOf(answer, 'data');
  if (types === null) return { ok: false, problem: '/data: missing' };
  return { ok: true, value: types.map((one) => idOf(field(one, 'id'))).filter((id) => id !== null) };
}

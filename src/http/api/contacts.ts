// The API's call that finds contacts.
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { ContactName, FoundByName } from '../../services/contacts/look-up-contacts.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { Call } from './call.ts';
import { throwIf } from './values.ts';

export interface ContactCalls {
  lookUpContacts(workspace: OpenWorkspace, name: ContactName): Promise<FoundByName[]>;
}

export function contactsCalls(door: ContactCalls) {
  return {
    async find({ workspace, query }: Call): Promise<unknown> {
      const found = await door.lookUpContacts(workspace, nameIn(workspace, query));
      const data = found.map(({ contact: { id, role, name }, number }) => ({ id, role, name, number }));
      return { data, next_cursor: null };
    },
  };
}

/** Intercom calls a user's external id `user_id` in some places. */
export const ways = {
  contact_id: 'contact-id',
  external_id: 'external-id',
  user_id: 'external-id',
  email: 'email',
} as const;

/** Exactly one of the names is given. */
export function nameIn(workspace: OpenWorkspace, query: Readonly<Record<string, unknown>>): ContactName {
  const given = Object.keys(query);
  const [name = '', value = ''] = [given[0], String(query[given[0] ?? ''] ?? '')];
  throwIf({ '/': given.length !== 1 });
  if (name !== 'number') return { by: ways[name as keyof typeof ways], value };
  const number = toE164(value, countryFor(workspace, preferredSender(workspace, null)) ?? undefined);
  throwIf({ '/number': number === null });
  return { by: 'number', value: number ?? '' };
}

// Two contacts of one number that Intercom can merge.
import type { MergePair } from '../../domain/panel.ts';
import type { Situation } from './panel-request.ts';

/** The pair that Intercom can merge: only a lead, and only into a user. Null where the user is not certain. */
export function pairOf({ record, address }: Situation): MergePair | null {
  const people = address === null ? [] : record.people.filter((person) => person.address === address);
  const [user, ...others] = people.filter(({ role }) => role === 'user');
  const lead = people.find(({ role }) => role === 'lead');
  if (!user || !lead || others.length > 0) return null;
  return {
    lead: { contactId: lead.contactId, name: lead.name },
    user: { contactId: user.contactId, name: user.name },
  };
}

// Decides whether a contact that Intercom tells of has news for the customer's sync. Our own writes come back as none.
import type { Contact } from '../conversation.ts';
import { numberIn } from '../numbers/stored-phone.ts';
import type { Base, SyncRules } from './plan.ts';

/** Visits closer together than this are one. */
const VISIT_SECONDS = 3_600;

/** `saysPhone`: the notification has the contact's number, or that there is none. */
export function hasNews(
  base: Base,
  { contact, saysPhone }: { contact: Pick<Contact, 'name' | 'phone' | 'seenAt' | 'zones'>; saysPhone: boolean },
  { country, timeZoneAttribute }: Pick<SyncRules, 'country' | 'timeZoneAttribute'>,
): boolean {
  const phone = numberIn(contact.phone, country) ?? contact.phone;
  if (contact.name !== (base.name || null) || (saysPhone && phone !== base.phone)) return true;
  const zone = contact.zones?.attributes[timeZoneAttribute];
  if (zone !== undefined && zone !== base.timeZone) return true;
  const seen = contact.seenAt === null ? 0 : contact.seenAt.getTime() / 1000;
  return seen >= (base.lastSeenAt ?? 0) + VISIT_SECONDS;
}

// Finds the contact of a customer, or makes it: by its id, by e-mail or number as the settings say, and never a second one.
import type { Customer, SyncRefusal } from '../../domain/customers/customer.ts';
import type { Match } from '../../domain/customers/plan.ts';
import type { CustomerRecord } from '../../domain/customers/record.ts';
import { searchedAs } from '../../domain/numbers/phone-number.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { IntercomError, isContactBlocked, isGone, isRefused } from '../../intercom/calls/errors.ts';
import type { SyncedContact } from '../../intercom/shapes/customers.ts';
import { findContactByAddress } from '../../store/conversations/contacts.ts';
import { isMadeByUs } from '../contacts/find-contact.ts';
import type { Context } from '../context.ts';

export interface FoundCustomer {
  /** Null: nobody is found, and it may be made. */
  contact: SyncedContact | null;
  /** Leads with the same e-mail or number. */
  leads: SyncedContact[];
  /** The contact that the number's texts are with, where it is another one that we made. */
  texter: SyncedContact | null;
}

export interface NoContact {
  refused: SyncRefusal;
  /** The contacts in the way. */
  otherIds: string[];
}

export interface Finding {
  match: Match;
  restoresArchived: boolean;
  /** The country of numbers without a country code. */
  country: string | null;
  /** A contact older than this gets no lead, Unix seconds. */
  leadsSince: number;
}

/** It changes nothing, so that a dry run asks in the same way. */
export async function findSynced(
  ctx: Context,
  intercom: IntercomClient,
  customer: Pick<Customer, 'workspaceId' | 'contactId' | 'record'>,
  finding: Finding,
): Promise<FoundCustomer | NoContact> {
  const { workspaceId, contactId, record } = customer;
  const known =
    (contactId === null ? null : await orNull(intercom.getSynced(contactId))) ??
    (await orNull(intercom.findByExternalId(record.externalId)));
  const texter = await findTexter(ctx, intercom, workspaceId, record);
  if (known !== null && (known.createdAt ?? 0) < finding.leadsSince)
    return { contact: known, leads: [], texter: otherThan(known, texter) };
  const found = await search(intercom, record);
  const leads = found.filter((one) => one.role === 'lead' && isAlike(one, record, finding.country));
  if (known !== null) return { contact: known, leads, texter: otherThan(known, texter) };
  const users = [...found.filter(({ role }) => role === 'user'), ...(texter === null ? [] : [texter])];
  const free = unique(users.filter(({ externalId }) => externalId === null || isMadeByUs(externalId)));
  for (const by of finding.match === 'none' ? [] : (['email', 'phone'] as const)) {
    if (finding.match !== 'email-or-phone' && finding.match !== by) continue;
    const fitting = free.filter((one) =>
      by === 'email' ? hasEmail(one, record) : hasNumber(one, record, finding.country),
    );
    if (fitting.length > 1) return { refused: 'ambiguous', otherIds: fitting.map(({ id }) => id) };
    const [contact] = fitting;
    if (contact) return { contact, leads, texter: otherThan(contact, texter) };
  }
  return { contact: null, leads, texter };
}

/** The user of an SMS conversation whom we made, and who has the customer's number. */
async function findTexter(
  ctx: Context,
  intercom: IntercomClient,
  workspaceId: string,
  { phone }: CustomerRecord,
): Promise<SyncedContact | null> {
  const known = phone === null ? undefined : await findContactByAddress(ctx.db, workspaceId, phone);
  const contact = known === undefined ? null : await orNull(intercom.getSynced(known.contactId));
  return contact !== null && isMadeByUs(contact.externalId) ? contact : null;
}

async function search(intercom: IntercomClient, { email, phone }: CustomerRecord): Promise<SyncedContact[]> {
  if (email === null && phone === null) return [];
  return intercom.searchSynced({ email, ...(phone === null ? { numbers: [], spellings: [] } : searchedAs(phone)) });
}

/** The contact that a conflict names, where the customer may have it. */
export async function adopt(
  intercom: IntercomClient,
  record: CustomerRecord,
  error: unknown,
  finding: Finding,
): Promise<SyncedContact | NoContact> {
  if (!(error instanceof IntercomError) || error.conflictingId === null) throw error;
  const id = error.conflictingId;
  if (error.conflictIsArchived) {
    if (!finding.restoresArchived) return { refused: 'archived', otherIds: [id] };
    try {
      await intercom.unarchiveContact(id);
    } catch (cause) {
      if (isContactBlocked(cause)) return { refused: 'blocked', otherIds: [id] };
      if (!isRefused(cause)) throw cause;
      return { refused: 'archived', otherIds: [id] };
    }
  }
  const contact = await intercom.getSynced(id);
  const isOurs = contact.externalId === null || contact.externalId === record.externalId;
  return isOurs || isMadeByUs(contact.externalId) ? contact : { refused: 'id-taken', otherIds: [id] };
}

export function isRefusal(found: object): found is NoContact {
  return 'refused' in found;
}

function isAlike(one: SyncedContact, record: CustomerRecord, country: string | null): boolean {
  return hasEmail(one, record) || hasNumber(one, record, country);
}

export function hasEmail({ email }: SyncedContact, record: CustomerRecord): boolean {
  return email !== null && email.toLowerCase() === record.email?.toLowerCase();
}

function hasNumber({ phone }: SyncedContact, record: CustomerRecord, country: string | null): boolean {
  return record.phone !== null && numberIn(phone, country) === record.phone;
}

function otherThan(contact: SyncedContact, other: SyncedContact | null): SyncedContact | null {
  return other === null || other.id === contact.id ? null : other;
}

function unique(contacts: readonly SyncedContact[]): SyncedContact[] {
  return [...new Map(contacts.map((one) => [one.id, one])).values()];
}

async function orNull(asked: Promise<SyncedContact>): Promise<SyncedContact | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

// Hears of contacts that are customers: a change that people made in Intercom has the customer looked at again.
import { hasNews } from '../../domain/customers/heard.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import type { Notification } from '../../intercom/notifications.ts';
import { findCustomerOfContact, listKnown, markHeard } from '../../store/customers/customers.ts';
import type { Unit } from '../context.ts';

type Told = Extract<Notification['happening'], { kind: 'contact' }>;

export async function hearContact(
  unit: Unit,
  workspaceId: string,
  told: Told,
  rules: { country: string | null; timeZoneAttribute: string },
): Promise<void> {
  const customer = await findCustomerOfContact(unit.trx, workspaceId, told.contact.id);
  if (customer === undefined || customer.base === null || !hasNews(customer.base, told, rules)) return;
  const { externalId } = customer;
  await markHeard(unit.trx, workspaceId, [externalId]);
  await unit.enqueue([newJob('sync-customer', { workspaceId, externalId }, { rank: 'bulk' })]);
}

/** Rules never start from a sync: the contact is one that a record made. */
export async function isSynced(unit: Unit, workspaceId: string, externalId: string | null): Promise<boolean> {
  return externalId !== null && (await listKnown(unit.trx, workspaceId, [externalId])).size > 0;
}

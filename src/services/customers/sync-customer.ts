// Brings a customer's newest record to Intercom, and pulls from there what the record lacks: only what differs is written.
import type { Conflict, Customer, Outcome, SyncRefusal } from '../../domain/customers/customer.ts';
import { baseAfter, type ContactPlan, planContact, writesNothing } from '../../domain/customers/plan.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import {
  IntercomError,
  isContactArchived,
  isContactBlocked,
  isForbidden,
  isRefused,
} from '../../intercom/calls/errors.ts';
import type { SyncedContact } from '../../intercom/shapes/customers.ts';
import { clearAddresses } from '../../store/conversations/contacts.ts';
import { moveThreads } from '../../store/conversations/threads.ts';
import { insertChange, insertConflict } from '../../store/customers/changes.ts';
import { findCustomer, linkContact, settleRefused, settleSynced } from '../../store/customers/customers.ts';
import { countInRun } from '../../store/customers/runs.ts';
import { inherit, rememberContact } from '../contacts/follow-contact.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { once } from '../once.ts';
import { adopt, type FoundCustomer, findSynced, hasEmail, isRefusal, type NoContact } from './find-synced.ts';
import { hashRecord } from './hash-record.ts';
import { pauseIfFailing, pauseSync } from './pause-sync.ts';
import { rulesOf, stopOf } from './sync-rules.ts';
import { writeWithAttributes } from './write-attributes.ts';
import { writeCompanies } from './write-companies.ts';

/** A job of a record that was synced meanwhile, or while the sync is off, does nothing: the record waits. */
export async function syncCustomer(
  ctx: Context,
  { workspaceId, externalId }: { workspaceId: string; externalId: string },
): Promise<void> {
  const customer = await findCustomer(ctx.db, workspaceId, externalId);
  if (customer === undefined || (customer.state !== 'waiting' && !customer.heard)) return;
  const workspace = await ctx.workspaces.get(workspaceId);
  if (stopOf(ctx, workspace) !== null) return;
  const intercom = ctx.intercom(workspace, { rank: 'bulk' });
  try {
    const done = await carryOut(ctx, workspace, intercom, customer);
    if (isRefusal(done)) await refuse(ctx, workspace, customer, done);
    else await settle(ctx, customer, done);
  } catch (error) {
    if (isForbidden(error)) {
      // The record waits until the permission is given.
      await pauseSync(ctx, workspace, 'forbidden');
      return;
    }
    const refused = refusalIn(error);
    if (refused === null) throw error;
    ctx.log.warn({ workspaceId, err: error }, 'Intercom refuses a customer');
    await refuse(ctx, workspace, customer, { refused, otherIds: [] });
  }
}

interface Done {
  contact: SyncedContact;
  outcome: Outcome;
  plan: ContactPlan;
  base: NonNullable<Customer['base']>;
  companiesHash: string | null;
  conflicts: Conflict[];
}

async function carryOut(
  ctx: Context,
  workspace: OpenWorkspace,
  intercom: IntercomClient,
  customer: Customer,
): Promise<Done | NoContact> {
  const { workspaceId, record } = customer;
  const { rules, finding } = rulesOf(ctx, workspace);
  const known = { base: customer.base, nameWasRead: customer.nameRead };
  const found = await findSynced(ctx, intercom, customer, finding);
  if (isRefusal(found)) return found;
  let { contact } = found;
  let isNew = false;
  if (contact === null) {
    const { writes } = planContact(record, null, known, rules);
    try {
      contact = await writeWithAttributes(intercom, writes.attributes, (attributes) =>
        intercom.createSynced({ ...writes, attributes }),
      );
      isNew = true;
    } catch (error) {
      const adopted = await adopt(intercom, record, error, finding);
      if (isRefusal(adopted)) return adopted;
      contact = adopted;
    }
  }
  if (customer.contactId !== contact.id) await linkContact(ctx.db, customer, contact.id);
  const isMerged = await mergeLeads(ctx, intercom, customer, contact, found.leads);
  if (isMerged) contact = await intercom.getSynced(contact.id);
  const plan = planContact(record, contact, known, rules);
  if (plan.badZone) ctx.log.info({ workspaceId, contactId: contact.id }, 'a contact names no time zone that exists');
  const isWritten = !writesNothing(plan.writes);
  const before = contact;
  if (isWritten) {
    const { id } = contact;
    try {
      contact = await writeWithAttributes(intercom, plan.writes.attributes, (attributes) =>
        intercom.updateSynced(id, { ...plan.writes, attributes }),
      );
    } catch (error) {
      if (!(error instanceof IntercomError) || error.conflictingId === null) throw error;
      return { refused: 'id-taken', otherIds: [error.conflictingId] };
    }
  }
  const companiesHash = record.companies === null ? customer.companiesHash : hashRecord(record.companies);
  const areDue =
    record.companies !== null && (companiesHash !== customer.companiesHash || customer.contactId !== contact.id);
  const areWritten = areDue && (await writeCompanies(ctx, intercom, customer, contact.id));
  const moved = await takeOver(ctx, customer, { ...found, contact });
  return {
    contact,
    outcome: isNew ? 'created' : isMerged ? 'merged' : isWritten || areWritten ? 'updated' : 'unchanged',
    ...{ plan, base: baseAfter(before, plan, rules), companiesHash },
    conflicts: [...plan.conflicts.map((one) => ({ kind: 'field' as const, ...one })), ...moved],
  };
}

/** A lead that is merged already is found no more, so that a repeated job goes on with the next. */
async function mergeLeads(
  ctx: Context,
  intercom: IntercomClient,
  { workspaceId, record }: Customer,
  contact: SyncedContact,
  leads: readonly SyncedContact[],
): Promise<boolean> {
  for (const lead of leads) {
    const areNumbersAlike = !hasEmail(lead, record);
    await once(ctx, {
      triedAt: null,
      look: async () => null,
      make: (attempt) => intercom.mergeLead({ from: lead.id, into: contact.id, areNumbersAlike }, attempt),
    });
    if (record.phone !== null) await inherit(ctx, { workspaceId, address: record.phone }, lead.id, contact.contact);
    ctx.log.info({ workspaceId, leadId: lead.id, contactId: contact.id }, 'a lead was merged into a customer');
  }
  return leads.length > 0;
}

/** The texts of the customer's number go on with their contact. Two users cannot be merged: a person looks at the other. */
async function takeOver(
  ctx: Context,
  { workspaceId, record: { phone } }: Customer,
  { contact, texter }: FoundCustomer,
): Promise<Conflict[]> {
  if (contact === null || phone === null || texter === null || texter.id === contact.id) return [];
  await clearAddresses(ctx.db, [{ workspaceId, contactId: texter.id, changedAt: nowOf(ctx) }]);
  await moveThreads(ctx.db, workspaceId, texter.id, contact.id);
  await rememberContact(ctx, workspaceId, contact.contact, phone);
  return [{ kind: 'two-contacts', contactId: contact.id, otherId: texter.id }];
}

async function settle(ctx: Context, customer: Customer, done: Done): Promise<void> {
  const { workspaceId, externalId, runId } = customer;
  const { contact, outcome, plan, base, companiesHash } = done;
  const now = nowOf(ctx);
  const isNews = Object.keys(plan.pulled).length > 0 && hashRecord(plan.pulled) !== hashRecord(customer.pulled);
  await transact(ctx, async (unit) => {
    const pulledSeq = isNews
      ? await insertChange(unit.trx, { workspaceId, externalId, contactId: contact.id, pulled: plan.pulled }, now)
      : null;
    const pulled = isNews ? plan.pulled : customer.pulled;
    const nameRead = customer.nameRead && !(isNews && plan.pulled.name !== undefined);
    const { id: contactId } = contact;
    await settleSynced(
      unit.trx,
      customer,
      { contactId, outcome, base, pulled, companiesHash, pulledSeq, nameRead },
      now,
    );
    await tellConflicts(ctx, unit, customer, done.conflicts);
    if (runId !== null && customer.state === 'waiting')
      await countInRun(unit.trx, { workspaceId, id: runId }, { outcomes: { [outcome]: 1 } });
  });
}

async function refuse(
  ctx: Context,
  workspace: OpenWorkspace,
  customer: Customer,
  { refused, otherIds }: NoContact,
): Promise<void> {
  const { workspaceId, runId } = customer;
  await transact(ctx, async (unit) => {
    await settleRefused(unit.trx, customer, refused, nowOf(ctx));
    if (refused === 'id-taken' || refused === 'ambiguous')
      await tellConflicts(ctx, unit, customer, [{ kind: refused, otherIds }]);
    if (runId !== null) await countInRun(unit.trx, { workspaceId, id: runId }, { outcomes: { refused: 1 } });
  });
  await pauseIfFailing(ctx, workspace);
}

async function tellConflicts(
  ctx: Context,
  { trx }: Unit,
  { workspaceId, externalId }: Customer,
  conflicts: readonly Conflict[],
): Promise<void> {
  for (const conflict of conflicts)
    await insertConflict(trx, { workspaceId, id: ctx.newId(), externalId, conflict }, nowOf(ctx));
}

function refusalIn(error: unknown): SyncRefusal | null {
  if (isContactBlocked(error)) return 'blocked';
  if (isContactArchived(error)) return 'archived';
  return isRefused(error) ? 'intercom-refused' : null;
}

// A dry run: everything that a record would change, by the rules of the sync, and nothing is written anywhere.
import type { Outcome, SyncRefusal } from '../../domain/customers/customer.ts';
import { planMemberships } from '../../domain/customers/memberships.ts';
import { type Difference, planContact, writesNothing } from '../../domain/customers/plan.ts';
import type { CustomerRecord, RecordFault } from '../../domain/customers/record.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { listCompanies } from '../../store/customers/companies.ts';
import { findCustomer } from '../../store/customers/customers.ts';
import { asUnavailable } from '../contacts/look-up-contacts.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { findSynced, isRefusal } from './find-synced.ts';
import { hashRecord } from './hash-record.ts';
import { rulesOf } from './sync-rules.ts';
import { cleanGiven, type GivenRecord } from './take-records.ts';

export interface Rehearsed {
  externalId: string;
  contactId: string | null;
  outcome: Outcome;
  reason: SyncRefusal | null;
  differences: Difference[];
  faults: readonly RecordFault[];
}

/** Throws `unavailable` while Intercom is away, or leaves no call. */
export async function rehearseCustomer(ctx: Context, workspace: OpenWorkspace, given: GivenRecord): Promise<Rehearsed> {
  const { record, faults } = cleanGiven(workspace, given);
  const { externalId } = record;
  const before = await findCustomer(ctx.db, workspace.id, externalId);
  const { rules, finding } = rulesOf(ctx, workspace);
  const intercom = ctx.intercom(workspace, { rank: 'automation' });
  try {
    const asked = { workspaceId: workspace.id, contactId: before?.contactId ?? null, record };
    const found = await findSynced(ctx, intercom, asked, finding);
    const nothing = { externalId, contactId: null, differences: [], faults };
    if (isRefusal(found)) return { ...nothing, outcome: 'refused', reason: found.refused };
    const { contact, leads } = found;
    const known = { base: before?.base ?? null, nameWasRead: before?.nameRead ?? false };
    const plan = planContact(record, contact, known, rules);
    const companies = await companyDifferences(ctx, intercom, workspace.id, record, contact?.id ?? null);
    const merges = leads.map(({ id }): Difference => {
      return { field: 'merge', ours: contact?.id ?? null, theirs: id, changes: 'intercom' };
    });
    const differences = [...plan.differences, ...companies, ...merges];
    const changes = !writesNothing(plan.writes) || companies.length > 0;
    const outcome = contact === null ? 'created' : leads.length > 0 ? 'merged' : changes ? 'updated' : 'unchanged';
    return { externalId, contactId: contact?.id ?? null, outcome, reason: null, differences, faults };
  } catch (error) {
    throw asUnavailable(error);
  }
}

async function companyDifferences(
  ctx: Context,
  intercom: IntercomClient,
  workspaceId: string,
  { companies }: CustomerRecord,
  contactId: string | null,
): Promise<Difference[]> {
  if (companies === null) return [];
  const attached = contactId === null ? [] : await intercom.listMemberships(contactId);
  const ids = [...companies.map(({ id }) => id), ...attached.map(({ companyId }) => companyId)];
  const known = await listCompanies(ctx.db, workspaceId, [...new Set(ids)]);
  const { write, attach, detach } = planMemberships(companies, known, attached, hashRecord);
  const written = write.filter(({ id }) => !attach.includes(id)).map(({ id }) => id);
  return [
    ...attach.map((id): Difference => ({ field: 'companies', ours: id, theirs: null, changes: 'intercom' })),
    ...detach.map(({ companyId }): Difference => {
      return { field: 'companies', ours: null, theirs: companyId, changes: 'intercom' };
    }),
    ...written.map((id): Difference => ({ field: `companies.${id}`, ours: id, theirs: id, changes: 'intercom' })),
  ];
}

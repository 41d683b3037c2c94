// Takes records in: one that is unchanged ends at the door, any other is stored with the job that brings it to Intercom.
import { type Cleaned, cleanRecord } from '../../domain/customers/clean-record.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import type { RecordFault } from '../../domain/customers/record.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import { findCustomer, keepRecords, listKnown } from '../../store/customers/customers.ts';
import { beginRun, countInRun, endRun } from '../../store/customers/runs.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { hashRecord } from './hash-record.ts';

/** A record that keeps to its schema. */
export interface GivenRecord {
  externalId: string;
  values: Readonly<Record<string, unknown>>;
}

export interface Taken {
  externalId: string;
  contactId: string | null;
  outcome: 'unchanged' | 'waiting';
  faults: readonly RecordFault[];
}

export function cleanGiven(workspace: OpenWorkspace, { externalId, values }: GivenRecord): Cleaned {
  return cleanRecord(externalId, values, countryFor(workspace, preferredSender(workspace, null)));
}

/** Takes a page of records in one transaction. The last of several records of a customer counts. */
export async function takeRecords(
  ctx: Context,
  workspace: OpenWorkspace,
  given: readonly GivenRecord[],
  runId: string | null,
): Promise<Taken[]> {
  const { id: workspaceId } = workspace;
  const cleaned = given.map((one) => {
    const { record, faults } = cleanGiven(workspace, one);
    return { record, faults, hash: hashRecord(record) };
  });
  const last = new Map(cleaned.map((one) => [one.record.externalId, one]));
  const known = await listKnown(ctx.db, workspaceId, [...last.keys()]);
  const changed = [...last.values()].filter(({ record, hash }) => {
    const before = known.get(record.externalId);
    return before === undefined || before.recordHash !== hash || before.state === 'refused';
  });
  if (changed.length > 0 || runId !== null)
    await transact(ctx, async (unit) => {
      if (!workspace.syncsCustomers) {
        unit.changed(workspaceId);
        await updateWorkspace(unit.trx, workspaceId, { state: { syncsCustomers: true } });
      }
      await keepRecords(unit.trx, { workspaceId, runId }, changed, nowOf(ctx));
      await unit.enqueue(
        changed.map(({ record: { externalId } }) =>
          newJob('sync-customer', { workspaceId, externalId }, { rank: 'bulk' }),
        ),
      );
      const unchanged = given.length - changed.length;
      if (runId !== null)
        await countInRun(unit.trx, { workspaceId, id: runId }, { taken: given.length, outcomes: { unchanged } });
    });
  const isChanged = new Set(changed.map(({ record }) => record.externalId));
  return cleaned.map(({ record: { externalId }, faults }) => {
    const before = known.get(externalId);
    const waits = isChanged.has(externalId) || before?.state === 'waiting';
    return { externalId, contactId: before?.contactId ?? null, outcome: waits ? 'waiting' : 'unchanged', faults };
  });
}

const LOOK_MS = 100;

/** Waits for the end of a customer's sync; what is known of it then, which may be that it goes on. */
export async function awaitCustomer(ctx: Context, workspaceId: string, externalId: string, mostMs: number) {
  const startedAt = performance.now();
  for (;;) {
    const customer: Customer | undefined = await findCustomer(ctx.db, workspaceId, externalId);
    if (customer?.state !== 'waiting' || performance.now() - startedAt >= mostMs) return customer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** A batch of the API is a run under the name of its key. */
export async function beginBatch(ctx: Context, workspaceId: string, name: string): Promise<string> {
  const id = ctx.newId();
  await beginRun(ctx.db, { workspaceId, id, kind: 'batch', name }, nowOf(ctx));
  return id;
}

export async function endBatch(ctx: Context, workspaceId: string, runId: string): Promise<void> {
  await endRun(ctx.db, workspaceId, runId, nowOf(ctx));
}

// The API's calls about customers of the workspace's own system.
import { PAGE } from '../../domain/api/operations.ts';
import type { Change, Customer, Outcome, SyncRefusal } from '../../domain/customers/customer.ts';
import type { Difference } from '../../domain/customers/plan.ts';
import type { RecordFault } from '../../domain/customers/record.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { SyncState } from '../../services/customers/read-sync.ts';
import type { Rehearsed } from '../../services/customers/rehearse-customer.ts';
import type { GivenRecord, Taken } from '../../services/customers/take-records.ts';
import { tellRecordFault, tellSyncRefusal } from '../../words/customers.ts';
import { type Call, Later } from './call.ts';
import type { Line, Lines } from './lines.ts';
import { throwIf } from './values.ts';

export interface CustomerCalls {
  takeRecords(workspace: OpenWorkspace, given: readonly GivenRecord[], runId: string | null): Promise<Taken[]>;
  rehearseCustomer(workspace: OpenWorkspace, given: GivenRecord): Promise<Rehearsed>;
  awaitCustomer(workspace: OpenWorkspace, externalId: string, mostMs: number): Promise<Customer | undefined>;
  beginRun(workspace: OpenWorkspace, name: string): Promise<string>;
  endRun(workspace: OpenWorkspace, runId: string): Promise<void>;
  readSync(workspace: OpenWorkspace): Promise<SyncState>;
  actOnSync(workspace: OpenWorkspace, act: SyncAct): Promise<SyncState>;
  readChanges(workspace: OpenWorkspace, after: string, limit: number): Promise<Change[]>;
}

export type SyncAct = 'pause' | 'resume' | 'retry';

function givenIn({ value }: Extract<Line, { value: unknown }>): GivenRecord {
  const { external_id: externalId, ...values } = value as Record<string, unknown>;
  return { externalId: String(externalId), values };
}

function tellUnusable({ faults, id }: Extract<Line, { faults: unknown }>): object {
  const errors = faults.map(({ at, rule }) => ({ at, detail: rule }));
  return { external_id: id, contact_id: null, outcome: 'refused', reason: 'unusable', diff: [], errors };
}

function tellSync({ stop, paused, counts, refused, runs, conflicts }: SyncState): object {
  return {
    standing_still: paused?.why ?? (stop === null ? null : 'off'),
    customers: counts,
    refused: refused.map(({ externalId, contactId, reason }) => {
      return {
        external_id: externalId,
        contact_id: contactId,
        reason,
        detail: reason === null ? '' : tellSyncRefusal(reason),
      };
    }),
    runs: runs.map(({ startedAt, endedAt, ...run }) => {
      return { ...run, started_at: startedAt.toISOString(), ended_at: endedAt?.toISOString() ?? null };
    }),
    conflicts: conflicts.map(({ externalId, at, conflict }) => {
      return { external_id: externalId, at: at.toISOString(), conflict };
    }),
  };
}

interface Told {
  externalId: string;
  contactId: string | null;
  outcome: Outcome | 'waiting';
  reason: SyncRefusal | null;
  differences: readonly Difference[];
  faults: readonly RecordFault[];
}

export function customersCalls(door: CustomerCalls) {
  return {
    /** Waits for the outcome for so many seconds: then the record is stored, and its sync goes on. */
    async put({ workspace, params, query, body }: Call): Promise<unknown> {
      const { external_id: externalId = '' } = params;
      const { external_id: said = externalId, ...values } = body as Record<string, unknown>;
      throwIf({ '/external_id': said !== externalId });
      const given = { externalId, values };
      if (query['dry_run']) return tell(await door.rehearseCustomer(workspace, given));
      const [taken] = await door.takeRecords(workspace, [given], null);
      if (taken === undefined) throw new Error('a record was lost');
      const nothing = { ...taken, reason: null, differences: [] };
      if (taken.outcome === 'unchanged') return tell(nothing);
      const customer = await door.awaitCustomer(workspace, externalId, Number(query['wait'] ?? 10) * 1_000);
      if (customer === undefined || customer.state === 'waiting') return new Later(tell(nothing));
      const { contactId, outcome, reason } = customer;
      return tell({ ...nothing, contactId, outcome: outcome ?? 'unchanged', reason });
    },

    /** Each page of lines is taken in one transaction. */
    async *lines({ workspace, query, keyName }: Lines, pages: AsyncIterable<readonly Line[]>): AsyncGenerator<object> {
      const isDry = query['dry_run'] === true;
      const runId = isDry ? null : await door.beginRun(workspace, keyName);
      for await (const page of pages) {
        const told = new Map<Line, object>();
        const whole = page.filter((line) => 'value' in line);
        for (const line of page) if ('faults' in line) told.set(line, tellUnusable(line));
        if (isDry)
          for (const line of whole) told.set(line, tell(await door.rehearseCustomer(workspace, givenIn(line))));
        else {
          const taken = await door.takeRecords(workspace, whole.map(givenIn), runId);
          for (const [index, line] of whole.entries()) {
            const one = taken[index];
            if (one !== undefined) told.set(line, tell({ ...one, reason: null, differences: [] }));
          }
        }
        for (const line of page) yield told.get(line) ?? {};
      }
      if (runId !== null) await door.endRun(workspace, runId);
    },

    async state({ workspace }: Call): Promise<unknown> {
      return tellSync(await door.readSync(workspace));
    },

    async act({ workspace, params }: Call): Promise<unknown> {
      return tellSync(await door.actOnSync(workspace, params['act'] as SyncAct));
    },

    async changes({ workspace, query }: Call): Promise<unknown> {
      const { cursor = '0', limit = PAGE.usual } = query;
      throwIf({ '/cursor': !/^\d{1,18}$/.test(String(cursor)) });
      const found = await door.readChanges(workspace, String(cursor), Number(limit) + 1);
      const shown = found.slice(0, Number(limit));
      const next = shown.at(-1)?.seq ?? String(cursor);
      return { data: shown.map(tellChange), next_cursor: next, has_more: found.length > shown.length };
    },
  };
}

function tell({ externalId, contactId, outcome, reason, differences, faults }: Told): object {
  const refused = reason === null ? [] : [{ at: '/', detail: tellSyncRefusal(reason) }];
  return {
    ...{ external_id: externalId, contact_id: contactId, outcome, reason, diff: differences },
    errors: [...refused, ...faults.map(({ at, kind }) => ({ at, detail: tellRecordFault(kind) }))],
  };
}

function tellChange({ externalId, contactId, pulled, at }: Change): object {
  const { lastSeenAt, timeZone, ...same } = pulled;
  const seen = lastSeenAt === undefined ? {} : { last_seen_at: new Date(lastSeenAt * 1000).toISOString() };
  const zone = timeZone === undefined ? {} : { time_zone: timeZone };
  return {
    external_id: externalId,
    contact_id: contactId,
    at: at.toISOString(),
    values: { ...same, ...seen, ...zone },
  };
}

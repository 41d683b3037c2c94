// Takes a file of records in, or rehearses it: page by page, and what was taken before is not taken again.
import type { Outcome } from '../../domain/customers/customer.ts';
import type { Difference } from '../../domain/customers/plan.ts';
import type { RecordFault } from '../../domain/customers/record.ts';
import type { InputFault } from '../../lib/checked-input.ts';
import { beginRun, countInRun, endRun } from '../../store/customers/runs.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { recordsIn } from './read-records.ts';
import { rehearseCustomer } from './rehearse-customer.ts';
import { takeRecords } from './take-records.ts';

export interface FileLine {
  line: number;
  externalId: string | null;
  outcome: Outcome | 'waiting';
  /** Only of a dry run. */
  differences: readonly Difference[];
  faults: readonly RecordFault[];
  /** Why the line is no record. */
  unusable: readonly InputFault[] | 'no-json' | null;
}

/** Yields the lines of each page once they are taken. Without a dry run, the lines belong to a run of the file's name. */
export async function* syncFile(
  ctx: Context,
  workspace: OpenWorkspace,
  file: { name: string; bytes: AsyncIterable<Uint8Array> },
  isDry: boolean,
): AsyncGenerator<FileLine[]> {
  const run = { workspaceId: workspace.id, id: ctx.newId() };
  if (!isDry) await beginRun(ctx.db, { ...run, kind: 'file', name: file.name }, nowOf(ctx));
  for await (const page of recordsIn(file.name, file.bytes)) {
    const usable = page.flatMap((one) => ('given' in one ? [one] : []));
    const lines = page.flatMap((one): FileLine[] =>
      'given' in one ? [] : [{ ...nothing, line: one.line, outcome: 'refused', unusable: one.faults }],
    );
    if (isDry)
      for (const { line, given } of usable) {
        const { externalId, outcome, differences, faults } = await rehearseCustomer(ctx, workspace, given);
        lines.push({ ...nothing, line, externalId, outcome, differences, faults });
      }
    else {
      const taken = await takeRecords(
        ctx,
        workspace,
        usable.map(({ given }) => given),
        run.id,
      );
      for (const [index, { externalId, outcome, faults }] of taken.entries())
        lines.push({ ...nothing, line: usable[index]?.line ?? 0, externalId, outcome, faults });
      const refused = page.length - usable.length;
      if (refused > 0)
        await transact(ctx, ({ trx }) => countInRun(trx, run, { taken: refused, outcomes: { refused } }));
    }
    yield lines.sort((one, other) => one.line - other.line);
  }
  if (!isDry) await endRun(ctx.db, run.workspaceId, run.id, nowOf(ctx));
}

const nothing = { externalId: null, differences: [], faults: [], unusable: null };

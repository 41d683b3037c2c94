// Takes a list of consent from a file, row by row, as evidence: what was taken before adds nothing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Columns,
  type FileProblem,
  type ImportRow,
  identityOf,
  isRejected,
  MOST_ROWS,
  type RejectedRow,
  readColumns,
  readRow,
} from '../../domain/consent/import-rows.ts';
import type { ConsentImport } from '../../domain/consents-page.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { BrokenCsv, csvRecords } from '../../lib/csv-records.ts';
import { idOfName } from '../../lib/ids.ts';
import { beginImport, endImport, findImport, type Origin, takeRows } from '../../store/texts/consent-imports.ts';
import { nowOf, type Storing, type Timed, type Transacting, transact } from '../context.ts';
import { syncPeople } from './sync-subscription.ts';

/** Few enough that a customer's STOP never waits for long. */
const BATCH = 500;
/** Rows read before other work has its turn: reading a number takes a while. */
const IN_ONE_GO = 100;

type ImportContext = Transacting & Pick<Timed, 'clock' | 'newId'>;

const MEGABYTES = 32;
/** Far above a hundred thousand rows with a reason each. */
export const MOST_BYTES = MEGABYTES * 1024 * 1024;

export interface ListFile {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** The source of the list: who brought it, and the reason for rows that give none. */
export interface ListSource {
  adminId: string | null;
  reason: string | null;
}

/** Rows are taken as they come, so that the same file goes on where an earlier try broke off. */
export async function importConsents(
  ctx: ImportContext,
  workspace: Workspace,
  file: ListFile,
  source: ListSource,
): Promise<ConsentImport> {
  const origin = { workspaceId: workspace.id, fileName: file.name, adminId: source.adminId };
  const startedAt = nowOf(ctx);
  const tally = new Tally(ctx, origin, startedAt);
  const id = ctx.newId();
  await beginImport(ctx.db, origin, { id, at: startedAt });
  const problem = await takeFile(workspace, file, source, tally, startedAt);
  const { accepted, known } = tally;
  const rejected = tally.rejected.sort((a, b) => a.line - b.line);
  const ended = { id, problem, accepted, known, rejected, endedAt: nowOf(ctx) };
  await endImport(ctx.db, workspace.id, ended);
  return { ...ended, fileName: file.name, startedAt };
}

export function readImport(ctx: Storing, workspaceId: string, id: string): Promise<ConsentImport | undefined> {
  return findImport(ctx.db, workspaceId, id);
}

class TooLarge extends Error {}

/** Ends before the line on which the limit is reached, since half a number may be another one's. */
async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const piece of bytes) {
    total += piece.length;
    if (total > MOST_BYTES) throw new TooLarge();
    yield piece;
  }
}

/** Returns why the file was not read to its end; null where it was. */
async function takeFile(
  workspace: Workspace,
  file: ListFile,
  source: ListSource,
  tally: Tally,
  now: Date,
): Promise<FileProblem | null> {
  const country = countryFor(workspace, preferredSender(workspace, null));
  let columns: Columns | null = null;
  let rows = 0;
  try {
    for await (const { fields, line } of csvRecords(bounded(file.bytes))) {
      if (columns === null) {
        columns = readColumns(fields);
        if (columns === null) return { kind: 'no-number-column' };
        continue;
      }
      rows += 1;
      if (rows > MOST_ROWS) return await stopAt(tally, { kind: 'too-many-rows', most: MOST_ROWS });
      const read = readRow(fields, line, { columns, country, zone: workspace.timezone, now });
      await tally.take(isRejected(read) ? read : { ...read, reason: read.reason ?? source.reason });
      if (rows % IN_ONE_GO === 0) await nextTurn();
    }
  } catch (error) {
    if (error instanceof TooLarge) return await stopAt(tally, { kind: 'too-large', megabytes: MEGABYTES });
    if (!(error instanceof BrokenCsv)) throw error;
    return error.why === 'not-csv' ? { kind: 'not-csv' } : await stopAt(tally, { kind: 'broken', line: error.line });
  }
  await tally.flush();
  return columns === null ? { kind: 'empty' } : null;
}

async function stopAt(tally: Tally, problem: FileProblem): Promise<FileProblem> {
  await tally.flush();
  return problem;
}

/** Counts the rows of one file, and stores those that count in batches. */
class Tally {
  accepted = 0;
  known = 0;
  readonly rejected: RejectedRow[] = [];
  #waiting: ImportRow[] = [];
  readonly #ctx: ImportContext;
  readonly #origin: Origin;
  readonly #startedAt: Date;

  constructor(ctx: ImportContext, origin: Origin, startedAt: Date) {
    this.#ctx = ctx;
    this.#origin = origin;
    this.#startedAt = startedAt;
  }

  async take(row: ImportRow | RejectedRow): Promise<void> {
    if (isRejected(row)) this.rejected.push(row);
    else this.#waiting.push(row);
    if (this.#waiting.length >= BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    if (rows.length === 0) return;
    const byId = new Map<string, ImportRow>();
    for (const row of rows) byId.set(idOfName(identityOf(row, this.#origin.fileName)), row);
    // Two imports that hold rows of the same people must take them in the same order.
    const ordered = [...byId].sort(([, a], [, b]) => (a.address < b.address ? -1 : 1));
    const given = ordered.map(([id, { address, state, at, reason }]) => ({
      id,
      address,
      optedOut: state === 'opted-out',
      at: at ?? this.#startedAt,
      reason,
    }));
    const { fresh, stopped } = await transact(this.#ctx, async (unit) => {
      const taken = await takeRows(unit.trx, this.#origin, given);
      const changed = given.filter(({ id }) => taken.fresh.has(id)).map(({ address }) => address);
      await syncPeople(unit, this.#origin.workspaceId, changed, true);
      return taken;
    });
    this.accepted += fresh.size;
    this.known += rows.length - fresh.size - stopped.size;
    for (const [id, { line }] of byId) if (stopped.has(id)) this.rejected.push({ line, why: 'stopped' });
  }
}

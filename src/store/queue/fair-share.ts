// The fair order: workspaces take turns in a queue, however many jobs each of them has.
import type { Rank } from '../../domain/jobs/queues.ts';

/** A turn's length in milliseconds, with which turn numbers fit 31 bits for 60 years. */
const TURN_MS = 1_000;

/** All processes count turns from this time, so that a new process continues the numbers of the last one. */
const FIRST_TURN_AT = Date.UTC(2026, 0, 1);

/**
 * The turns that a job takes, by its rank: while people's work waits, automation has one turn in four of its workspace and bulk
 * one in sixteen. Both go on, and no person's text stands behind them.
 */
const TURNS_OF: Readonly<Record<Rank, number>> = { person: 1, automation: 4, bulk: 16 };

/** The most workspaces, or times, whose last turn is remembered. */
const MOST_KEPT = 10_000;

/** How a job counts: when it is due, and whose work it is. */
export interface Weight {
  delayMs?: number | undefined;
  rank?: Rank | undefined;
}

/**
 * Start-time fair queueing: a job's turn follows its workspace's last one, and is never before the turn being served. A
 * workspace with many jobs is soon many turns ahead, and the job of one with few comes next. Nothing is remembered while
 * nothing waits.
 * Source: Goyal, Vin and Cheng, "Start-time Fair Queueing", SIGCOMM 1996.
 */
export class FairShare {
  /** The earliest turn being served; null while nothing waits, when the time decides. */
  #served: number | null = null;
  readonly #last = new Map<string, number>();
  /** The last turns of jobs for later, whose turns begin when they are due. */
  readonly #lastAt = new Map<string, number>();

  /** The turn of a job that is due in `delayMs`; lower is sooner. */
  next(workspaceId: string, nowMs: number, { delayMs = 0, rank = 'person' }: Weight = {}): number {
    const who = `${workspaceId} ${rank}`;
    if (delayMs > 0) {
      const due = turnAt(nowMs + delayMs);
      return beginRecurring(this.#lastAt, `${who} ${due}`, due, TURNS_OF[rank]);
    }
    return beginRecurring(this.#last, who, this.#served ?? turnAt(nowMs), TURNS_OF[rank]);
  }

  /** Notes the served turns; `isAll`: no job was left waiting. */
  serve(turns: readonly number[], isAll: boolean): void {
    if (isAll) {
      this.#served = null;
      this.#last.clear();
    } else if (turns.length > 0) this.#served = Math.min(...turns);
  }
}

/** The job has the last of its turns; the others are left to more urgent work of its workspace. */
function beginRecurring(last: Map<string, number>, key: string, earliest: number, count: number): number {
  const before = last.get(key);
  const turn = Math.max(earliest + count - 1, before === undefined ? 0 : before + count);
  if (last.size >= MOST_KEPT) last.clear();
  last.set(key, turn);
  return turn;
}

function turnAt(ms: number): number {
  return Math.floor((ms - FIRST_TURN_AT) / TURN_MS);
}

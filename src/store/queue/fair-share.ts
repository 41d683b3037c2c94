// Whose job is next when a queue has more to do than it can: workspaces take turns, however many jobs each has brought.
import type { Rank } from '../../domain/jobs/queues.ts';

/** A turn is as long as this, in milliseconds; the numbers of turns then fit 31 bits for 60 years. */
const TURN_MS = 1_000;

/** Turns are counted from here, so that the numbers of a process that starts go on from those of the one before. */
const FIRST_TURN_AT = Date.UTC(2026, 0, 1);

/**
 * How many turns a job takes, by whose it is: while people's work waits, automation has one turn in four of its workspace's
 * and bulk one in sixteen. So both go on, and nobody who writes stands behind them.
 */
const TURNS_OF: Readonly<Record<Rank, number>> = { person: 1, automation: 4, bulk: 16 };

/** Workspaces, or times, whose last turn is remembered. */
const MOST_KEPT = 10_000;

export interface Place {
  delayMs?: number | undefined;
  rank?: Rank | undefined;
}

/**
 * Start-time fair queueing: a job's turn is the one after its workspace's last, and never before the turn that is being
 * served. A workspace that brings many jobs is soon many turns ahead; the job of one that brings few comes next. Where
 * nothing waits, nothing is remembered.
 * Source: Goyal, Vin and Cheng, "Start-time Fair Queueing", SIGCOMM 1996.
 */
export class FairShare {
  /** The earliest turn being served; null while nobody waits: then it is the time. */
  #served: number | null = null;
  readonly #last = new Map<string, number>();
  /** Of jobs for later, whose turns begin when they are due. */
  readonly #lastAt = new Map<string, number>();

  /** The turn of a job that is due in `delayMs`; lower is sooner. */
  next(workspaceId: string, nowMs: number, { delayMs = 0, rank = 'person' }: Place = {}): number {
    const who = `${workspaceId} ${rank}`;
    if (delayMs > 0) {
      const due = turnAt(nowMs + delayMs);
      return beginRecurring(this.#lastAt, `${who} ${due}`, due, TURNS_OF[rank]);
    }
    return beginRecurring(this.#last, who, this.#served ?? turnAt(nowMs), TURNS_OF[rank]);
  }

  /** These turns were served; `isAll`: and nobody was left waiting for a place. */
  serve(turns: readonly number[], isAll: boolean): void {
    if (isAll) {
      this.#served = null;
      this.#last.clear();
    } else if (turns.length > 0) this.#served = Math.min(...turns);
  }
}

/** Of the turns that a job takes, the last is its own: the others are its workspace's for work that goes before. */
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

// Whose job is next when a queue has more to do than it can: workspaces take turns, however many jobs each has brought.

/** A turn is as long as this, in milliseconds; the numbers of turns then fit 31 bits for 60 years. */
const TURN_MS = 1_000;

/** Turns are counted from here, so that the numbers of a process that starts go on from those of the one before. */
const FIRST_TURN_AT = Date.UTC(2026, 0, 1);

/** Workspaces, or times, whose last turn is remembered. */
const MOST_KEPT = 10_000;

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
  next(workspaceId: string, nowMs: number, delayMs = 0): number {
    if (delayMs > 0) {
      const due = turnAt(nowMs + delayMs);
      return takeTurn(this.#lastAt, `${workspaceId} ${due}`, due);
    }
    return takeTurn(this.#last, workspaceId, this.#served ?? turnAt(nowMs));
  }

  /** These turns were served; `isAll`: and nobody was left waiting for a place. */
  serve(turns: readonly number[], isAll: boolean): void {
    if (isAll) {
      this.#served = null;
      this.#last.clear();
    } else if (turns.length > 0) this.#served = Math.min(...turns);
  }
}

function takeTurn(last: Map<string, number>, key: string, earliest: number): number {
  const before = last.get(key);
  const turn = before === undefined ? earliest : Math.max(earliest, before + 1);
  if (last.size >= MOST_KEPT) last.clear();
  last.set(key, turn);
  return turn;
}

function turnAt(ms: number): number {
  return Math.floor((ms - FIRST_TURN_AT) / TURN_MS);
}

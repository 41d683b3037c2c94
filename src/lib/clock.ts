// Time as an argument: the system's clock for the service, a clock that tests move by hand for the stories.

/** Milliseconds since the epoch, and a wait that follows the same clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;

  constructor(start: number | Date) {
    this.#now = Number(start);
  }

  now(): number {
    return this.#now;
  }

  /** Moves forward by `ms`. */
  advance(ms: number): void {
    this.#now += ms;
  }
}

/** The system's clock, which can be set forward, as the demo's is for the night. */
export class ForwardClock implements Clock {
  #aheadMs = 0;

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  setForward(ms: number): void {
    this.#aheadMs += ms;
  }
}

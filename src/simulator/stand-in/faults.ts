// Faults of a pretend vendor on demand: the requests that they hit, how often, and what they do.

/** One fault to be done to matching requests of a stand-in. */
export interface Fault {
  /** Any when absent. */
  method?: string;
  /** Tested against the path without its query; a string is the whole path. Any when absent. */
  path?: RegExp | string;
  /**
   * `status`: this answer, and nothing is done. `answer-after`: the work is done, and this is the answer. `delay`: the work is
   * done at once, and its answer comes after `ms`.
   * `hang-up-before`: the connection is destroyed, nothing is done. `hang-up-after`: the work is done, then the
   * connection is destroyed instead of the answer.
   */
  kind: 'status' | 'answer-after' | 'delay' | 'hang-up-before' | 'hang-up-after';
  /** For `status` and `answer-after`; 500 when absent. */
  status?: number;
  headers?: Record<string, string>;
  /** For `status`: a string goes out as it is, anything else as JSON. */
  body?: unknown;
  /** For `delay`, in real milliseconds. */
  ms?: number;
  /** How often; unlimited when absent. */
  times?: number;
  /** 0..1, drawn from the `random` of `Faults`; always when absent. */
  probability?: number;
}

interface StandingFault {
  fault: Fault;
  left: number;
}

/** The faults in force, oldest first. Delays add up; of the other kinds only the oldest match happens. */
export class Faults {
  readonly #random: () => number;
  #standing: StandingFault[] = [];

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Puts a fault in force and returns how to take it back. */
  add(fault: Fault): () => void {
    const standing = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#standing.push(standing);
    return () => {
      this.#standing = this.#standing.filter((other) => other !== standing);
    };
  }

  clear(): void {
    this.#standing = [];
  }

  list(): readonly Fault[] {
    return this.#standing.map(({ fault }) => fault);
  }

  /** The faults that hit this request. A fault leaves the list once it has happened often enough. */
  takeFor(method: string, path: string): { delayMs: number; fault: Fault | undefined } {
    let delayMs = 0;
    let taken: Fault | undefined;
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (!matches(fault, method, path) || (fault.kind !== 'delay' && taken)) continue;
      if (fault.probability !== undefined && this.#random() >= fault.probability) continue;
      standing.left -= 1;
      if (fault.kind === 'delay') delayMs += fault.ms ?? 0;
      else taken = fault;
    }
    this.#standing = this.#standing.filter(({ left }) => left > 0);
    return { delayMs, fault: taken };
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? fault.path === path : path.search(fault.path) >= 0;
}

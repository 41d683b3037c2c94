// A limit that several processes share and that costs few questions: each process takes a share of the limit, and counts it down.

export interface SharedLimitOptions {
  /** Calls that one name may make in a window. */
  most: number;
  windowMs: number;
  /** Adds calls of a name to those of all processes. */
  add(name: string, calls: number): Promise<Counted>;
  /** Milliseconds of a clock that only goes on. */
  now(): number;
}

/** The calls that all processes have taken in the window, those just added among them, and the milliseconds until it ends. */
export interface Counted {
  taken: number;
  endsInMs: number;
}

export interface Taken {
  isAllowed: boolean;
  /** Calls that are left in the window, as far as this process knows. */
  left: number;
  /** Milliseconds until the window ends. */
  endsInMs: number;
}

interface Window {
  endsAt: number;
  /** Calls that may be made without a question. */
  here: number;
  /** Calls that were made before the first question, which counts them. */
  unasked: number;
  /** Calls that no process had taken when we asked last. */
  free: number;
  isSpent: boolean;
  asking: Promise<void> | null;
}

/** One process counts this part of the limit by itself, and takes as much at a time. */
const SHARES = 100;

/** Names must not fill the memory. */
const MOST_KEPT = 10_000;

export class SharedLimit {
  readonly #options: SharedLimitOptions;
  readonly #share: number;
  readonly #windows = new Map<string, Window>();

  constructor(options: SharedLimitOptions) {
    this.#options = options;
    this.#share = Math.ceil(options.most / SHARES);
  }

  /** Takes a call of this name. A name that calls seldom costs no question. Throws the error of a question. */
  async take(name: string): Promise<Taken> {
    for (;;) {
      const window = this.#windowOf(name);
      const endsInMs = window.endsAt - this.#options.now();
      if (window.here > 0) {
        window.here -= 1;
        return { isAllowed: true, left: window.here + window.free, endsInMs };
      }
      if (window.isSpent) return { isAllowed: false, left: 0, endsInMs };
      window.asking ??= this.#ask(name, window).finally(() => {
        window.asking = null;
      });
      await window.asking;
    }
  }

  #windowOf(name: string): Window {
    const known = this.#windows.get(name);
    const now = this.#options.now();
    if (known && now < known.endsAt) return known;
    if (known?.asking) return known;
    if (this.#windows.size >= MOST_KEPT) this.#windows.clear();
    const { most, windowMs } = this.#options;
    const share = this.#share;
    const first = { here: share, unasked: share, free: most - share, isSpent: false, asking: null };
    const window: Window = { endsAt: now + windowMs, ...first };
    this.#windows.set(name, window);
    return window;
  }

  async #ask(name: string, window: Window): Promise<void> {
    const { most, add, now } = this.#options;
    const { taken, endsInMs } = await add(name, window.unasked + this.#share);
    window.unasked = 0;
    window.endsAt = now() + endsInMs;
    window.free = Math.max(0, most - taken);
    window.here = Math.max(0, this.#share - Math.max(0, taken - most));
    window.isSpent = window.here === 0;
  }
}

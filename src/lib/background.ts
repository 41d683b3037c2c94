// Work that outlasts the request which began it: whoever ends the process can wait for it.
export class Background {
  readonly #running = new Set<Promise<void>>();
  /** Begins each piece of work that waits. */
  readonly #waiting = new Set<() => void>();

  /** Takes over work that handles its own failures, and returns it. */
  keep(work: Promise<void>): Promise<void> {
    const kept = work.finally(() => this.#running.delete(kept));
    this.#running.add(kept);
    return kept;
  }

  /** Begins the work in so many milliseconds, or as soon as somebody waits for all work. */
  keepWithin(ms: number, work: () => Promise<void>): void {
    const begin = () => {
      clearTimeout(timer);
      this.#waiting.delete(begin);
      void this.keep(work());
    };
    const timer = setTimeout(begin, ms);
    this.#waiting.add(begin);
  }

  /** Resolves when nothing runs or waits any more, also of what began meanwhile. */
  async idle(): Promise<void> {
    while (this.#running.size > 0 || this.#waiting.size > 0) {
      for (const begin of this.#waiting) begin();
      await Promise.allSettled(this.#running);
    }
  }
}

// Work that outlasts the request which began it: whoever ends the process can wait for it.
export class Background {
  readonly #running = new Set<Promise<void>>();

  /** Takes over work that handles its own failures, and returns it. */
  keep(work: Promise<void>): Promise<void> {
    const kept = work.finally(() => this.#running.delete(kept));
    this.#running.add(kept);
    return kept;
  }

  /** Resolves when nothing runs any more, also of what began meanwhile. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}

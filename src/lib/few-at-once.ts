// Begins a few works of one name at once; the others wait in their order, so that no name fills a process.

export interface FewOptions {
  /** Works of one name that may be under way now. */
  most(): number;
  /** A work that takes longer waits for somebody else, and lets the next one begin. */
  holdMs: number;
}

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

export class FewAtOnce {
  readonly #options: FewOptions;
  readonly #lines = new Map<string, Line>();

  constructor(options: FewOptions) {
    this.#options = options;
  }

  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const leave = await this.#enter(name);
    const timer = setTimeout(leave, this.#options.holdMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  /** Resolves in this name's turn, to what ends it. */
  async #enter(name: string): Promise<() => void> {
    const line = this.#lines.get(name) ?? { running: 0, waiting: [] };
    this.#lines.set(name, line);
    const begun = new Promise<void>((resolve) => line.waiting.push(resolve));
    this.#begin(name, line);
    await begun;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      line.running -= 1;
      this.#begin(name, line);
    };
  }

  #begin(name: string, line: Line): void {
    while (line.waiting.length > 0 && line.running < this.#options.most()) {
      line.running += 1;
      line.waiting.shift()?.();
    }
    if (line.running === 0) this.#lines.delete(name);
  }
}

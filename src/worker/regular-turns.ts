// What is done in regular turns and not for a job: one process or several may do it, each in its own time.
import type { Context } from '../services/context.ts';
import { cleanUp } from '../services/operations/clean-up.ts';

/** Soon after a start, so that a process that never lives for long has its turn. */
const FIRST_MS = 60_000;
const EVERY_MS = 10 * 60_000;

export class RegularTurns {
  readonly #ctx: Context;
  #dueAt: number;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#dueAt = ctx.clock.now() + FIRST_MS;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.runDue());
    }, FIRST_MS);
  }

  /** Does what is due by now. Never rejects: what fails is tried again at the next turn. */
  async runDue(): Promise<void> {
    if (this.#ctx.clock.now() < this.#dueAt) return;
    this.#dueAt = this.#ctx.clock.now() + EVERY_MS;
    try {
      await cleanUp(this.#ctx);
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'what had its time could not be deleted');
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}

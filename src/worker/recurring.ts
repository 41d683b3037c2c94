// Recurring work with its verbs, and the clock that begins it.
import { type Recurring, type RecurringName, recurringWork } from '../domain/jobs/recurring.ts';
import { refreshPrices } from '../services/account/read-prices.ts';
import { lookAround } from '../services/catch-up/look-around.ts';
import type { Context } from '../services/context.ts';
import { goOn } from '../services/customers/pause-sync.ts';
import { examineDaily } from '../services/doctor/examine-daily.ts';
import { beginRecurring } from '../services/operations/begin-recurring.ts';
import { cleanUp } from '../services/operations/clean-up.ts';
import { learnCountries } from '../services/settings/learn-countries.ts';
import { indexNewWords } from '../services/texts/index-words.ts';
import { readOfficeHours } from '../services/texts/read-office-hours.ts';

/** This process looks for due work this often. */
const LOOK_MS = 60_000;

/** A piece of recurring work with its verb; `workspaceId` is empty for the service's. */
export interface Work extends Recurring {
  run(ctx: Context, input: { workspaceId: string }): Promise<unknown>;
}

const verbs: { [Name in RecurringName]: Work['run'] } = {
  'clean-up': cleanUp,
  'index-words': indexNewWords,
  'look-around': lookAround,
  examine: examineDaily,
  'sync-customers': goOn,
  'read-office-hours': readOfficeHours,
  'refresh-prices': refreshPrices,
  'learn-countries': learnCountries,
};

export const allWork: Readonly<Record<string, Work>> = Object.fromEntries(
  (Object.keys(recurringWork) as RecurringName[]).map((name) => [name, { ...recurringWork[name], run: verbs[name] }]),
);

/** A workspace's turn, as a job. */
export async function runRecurring(
  ctx: Context,
  { workspaceId, name }: { workspaceId: string; name: string },
  work = allWork,
): Promise<void> {
  // An earlier version may have enqueued work that this one no longer has.
  await work[name]?.run(ctx, { workspaceId });
}

export class RecurringTurns {
  readonly #ctx: Context;
  readonly #work: Readonly<Record<string, Work>>;
  #lookAt = Number.NEGATIVE_INFINITY;
  /** Before this, in milliseconds, the work of the name has no turn. */
  readonly #next = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(ctx: Context, work = allWork) {
    this.#ctx = ctx;
    this.#work = work;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.runDue());
    }, LOOK_MS);
  }

  /** Does the work that is due. Never rejects: failed work is tried again the next time. */
  async runDue(): Promise<void> {
    if (this.#ctx.clock.now() < this.#lookAt) return;
    const now = this.#ctx.clock.now();
    this.#lookAt = now + LOOK_MS;
    for (const [name, work] of Object.entries(this.#work)) {
      if (now < (this.#next.get(name) ?? 0)) continue;
      try {
        const { isOurs, next } = await beginRecurring(this.#ctx, name, work);
        this.#next.set(name, next.getTime());
        if (isOurs) await work.run(this.#ctx, { workspaceId: '' });
      } catch (error) {
        this.#ctx.log.warn({ err: error, name }, 'recurring work could not be done');
      }
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}

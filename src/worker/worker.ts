// Claims due jobs in batches, runs them side by side and settles them together, a lane a queue: no vendor delays the other.
import type { ClaimedJob } from '../domain/jobs/jobs.ts';
import { type QueueName, queueNames, queues } from '../domain/jobs/queues.ts';
import type { Context } from '../services/context.ts';
import { EndpointRounds } from './endpoint-rounds.ts';
import { Lane } from './lane.ts';
import { RecurringTurns } from './recurring.ts';

/** Jobs still running after this long at shutdown are left to the next process. */
const DRAIN_MS = 8_500;

export class Worker {
  readonly #ctx: Context;
  readonly #lanes: ReadonlyMap<QueueName, Lane>;
  readonly #turns: RecurringTurns;
  readonly #endpoints: EndpointRounds;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#lanes = new Map(queueNames.map((queue) => [queue, new Lane(ctx, queue, queues[queue].slots)]));
    this.#turns = new RecurringTurns(ctx);
    this.#endpoints = new EndpointRounds(ctx);
  }

  start(): void {
    for (const lane of this.#lanes.values()) lane.start();
    this.#turns.start();
    this.#endpoints.start();
  }

  /** A queue has work that this process made. */
  wake(queue: QueueName): void {
    this.#lanes.get(queue)?.wake();
  }

  /** Runs all due jobs, and those that they make due; returns the number of jobs that ran. Only before `start`. */
  async runDue(): Promise<number> {
    await this.#turns.runDue();
    let total = 0;
    for (let round = -1; round !== 0; total += round) {
      round = 0;
      for (const queue of await this.#ctx.jobs.dueQueues()) round += (await this.#lanes.get(queue)?.runDue()) ?? 0;
      round += await this.#endpoints.runDue();
    }
    return total;
  }

  /** The next time at which an endpoint is due, in milliseconds since 1970. */
  nextRoundAt(): Promise<number> {
    return this.#endpoints.nextAt();
  }

  /** Claims no more and waits for what runs; resolves to the jobs it left behind. */
  async stop(): Promise<ClaimedJob[]> {
    const lanes = [...this.#lanes.values()];
    const drained = Promise.all([this.#turns.stop(), this.#endpoints.stop(), ...lanes.map((lane) => lane.stop())]);
    const late = new Promise<void>((resolve) => {
      setTimeout(resolve, DRAIN_MS).unref();
    });
    await Promise.race([drained, late]);
    return lanes.flatMap((lane) => lane.running);
  }
}

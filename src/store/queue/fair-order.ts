// The fair order of each queue in this process: it follows the process's own claims, or the table where it claims nothing.
import { sql } from 'kysely';
import { type QueueName, queueNames } from '../../domain/jobs/queues.ts';
import type { Database } from '../database/database.ts';
import { FairShare, type Weight } from './fair-share.ts';
import { unclaimed } from './queue-tables.ts';

/** The pause between looks at the table. A process that claims learns sooner. */
const STALE_MS = 3_000;

export interface TurnsOptions {
  database: Database;
  now(): number;
  onError(error: Error): void;
}

export class Turns {
  readonly #options: TurnsOptions;
  readonly #shares: ReadonlyMap<QueueName, { share: FairShare; seenAt: number }>;
  #looking: Promise<void> | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#shares = new Map(queueNames.map((queue) => [queue, { share: new FairShare(), seenAt: 0 }]));
  }

  /** A job's priority in the queue library, by its workspace's turn: the highest comes first. */
  priorityOf(queue: QueueName, workspaceId: string, weight?: Weight): number {
    return -this.#of(queue).share.next(workspaceId, this.#options.now(), weight);
  }

  /** Notes the jobs claimed of a queue; `isAll`: no due job was left. */
  noteClaim(queue: QueueName, priorities: readonly number[], isAll: boolean): void {
    const known = this.#of(queue);
    known.seenAt = this.#options.now();
    known.share.serve(
      priorities.map((priority) => -priority),
      isAll,
    );
  }

  /** Looks up in the background how far the queues are that this process does not claim from. */
  lookAhead(queues: Iterable<QueueName>): void {
    const now = this.#options.now();
    const stale = [...queues].filter((queue) => now - this.#of(queue).seenAt > STALE_MS);
    if (stale.length === 0 || this.#looking !== undefined) return;
    this.#looking = this.#findTurns(stale)
      .catch(this.#options.onError)
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async close(): Promise<void> {
    await this.#looking;
  }

  async #findTurns(queues: readonly QueueName[]): Promise<void> {
    for (const queue of queues) {
      const { rows } = await sql<{ priority: number | null }>`
        SELECT max(j.priority) AS priority FROM pgboss.job j
        WHERE j.name = ${queue} AND ${unclaimed} AND j.start_after <= pgboss.job_now()`.execute(
        this.#options.database.owner,
      );
      const first = rows[0]?.priority ?? null;
      this.noteClaim(queue, first === null ? [] : [first], first === null);
    }
  }

  #of(queue: QueueName) {
    const known = this.#shares.get(queue);
    if (!known) throw new Error(`There is no queue ${queue}.`);
    return known;
  }
}

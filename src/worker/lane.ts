// One queue's loop in this process: claim up to the free slots, run, settle together, sleep until woken.
import type { ClaimedJob } from '../domain/jobs/jobs.ts';
import type { QueueName } from '../domain/jobs/queues.ts';
import type { Context } from '../services/context.ts';
import { runJob } from './run-job.ts';

/** Work of other processes, and retries that fall due, are found this often. */
const POLL_MS = 2_000;

/** A running job's claim is renewed this often; the queue gives the job away after 10 s without. */
const KEEP_ALIVE_MS = 3_000;

/** After a failed claim or settlement (the database is away) the lane waits this long. */
const PAUSE_MS = 1_000;

/** While more jobs wait than fit, the lane gathers free slots for this long: a claim reads the whole backlog, however few it takes. */
const GATHER_MS = 25;

/** Few sizes, so that the claim has few statement texts. */
const batchSizes = [32, 16, 8, 4, 1];

export class Lane {
  readonly #ctx: Context;
  readonly #queue: QueueName;
  readonly #slots: number;
  readonly #running = new Map<string, ClaimedJob>();
  readonly #done: ClaimedJob[] = [];
  #woken = false;
  /** The last claim was full, so more jobs wait. */
  #isBehind = false;
  #claimedAt = 0;
  #stopping = false;
  #signal: () => void = () => {};
  #loop: Promise<void> = Promise.resolve();
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(ctx: Context, queue: QueueName, slots: number) {
    this.#ctx = ctx;
    this.#queue = queue;
    this.#slots = slots;
  }

  get running(): ClaimedJob[] {
    return [...this.#running.values()];
  }

  start(): void {
    this.#keepAlive = setInterval(() => void this.#renew(), KEEP_ALIVE_MS);
    this.#loop = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#signal();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal();
    await this.#loop;
    clearInterval(this.#keepAlive);
  }

  /** Runs one batch of what is due now; returns how many jobs it was. */
  async runDue(): Promise<number> {
    const jobs = await this.#ctx.jobs.claim(this.#queue, this.#slots);
    const outcomes = await Promise.all(jobs.map((job) => runJob(this.#ctx, job)));
    const done = jobs.filter((_, index) => outcomes[index] === 'done');
    if (done.length > 0) await this.#ctx.jobs.complete(this.#queue, done);
    return jobs.length;
  }

  async #run(): Promise<void> {
    while (!this.#stopping || this.#running.size > 0 || this.#done.length > 0) {
      try {
        await this.#gather();
        await this.#settle();
        if (!this.#stopping) await this.#claim();
        await this.#sleep(POLL_MS);
      } catch (error) {
        this.#ctx.log.error({ queue: this.#queue, err: error }, 'the queue cannot be reached');
        await this.#sleep(PAUSE_MS);
      }
    }
  }

  /** Waits until half of the slots are free or done, but not for longer than `GATHER_MS` after the last claim. */
  async #gather(): Promise<void> {
    while (this.#isBehind && this.#slots - this.#running.size + this.#done.length < this.#slots / 2) {
      const left = this.#claimedAt + GATHER_MS - performance.now();
      if (left <= 0 || this.#stopping) return;
      await this.#pause(left);
    }
  }

  async #claim(): Promise<void> {
    const free = this.#slots - this.#running.size;
    const size = batchSizes.find((candidate) => candidate <= free);
    if (size === undefined) return;
    this.#woken = false;
    this.#claimedAt = performance.now();
    const jobs = await this.#ctx.jobs.claim(this.#queue, size);
    for (const job of jobs) this.#begin(job);
    this.#isBehind = jobs.length === size;
    if (this.#isBehind) this.#woken = true;
  }

  #begin(job: ClaimedJob): void {
    this.#running.set(job.id, job);
    runJob(this.#ctx, job)
      .then((outcome) => {
        if (outcome === 'done') this.#done.push(job);
        else this.#running.delete(job.id);
      })
      .catch((error) => {
        // Its outcome could not be stored: the claim runs out, and the first process to look tries the job again.
        this.#running.delete(job.id);
        this.#ctx.log.error({ queue: this.#queue, jobId: job.id, err: error }, 'a job cannot be settled');
      })
      .finally(() => this.wake());
  }

  /** Completes together all jobs that have finished meanwhile; their keys may have more to do. */
  async #settle(): Promise<void> {
    if (this.#done.length === 0) return;
    const done = [...this.#done];
    await this.#ctx.jobs.complete(this.#queue, done);
    this.#done.splice(0, done.length);
    for (const job of done) this.#running.delete(job.id);
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0) return;
    try {
      const lost = await this.#ctx.jobs.keepAlive(this.#queue, this.running);
      for (const id of lost)
        this.#ctx.log.warn({ queue: this.#queue, jobId: id }, 'a job was given to another process');
    } catch (error) {
      this.#ctx.log.error({ queue: this.#queue, err: error }, 'the claims cannot be renewed');
    }
  }

  async #sleep(ms: number): Promise<void> {
    const woken = this.#woken && ms === POLL_MS;
    this.#woken = false;
    if (!woken) await this.#pause(ms);
  }

  /** Ends early when the lane is woken. */
  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#signal = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#signal = () => {};
  }
}

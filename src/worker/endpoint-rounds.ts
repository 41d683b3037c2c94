// The loop that tells endpoints what happened: it looks for those that are due, and runs a round for each beside the others.
import type { Context } from '../services/context.ts';
import { claimDue, isAnyEndpointOn, nextRoundAt, tellEndpoint } from '../services/webhooks/tell-endpoints.ts';

/** An event goes out within this long. */
const LOOK_MS = 1_000;
/** The same, while no workspace has an endpoint. */
const IDLE_MS = 5_000;
/** Endpoints at once: a slow one takes up one place. */
const PLACES = 64;

export class EndpointRounds {
  readonly #ctx: Context;
  readonly #running = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  start(): void {
    this.#lookIn(LOOK_MS);
  }

  #lookIn(ms: number): void {
    if (this.#isStopping) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then((isAny) => this.#lookIn(isAny ? LOOK_MS : IDLE_MS));
    }, ms);
  }

  /** False where no endpoint is on. Never rejects: the next look tries it again. */
  async #look(): Promise<boolean> {
    try {
      if (!(await isAnyEndpointOn(this.#ctx))) return false;
      for (const round of await this.#begin(PLACES - this.#running.size)) {
        const running = round.finally(() => this.#running.delete(running));
        this.#running.add(running);
      }
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'endpoints could not be looked for');
    }
    return true;
  }

  async #begin(places: number): Promise<Promise<void>[]> {
    if (places === 0) return [];
    const due = await claimDue(this.#ctx, places);
    return due.map((endpoint) =>
      tellEndpoint(this.#ctx, endpoint).catch((error) => {
        // Its claim runs out, and the first process to look goes on.
        const { workspaceId, id: endpointId } = endpoint;
        this.#ctx.log.error({ workspaceId, endpointId, err: error }, 'an endpoint could not be told');
      }),
    );
  }

  /** Runs the rounds that are due; returns how many. Only before `start`. */
  async runDue(): Promise<number> {
    const rounds = await this.#begin(PLACES);
    await Promise.all(rounds);
    return rounds.length;
  }

  /** The next time at which a round is due; infinite where none is. */
  async nextAt(): Promise<number> {
    return (await nextRoundAt(this.#ctx))?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#running);
  }
}

// The loop that tells endpoints what happened: it looks for those that are due, and runs a round for each beside the others.
import type { Context } from '../services/context.ts';
import {
  claimDue,
  isAnyEndpointOn,
  keepClaims,
  nextRoundAt,
  tellEndpoint,
} from '../services/webhooks/tell-endpoints.ts';

/** An event goes out within this long. */
const LOOK_MS = 1_000;
/** The same, while no workspace has an endpoint. */
const IDLE_MS = 5_000;
/** Endpoints at once: a slow one takes up one place. */
const PLACES = 64;
/** Claims are renewed this often; they run out after ten seconds. */
const KEEP_ALIVE_MS = 3_000;

type Claimed = Awaited<ReturnType<typeof claimDue>>[number];

export class EndpointRounds {
  readonly #ctx: Context;
  readonly #running = new Map<Claimed, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #keepAlive: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  start(): void {
    this.#keepAlive = setInterval(() => void this.#renew(), KEEP_ALIVE_MS);
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
      await this.#begin(PLACES - this.#running.size);
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'endpoints could not be looked for');
    }
    return true;
  }

  /** Returns how many rounds it began. */
  async #begin(places: number): Promise<number> {
    if (places === 0) return 0;
    const due = await claimDue(this.#ctx, places);
    for (const endpoint of due) {
      const round = this.#tell(endpoint).finally(() => this.#running.delete(endpoint));
      this.#running.set(endpoint, round);
    }
    return due.length;
  }

  async #tell(endpoint: Claimed): Promise<void> {
    try {
      await tellEndpoint(this.#ctx, endpoint, () => this.#isStopping);
    } catch (error) {
      // Its claim runs out, and the first process to look goes on.
      const { workspaceId, id: endpointId } = endpoint;
      this.#ctx.log.error({ workspaceId, endpointId, err: error }, 'an endpoint could not be told');
    }
  }

  async #renew(): Promise<void> {
    if (this.#running.size === 0) return;
    try {
      await keepClaims(this.#ctx, [...this.#running.keys()]);
    } catch (error) {
      this.#ctx.log.error({ err: error }, 'the claims of endpoints cannot be renewed');
    }
  }

  /** Runs the rounds that are due; returns how many. Only before `start`. */
  async runDue(): Promise<number> {
    const rounds = await this.#begin(PLACES);
    await Promise.all(this.#running.values());
    return rounds;
  }

  /** The next time at which a round is due; infinite where none is. */
  async nextAt(): Promise<number> {
    return (await nextRoundAt(this.#ctx))?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#running.values());
    clearInterval(this.#keepAlive);
  }
}

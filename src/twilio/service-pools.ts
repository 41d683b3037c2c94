// The numbers in Messaging Services, kept for a while: Twilio tells them service by service, and an account may have hundreds.

type Pool = readonly { sid: string; address: string }[];

/** Somebody moves a number into a service in the Console; what was chosen here is read anew each time. */
const KEPT_MS = 10 * 60_000;
const MOST_ENTRIES = 10_000;

/** In memory of this process; real time on purpose, since it bounds only how old what Twilio said may be. */
export class ServicePools {
  readonly #pools = new Map<string, { at: number; pool: Pool }>();

  find(sid: string): Pool | undefined {
    const kept = this.#pools.get(sid);
    return kept && performance.now() - kept.at < KEPT_MS ? kept.pool : undefined;
  }

  keep(sid: string, pool: Pool): void {
    if (this.#pools.size >= MOST_ENTRIES) this.#pools.clear();
    this.#pools.set(sid, { at: performance.now(), pool });
  }
}

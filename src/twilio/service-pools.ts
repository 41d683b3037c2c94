// Keeps the numbers of Messaging Services for a while: Twilio lists them service by service, and an account may have hundreds.

type Pool = readonly { sid: string; address: string }[];

/** Somebody may move a number into a service in the Console; services that were chosen here are read anew each time. */
const KEPT_MS = 10 * 60_000;
const MOST_ENTRIES = 10_000;

/** In this process's memory. Real time on purpose: it only limits the age of Twilio's answer. */
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

// A process that takes webhooks stores a beat every few seconds. A gap is an outage, and starts a catch-up.
import { BEAT_MS, gapSince } from '../../domain/doctor/outage.ts';
import { beatOnce } from '../../store/queue/heartbeats.ts';
import { nowOf, type Storing, type Timed, transact, type Watched } from '../context.ts';
import { askToCatchUp } from './ask-to-catch-up.ts';

type HeartContext = Storing & Timed & Watched;

export class Heart {
  readonly #ctx: HeartContext;
  #beatAt: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;

  constructor(ctx: HeartContext) {
    this.#ctx = ctx;
  }

  /** Called before the first webhook is taken, so that none overtakes a missed one. `ticks`: beat on by itself. */
  async start(ticks: boolean): Promise<void> {
    await this.#tryToBeat();
    if (ticks) this.#timer = setInterval(() => void this.#tryToBeat(), BEAT_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Awaited before each webhook: after a standstill, or a time without a database, the catch-up is asked for first. */
  async keepUp(): Promise<void> {
    if (this.#timer === undefined && this.#beatAt !== null) return;
    const isOverdue = this.#beatAt === null || Math.abs(this.#ctx.clock.now() - this.#beatAt) > 2 * BEAT_MS;
    if (isOverdue) await this.#beat();
  }

  async #tryToBeat(): Promise<void> {
    try {
      await this.#beat();
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'it could not be stored that this process is there');
    }
  }

  #beat(): Promise<void> {
    this.#beating ??= this.#beatNow().finally(() => {
      this.#beating = undefined;
    });
    return this.#beating;
  }

  /** One process at a time beats; the one that finds a gap asks for the catch-up. */
  async #beatNow(): Promise<void> {
    const now = nowOf(this.#ctx);
    const isFirst = this.#beatAt === null;
    const found = await transact({ ...this.#ctx, db: this.#ctx.database.owner }, async (unit) => {
      const gap = gapSince(await beatOnce(unit.trx, now), now, isFirst);
      return gap && { ...gap, workspaces: await askToCatchUp(unit, gap, 'outage') };
    });
    this.#beatAt = now.getTime();
    if (found) this.#ctx.log.info(found, 'what happened in Intercom meanwhile is read');
  }
}

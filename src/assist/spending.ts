// Counts what a provider cost on a day, and says when the day's budget is used up.
import type { AssistTask, Usage } from '../domain/assist.ts';
import type { Clock } from '../lib/clock.ts';

export interface Prices {
  /** For a million tokens, in any currency. */
  perMillionIn: number;
  perMillionOut: number;
}

export interface DaySpent extends Usage {
  /** In the currency of the prices. */
  cost: number;
  failures: number;
}

const DAY_MS = 86_400_000;
const NOTHING: DaySpent = { calls: 0, tokensIn: 0, tokensOut: 0, cost: 0, failures: 0 };

/** Days are those of UTC. It counts for one process, so several processes may each spend their part of a budget. */
export class Spending {
  readonly #clock: Clock;
  readonly #prices: Prices;
  readonly #mostCost: number | null;
  #day = 0;
  #spent = new Map<AssistTask, DaySpent>();

  /** Without a most cost, nothing is ever used up. */
  constructor(clock: Clock, prices: Prices, mostCost: number | null) {
    this.#clock = clock;
    this.#prices = prices;
    this.#mostCost = mostCost;
  }

  add(task: AssistTask, { calls, tokensIn, tokensOut }: Usage, isFailure: boolean): void {
    this.#turn();
    const before = this.#spent.get(task) ?? NOTHING;
    const { perMillionIn, perMillionOut } = this.#prices;
    this.#spent.set(task, {
      calls: before.calls + calls,
      tokensIn: before.tokensIn + tokensIn,
      tokensOut: before.tokensOut + tokensOut,
      cost: before.cost + (tokensIn * perMillionIn + tokensOut * perMillionOut) / 1_000_000,
      failures: before.failures + (isFailure ? 1 : 0),
    });
  }

  today(task: AssistTask): DaySpent {
    this.#turn();
    return this.#spent.get(task) ?? NOTHING;
  }

  get isUsedUp(): boolean {
    this.#turn();
    const cost = [...this.#spent.values()].reduce((sum, spent) => sum + spent.cost, 0);
    return this.#mostCost !== null && cost >= this.#mostCost;
  }

  #turn(): void {
    const day = Math.floor(this.#clock.now() / DAY_MS);
    if (day === this.#day) return;
    this.#day = day;
    this.#spent = new Map();
  }
}

// Puts a time limit, a rest after failures and a day's budget around a provider, so that a bad one holds nobody up.
import type { AssistAnswer, AssistFailure, AssistTask } from '../domain/assist.ts';
import type { Clock } from '../lib/clock.ts';
import { type Assistant, noAnswer } from './assistant.ts';
import type { Spending } from './spending.ts';

export interface GuardOptions {
  clock: Clock;
  /** Real milliseconds that an answer may take. */
  timeoutMs: number;
  spending: Spending;
}

/** So many failures in a row make it rest. */
const FAILURES_BEFORE_REST = 5;
const REST_MS = 60_000;
/** They are our side's decisions and say nothing of the provider. */
const OURS: readonly AssistFailure[] = ['resting', 'over-budget', 'not-offered'];

const ONE_CALL = { calls: 1, tokensIn: 0, tokensOut: 0 };

export function guardAssistant(assistant: Assistant, options: GuardOptions): Assistant {
  const rest = new Rest(options.clock);
  const { spending, timeoutMs } = options;
  const guarded = async <T>(task: AssistTask, call: () => Promise<AssistAnswer<T>>): Promise<AssistAnswer<T>> => {
    if (spending.isUsedUp) return noAnswer('over-budget');
    const leftMs = rest.begin();
    if (leftMs > 0) return noAnswer('resting', undefined, leftMs);
    const answered = await inTime(call, timeoutMs);
    spending.add(task, answered.usage, !answered.ok);
    rest.end(answered);
    return answered;
  };
  return {
    provider: assistant.provider,
    classify: (question) => guarded('triage', () => assistant.classify(question)),
    route: (question) => guarded('triage', () => assistant.route(question)),
    draft: (question) => guarded('drafts', () => assistant.draft(question)),
    analyze: (question) => guarded('sentiment', () => assistant.analyze(question)),
    evaluate: (question) => guarded('scoring', () => assistant.evaluate(question)),
  };
}

/** No answer after the time is one; a late one is thrown away. */
async function inTime<T>(call: () => Promise<AssistAnswer<T>>, timeoutMs: number): Promise<AssistAnswer<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<AssistAnswer<T>>((resolve) => {
    timer = setTimeout(() => resolve(noAnswer('timed-out', ONE_CALL)), timeoutMs);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** After a rest one call tries first, and the others wait for its end. */
class Rest {
  readonly #clock: Clock;
  #failures = 0;
  #until = 0;
  #isTrying = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds for which nothing may be asked; 0: go on. */
  begin(): number {
    const leftMs = this.#until - this.#clock.now();
    if (leftMs > 0) return leftMs;
    if (this.#failures < FAILURES_BEFORE_REST) return 0;
    if (this.#isTrying) return 1000;
    this.#isTrying = true;
    return 0;
  }

  end(answered: AssistAnswer<unknown>): void {
    this.#isTrying = false;
    if (answered.ok) {
      this.#failures = 0;
      return;
    }
    if (OURS.includes(answered.failure)) return;
    this.#failures += 1;
    const now = this.#clock.now();
    if (this.#failures >= FAILURES_BEFORE_REST) this.#until = now + REST_MS;
    // A provider that names a time is asked no sooner.
    if (answered.retryAfterMs !== null) this.#until = Math.max(this.#until, now + answered.retryAfterMs);
  }
}

// Reads the service's figures of its own work at /metrics, while somebody watches the page.
import { setTimeout as wait } from 'node:timers/promises';

export const WAITING_WORK = ['text-in', 'reply', 'text-out', 'upkeep'] as const;

/** Work of one kind that is stored and not done. */
export interface WaitingWork {
  what: (typeof WAITING_WORK)[number];
  count: number;
  /** Tries so far of the one tried most often; 0 where none has failed. */
  tries: number;
  /** Milliseconds since 1970; null where it is being tried, or about to be. */
  nextTryAt: number | null;
}

export interface Readings {
  waiting: WaitingWork[];
  /** Webhooks that the service took, and those of them that it had before. */
  webhooks: number;
  repeated: number;
}

export const NO_READINGS: Readings = { waiting: [], webhooks: 0, repeated: 0 };

const QUEUES: Readonly<Record<Exclude<WaitingWork['what'], 'text-in'>, readonly string[]>> = {
  reply: ['relay-reply'],
  'text-out': ['deliver-text'],
  upkeep: ['post-note', 'post-comment', 'show-failures', 'tag-conversation', 'update-contact'],
};

const LOOK_MS = 400;
const ANSWER_WITHIN_MS = 2_000;

interface Sample {
  name: string;
  labels: string;
  value: number;
}

/** @param text in Prometheus' text format; `now` in milliseconds */
export function readingsIn(text: string, now: number): Readings {
  const samples = samplesIn(text);
  const sum = (name: string, ...wanted: readonly string[]): number =>
    samples
      .filter((one) => one.name === name && wanted.every((label) => one.labels.includes(label)))
      .reduce((total, { value }) => total + value, 0);
  const texts = (outcome: string): number => sum('threadwire_texts_total', 'direction="in"', `outcome="${outcome}"`);
  const waiting = (what: WaitingWork['what'], count: number, queues: readonly string[]): WaitingWork => {
    const of = (name: string) => queues.map((queue) => sum(name, `queue="${queue}"`));
    const next = of('threadwire_job_next_try_seconds').filter((seconds) => seconds > 0);
    const nextTryAt = next.length === 0 ? null : now + Math.round(Math.min(...next) * 1000);
    return { what, count, tries: Math.max(...of('threadwire_job_tries')), nextTryAt };
  };
  const jobs = (queues: readonly string[]) =>
    queues.reduce(
      (total, queue) =>
        total +
        sum('threadwire_jobs_waiting', `queue="${queue}"`) +
        sum('threadwire_jobs_retrying', `queue="${queue}"`),
      0,
    );
  const stored = texts('accepted') - texts('threaded') - texts('blocked');
  const all = [
    waiting('text-in', stored, ['receive-text']),
    ...(['reply', 'text-out', 'upkeep'] as const).map((what) => waiting(what, jobs(QUEUES[what]), QUEUES[what])),
  ];
  return {
    waiting: all.filter(({ count }) => count > 0),
    webhooks: sum('threadwire_webhooks_total'),
    repeated: sum('threadwire_webhooks_total', 'outcome="duplicate"'),
  };
}

function samplesIn(text: string): Sample[] {
  return [...text.matchAll(/^(\w+)(?:\{([^}]*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels,
    value: Number(value),
  }));
}

/** Asks again and again while `isWatched`, and calls `changed` with each new answer. */
export class ServiceReader {
  readonly #stop = new AbortController();
  readings: Readings = NO_READINGS;

  constructor(options: { serviceUrl: string; isWatched(): boolean; changed(): void }) {
    void this.#follow(options);
  }

  close(): void {
    this.#stop.abort();
  }

  async #follow(options: { serviceUrl: string; isWatched(): boolean; changed(): void }): Promise<void> {
    while (!this.#stop.signal.aborted) {
      if (options.isWatched()) await this.#look(options);
      await wait(LOOK_MS, undefined, { ref: false });
    }
  }

  async #look({ serviceUrl, changed }: { serviceUrl: string; changed(): void }): Promise<void> {
    const found = await fetch(`${serviceUrl}/metrics`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      .then((answer) => answer.text())
      // The service is starting or ending: what it said last still stands.
      .catch(() => null);
    if (found === null) return;
    const readings = readingsIn(found, Date.now());
    if (JSON.stringify(readings) === JSON.stringify(this.readings)) return;
    this.readings = readings;
    changed();
  }
}

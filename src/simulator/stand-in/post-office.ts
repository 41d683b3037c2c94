// Delivers a stand-in's webhooks to the service by the clock, with retries, duplicates and disorder on demand.
import type { Clock } from '../../lib/clock.ts';

/** How one attempt ended; `reason` says why there is no status. */
export interface Outcome {
  status: number | null;
  reason?: 'connect' | 'timeout' | 'hung-up';
}

export interface Posting {
  id: string;
  url: string;
  /** Only a POST carries the body. */
  method: 'POST' | 'HEAD' | 'GET';
  headers: Record<string, string>;
  body: string;
  /** Milliseconds of the clock. */
  dueAt: number;
  /** Counts from 1. */
  attempt: number;
  label: string;
  /** The longest wait for an answer, in real milliseconds; by default the office's own. */
  timeoutMs?: number;
  /** Makes headers at the moment of sending, such as a signature with a key that may change until then. */
  sign?(): Record<string, string>;
  /** Asked after every attempt that was not answered 2xx: milliseconds until the next one, or null to give up. */
  retry(outcome: Outcome, attempt: number): number | null;
  /** Told once, when no further attempt follows; null when nothing was answered at all. */
  onAnswer?(answer: { status: number; body: string; contentType: string } | null): void;
}

/** One attempt, with what was sent and answered. */
interface Delivery extends Pick<Posting, 'label' | 'attempt' | 'method' | 'url' | 'headers' | 'body'> {
  status: number | null;
  /** The body of the answer. */
  answer: string;
  at: number;
}

/** The attempts that stay with their words; of older ones the outcome alone stays. */
const KEPT_WHOLE = 500;

interface Task {
  dueAt: number;
  run(): void;
}

export class PostOffice {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #inOrder: boolean;
  readonly #log: Delivery[] = [];
  readonly #underway = new Set<Promise<unknown>>();
  #waiting: Posting[] = [];
  #tasks: Task[] = [];
  #nextTaskAt = Number.POSITIVE_INFINITY;
  #ids = 0;
  #copies = 1;
  #random: (() => number) | undefined;
  #poll: NodeJS.Timeout | undefined;

  /** With `inOrder` each posting waits for the answer to the one before. */
  constructor(options: { clock: Clock; timeoutMs?: number; inOrder?: boolean }) {
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs ?? 5000;
    this.#inOrder = options.inOrder ?? false;
  }

  /** Takes a posting in and returns how to withdraw it while it waits. */
  post(posting: Omit<Posting, 'id' | 'attempt'>): () => void {
    this.#ids += 1;
    const id = `posting-${this.#ids}`;
    this.#waiting.push({ ...posting, id, attempt: 1 });
    return () => {
      this.#waiting = this.#waiting.filter((other) => other.id !== id);
    };
  }

  /** Another task of a stand-in at a time of the clock. It runs just before the postings due at that time. */
  schedule(dueAt: number, run: () => void): void {
    this.#tasks.push({ dueAt, run });
    this.#nextTaskAt = Math.min(this.#nextTaskAt, dueAt);
  }

  /**
   * Delivers everything that is due and returns the number of requests. Postings of the same millisecond go out together;
   * later ones go after the answers to earlier ones, as they would with time between.
   */
  async deliverDue(): Promise<number> {
    let sent = 0;
    for (;;) {
      const due = this.#takeDue();
      if (due.length === 0) return sent;
      for (const group of this.#random ? [due] : groupByTime(due)) sent += await this.#deliver(group);
    }
  }

  /** Runs the tasks that are due, without delivering anything. */
  catchUp(): void {
    const now = this.#clock.now();
    while (this.#nextTaskAt <= now) {
      const due = this.#tasks.filter((task) => task.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
      this.#tasks = this.#tasks.filter((task) => task.dueAt > now);
      this.#nextTaskAt = this.#tasks.reduce((next, task) => Math.min(next, task.dueAt), Number.POSITIVE_INFINITY);
      for (const task of due) task.run();
    }
  }

  get waiting(): readonly Posting[] {
    return this.#waiting;
  }

  get log(): readonly Delivery[] {
    return this.#log;
  }

  /** When the next posting or task is due, or null when there is none. */
  nextDueAt(): number | null {
    const next = this.#waiting.reduce((earliest, { dueAt }) => Math.min(earliest, dueAt), this.#nextTaskAt);
    return next === Number.POSITIVE_INFINITY ? null : next;
  }

  /** Delivers in the background, looking every `everyMs` real milliseconds; one slow answer holds up nothing else. */
  start(everyMs = 25): void {
    this.#poll ??= setInterval(() => this.#track(this.#deliver(this.#takeDue())), everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll);
    this.#poll = undefined;
    await Promise.allSettled(this.#underway);
  }

  /** From now on, postings that are due together go out in random order. */
  shuffle(random: () => number): void {
    this.#random = random;
  }

  /** From now on each posting is delivered this many times. */
  duplicate(times: number): void {
    this.#copies = times;
  }

  #takeDue(): Posting[] {
    this.catchUp();
    const now = this.#clock.now();
    const due = this.#waiting.filter((posting) => posting.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    if (due.length > 0) this.#waiting = this.#waiting.filter((posting) => posting.dueAt > now);
    return this.#random ? shuffled(due, this.#random) : due;
  }

  async #deliver(postings: Posting[]): Promise<number> {
    const copies = this.#copies;
    if (this.#inOrder) for (const posting of postings) await this.#deliverOne(posting, copies);
    else await Promise.all(postings.map((posting) => this.#deliverOne(posting, copies)));
    return postings.length * copies;
  }

  async #deliverOne(posting: Posting, copies: number): Promise<void> {
    const further = Array.from({ length: copies - 1 }, () => posting);
    const [first] = await Promise.all([posting, ...further].map((copy) => this.#send(copy)));
    if (!first) return;
    const { outcome, answer } = first;
    const arrived = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    const next = arrived ? null : posting.retry(outcome, posting.attempt);
    if (next === null) posting.onAnswer?.(answer);
    else this.#waiting.push({ ...posting, dueAt: this.#clock.now() + next, attempt: posting.attempt + 1 });
  }

  async #send(
    posting: Posting,
  ): Promise<{ outcome: Outcome; answer: Parameters<NonNullable<Posting['onAnswer']>>[0] }> {
    const { label, attempt, method, url, body: sent } = posting;
    const headers = { ...posting.headers, ...posting.sign?.() };
    const log = (status: number | null, answer = '') =>
      this.#keep({ label, attempt, method, url, headers, body: sent, status, answer, at: this.#clock.now() });
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(method === 'POST' && { body: sent }),
        redirect: 'manual',
        signal: AbortSignal.timeout(posting.timeoutMs ?? this.#timeoutMs),
      });
      const body = await response.text();
      log(response.status, body);
      const contentType = response.headers.get('content-type') ?? '';
      return { outcome: { status: response.status }, answer: { status: response.status, body, contentType } };
    } catch (error) {
      log(null);
      return { outcome: { status: null, reason: reasonOf(error) }, answer: null };
    }
  }

  #keep(delivery: Delivery): void {
    this.#log.push(delivery);
    const old = this.#log[this.#log.length - 1 - KEPT_WHOLE];
    if (old) Object.assign(old, { headers: {}, body: '', answer: '' });
  }

  #track(work: Promise<unknown>): void {
    this.#underway.add(work);
    const done = () => this.#underway.delete(work);
    work.then(done, done);
  }
}

const CONNECT_FAILURES = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function reasonOf(error: unknown): NonNullable<Outcome['reason']> {
  if (fieldOf(error, 'name') === 'TimeoutError') return 'timeout';
  const code = fieldOf(fieldOf(error, 'cause'), 'code');
  // A URL that cannot be parsed never connects either.
  return CONNECT_FAILURES.has(code) || code === 'ERR_INVALID_URL' ? 'connect' : 'hung-up';
}

// Read without instanceof: an error of fetch may come from another realm than this file.
function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

function groupByTime(postings: Posting[]): Posting[][] {
  return [...Map.groupBy(postings, (posting) => posting.dueAt).values()];
}

/** A copy in random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  const out: T[] = [];
  while (left.length > 0) out.push(...left.splice(Math.floor(random() * left.length), 1));
  return out;
}

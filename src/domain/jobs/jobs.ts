// The jobs: how one is enqueued and claimed, and when it is tried again.
import { AppError, NotYet } from '../errors.ts';
import { type DelayedQueue, type Given, type JobData, keyedJob, type QueueName, type Rank } from './queues.ts';

/** A job to enqueue. Jobs of one queue and key run one at a time, in the order they were enqueued. */
export type NewJob = {
  [Name in QueueName]: {
    queue: Name;
    key: string;
    data: JobData[Name];
    replayed?: boolean;
    /** Absent: a person's. */
    rank?: Rank;
  } & Delay<Name>;
}[QueueName];

/** The one way to make a job. */
export function newJob<Name extends QueueName>(
  queue: Name,
  given: Given<Name>,
  when?: Delay<Name> & { rank?: Rank },
): NewJob {
  return { queue, ...keyedJob(queue, given), ...when } as NewJob;
}

type Delay<Name> = Name extends DelayedQueue ? { delayMs?: number } : { delayMs?: never };

/** A job that the worker has claimed. */
export type ClaimedJob = {
  [Name in QueueName]: { queue: Name; id: string; key: string; data: JobData[Name] } & Attempt;
}[QueueName];

/** A job's place in line: ids sort in the order in which jobs were enqueued. */
export interface QueuedJob {
  id: string;
  key: string;
}

export interface Attempt {
  /** The number of earlier claims, which also names this one. */
  attempt: number;
  /** An earlier try, of this job or of the dead letter it was replayed from, may have done its work unseen. */
  repeated: boolean;
  /** The first time at which it could be done: enqueued, at the later time asked for, or its workspace connected again. */
  dueAt: Date;
}

/** Longest pause between two tries. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** After this a job is given up and kept as a dead letter. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Milliseconds before try `attempt + 1`: 1, 2, 4 … seconds with up to half as much again at random,
 * five minutes at the most, never earlier than the vendor asked for.
 */
export function pauseBefore(attempt: number, random: number, retryAfterMs = 0): number {
  const backoff = Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** Math.min(attempt, 20));
  const jittered = Math.min(LONGEST_PAUSE_MS, backoff * (1 + random / 2));
  return Math.round(Math.max(jittered, retryAfterMs > 0 ? retryAfterMs * (1 + random / 10) : 0));
}

/** The next step for a job that failed. */
export interface Verdict {
  givenUp: boolean;
  /** Milliseconds before the next try, where there is one. */
  pauseMs: number;
  reason: string;
  /** Refused for good: every other try would end the same. */
  isCertain: boolean;
  /** Nothing failed: the job waits for something that is still to happen. */
  isWaiting: boolean;
  /** The failure is an error of our own making, and no fault in the program. */
  expected: boolean;
}

/** `ageMs`: since the job was due. `random`: at least 0, below 1. */
export function judgeFailure(failure: unknown, job: { attempt: number; ageMs: number }, random: number): Verdict {
  const known = failure instanceof AppError ? failure : undefined;
  const waits = failure instanceof NotYet ? failure : undefined;
  const isCertain = known?.retry === 'never';
  return {
    isCertain,
    givenUp: isCertain || (job.ageMs >= GIVE_UP_AFTER_MS && known?.retry !== 'always'),
    pauseMs: pauseBefore(job.attempt, random, known?.retryAfterMs ?? waits?.lookAgainMs),
    reason: failure instanceof Error ? failure.message : String(failure),
    isWaiting: waits !== undefined,
    expected: known !== undefined || waits !== undefined,
  };
}

// The jobs: what each carries, which thread it keeps in order, and when it is tried again.
import { AppError, type Vendor } from './errors.ts';

/** A queue's name and the ids its jobs carry; the work loads everything else afresh. */
export interface JobData {
  /** A customer's text joins its conversation. Key: thread, inbound; or the customer, where all of a contact share one. */
  'receive-text': { workspaceId: string; messageId: string };
  /** An admin's reply becomes texts. `partId` null: the webhook named no part, read the conversation. Key: thread, outbound. */
  'relay-reply': { workspaceId: string; conversationId: string; partId: string | null };
  /** One text goes to Twilio. Key: thread, outbound. */
  'deliver-text': { workspaceId: string; messageId: string };
  /** An internal note goes into a conversation. Key: conversation. */
  'post-note': { workspaceId: string; noteId: string };
  /** An admin's text is shown in its conversation. Key: conversation. */
  'post-comment': { workspaceId: string; sendId: string };
  /** A text's time has come. Key: the text. */
  'send-later': { workspaceId: string; sendId: string };
  /** A vendor that refuses our credentials is asked whether it takes them again. Key: workspace and vendor. */
  'check-connection': { workspaceId: string; vendor: Vendor };
  /** Intercom is asked whether a workspace took the app out, as a notice said. Key: the workspace. */
  'confirm-uninstall': { workspaceId: string };
  /** What an uninstalled workspace left behind is erased. Key: the workspace. */
  'erase-workspace': { workspaceId: string };
  /** The channel's tag goes on a conversation and its contact. Key: conversation. */
  'tag-conversation': { workspaceId: string; conversationId: string };
  /** The last text's state goes into the contact's attributes. Key: contact. */
  'update-contact': { workspaceId: string; contactId: string };
}

export type QueueName = keyof JobData;

export const queueNames = [
  'receive-text',
  'relay-reply',
  'deliver-text',
  'post-note',
  'post-comment',
  'send-later',
  'check-connection',
  'confirm-uninstall',
  'erase-workspace',
  'tag-conversation',
  'update-contact',
] as const satisfies readonly QueueName[];

/** Queues whose jobs may be enqueued for later, and must not be done before. */
export const delayedQueues = [
  'send-later',
  'check-connection',
  'erase-workspace',
  'update-contact',
] as const satisfies readonly QueueName[];

export type DelayedQueue = (typeof delayedQueues)[number];

/** Queues whose jobs never rest: they ask whether a workspace is connected, or erase one that is gone. */
export const restlessQueues = [
  'check-connection',
  'confirm-uninstall',
  'erase-workspace',
] as const satisfies readonly QueueName[];

/**
 * Queues whose jobs are woken whenever they are due: texts to be sent, which rest no longer than they may wait, and checks
 * of the connection.
 */
export const earlyQueues = ['deliver-text', 'check-connection'] as const satisfies readonly QueueName[];

export function isAmong<Name extends QueueName>(queues: readonly Name[], queue: QueueName): queue is Name {
  return queues.some((name) => name === queue);
}

/** Whose credentials a job's work needs: it rests while they are refused. */
export const vendorOfQueue: Readonly<Record<QueueName, Vendor | null>> = {
  'receive-text': 'intercom',
  'relay-reply': 'intercom',
  'deliver-text': 'twilio',
  'post-note': 'intercom',
  'post-comment': 'intercom',
  'send-later': null,
  'check-connection': null,
  'confirm-uninstall': null,
  'erase-workspace': null,
  'tag-conversation': 'intercom',
  'update-contact': 'intercom',
};

/** A job to enqueue. Jobs of one queue and key run one at a time, in the order they were enqueued. */
export type NewJob = {
  [Name in QueueName]: { queue: Name; key: string; data: JobData[Name]; replayed?: boolean } & Delay<Name>;
}[QueueName];

type Delay<Name> = Name extends DelayedQueue ? { delayMs?: number } : { delayMs?: never };

/** A job as the worker holds it. */
export type ClaimedJob = {
  [Name in QueueName]: { queue: Name; id: string; key: string; data: JobData[Name] } & Attempt;
}[QueueName];

/** Where a job stands: ids sort in the order in which jobs were enqueued. */
export interface JobPlace {
  id: string;
  key: string;
}

export interface Attempt {
  /** How often the job was claimed before, which also names this claim. */
  attempt: number;
  /** An earlier try, of this job or of the dead letter it was replayed from, may have done its work unseen. */
  repeated: boolean;
  /** When it was first to be done: once enqueued, at the later time asked for, or once its workspace was connected again. */
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

/** What becomes of a job that failed. */
export interface Verdict {
  givenUp: boolean;
  /** Milliseconds before the next try, where there is one. */
  pauseMs: number;
  reason: string;
  /** Refused for good: no other try would end differently. */
  isCertain: boolean;
  /** The failure is one that we speak of ourselves, and no fault in the program. */
  expected: boolean;
}

/** `ageMs`: since the job was due. `random`: at least 0, below 1. */
export function judgeFailure(failure: unknown, job: { attempt: number; ageMs: number }, random: number): Verdict {
  const known = failure instanceof AppError ? failure : undefined;
  const isCertain = known?.retry === 'never';
  return {
    isCertain,
    givenUp: isCertain || (job.ageMs >= GIVE_UP_AFTER_MS && known?.retry !== 'always'),
    pauseMs: pauseBefore(job.attempt, random, known?.retryAfterMs),
    reason: failure instanceof Error ? failure.message : String(failure),
    expected: known !== undefined,
  };
}

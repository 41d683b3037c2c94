// The queues: a row a queue with its vendor, its jobs at once, the key that keeps their order, and the ids that they carry.
import type { ResultEvent } from '../texts/result-event.ts';
import { inboundKey, outboundKey, type Pair, type Thread, type ThreadPer } from '../thread.ts';
import type { Vendor } from '../vendors.ts';

interface Row<Given, Data extends { workspaceId: string }, IsDelayed extends boolean> {
  /** The vendor whose credentials the work needs: it rests while they are refused. */
  vendor: Vendor | null;
  /** Jobs that run at once in one process. */
  slots: number;
  /** A job rests while its workspace is not connected. Work that tries the connection, or erases a workspace, goes on. */
  rests: boolean;
  /** A job may be enqueued for later, and must not be done before. */
  isDelayed: IsDelayed;
  /** A resting job wakes when it is due: a text rests no longer than it may wait. */
  isEarly: boolean;
  /** Jobs of one key run one at a time, in the order in which they were enqueued. */
  key: (given: Given) => string;
  /** The ids that a job carries; the work loads everything else afresh. */
  carries: (given: Given) => Data;
}

/** Fixes what a row is given and what its jobs carry. */
function row<Given, Data extends { workspaceId: string }, IsDelayed extends boolean>(
  row: Row<Given, Data, IsDelayed>,
): Row<Given, Data, IsDelayed> {
  return row;
}

interface OfText {
  workspaceId: string;
  messageId: string;
}
interface OfConversation {
  workspaceId: string;
  conversationId: string;
}
interface OfWorkspace {
  workspaceId: string;
}
/** The line that a text to a customer waits in. */
type Outward = Pick<Thread, 'id' | 'address'> & { threadPer: ThreadPer };

const conversationKey = (word: string) => (given: OfConversation) =>
  `${given.workspaceId}/${word}/${given.conversationId}`;
const textOf = ({ workspaceId, messageId }: OfText): OfText => ({ workspaceId, messageId });
const workspaceOf = ({ workspaceId }: OfWorkspace): OfWorkspace => ({ workspaceId });

export const queues = {
  /** A customer's text joins its conversation: in the order of the thread, or of the customer. */
  'receive-text': row({
    vendor: 'intercom',
    slots: 32,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfText & Pair & { threadPer: ThreadPer }) => inboundKey(given.threadPer, given),
    carries: textOf,
  }),
  /** The files of a customer's text are fetched from Twilio, until all are here or lost. */
  'fetch-media': row({
    vendor: 'twilio',
    slots: 2,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfText) => `${given.workspaceId}/media/${given.messageId}`,
    carries: textOf,
  }),
  /** An agent's reply becomes texts. `partId` null: the webhook named no part, so the conversation is read. */
  'relay-reply': row({
    vendor: 'intercom',
    slots: 16,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfConversation & { partId: string | null } & Outward) => outboundKey(given.threadPer, given),
    carries: ({ workspaceId, conversationId, partId }) => ({ workspaceId, conversationId, partId }),
  }),
  /** One text goes to Twilio. */
  'deliver-text': row({
    vendor: 'twilio',
    slots: 32,
    rests: true,
    isDelayed: false,
    isEarly: true,
    key: (given: OfText & Outward) => outboundKey(given.threadPer, given),
    carries: textOf,
  }),
  /** The files of an agent's reply are texted that did not come while its words went. */
  'text-files': row({
    vendor: null,
    slots: 4,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: { workspaceId: string; partId: string }) => `${given.workspaceId}/files/${given.partId}`,
    carries: ({ workspaceId, partId }) => ({ workspaceId, partId }),
  }),
  /** Quiet hours end for the texts of a thread. */
  'release-texts': row({
    vendor: null,
    slots: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: { workspaceId: string; threadId: string }) => `${given.workspaceId}/release/${given.threadId}`,
    carries: ({ workspaceId, threadId }) => ({ workspaceId, threadId }),
  }),
  /** An internal note goes into a conversation. */
  'post-note': row({
    vendor: 'intercom',
    slots: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: conversationKey('note') as (given: OfConversation & { noteId: string }) => string,
    carries: ({ workspaceId, noteId }) => ({ workspaceId, noteId }),
  }),
  /** A conversation shows that a person's text has not arrived, or no longer does. */
  'show-failures': row({
    vendor: 'intercom',
    slots: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: conversationKey('failures'),
    carries: ({ workspaceId, conversationId }) => ({ workspaceId, conversationId }),
  }),
  /** An agent's text from the panel is shown in its conversation. */
  'post-comment': row({
    vendor: 'intercom',
    slots: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: conversationKey('comment') as (given: OfConversation & { sendId: string }) => string,
    carries: ({ workspaceId, sendId }) => ({ workspaceId, sendId }),
  }),
  /** A text's time has come. */
  'send-later': row({
    vendor: null,
    slots: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: { workspaceId: string; sendId: string }) => `${given.workspaceId}/later/${given.sendId}`,
    carries: ({ workspaceId, sendId }) => ({ workspaceId, sendId }),
  }),
  /** A vendor that refuses our credentials is asked whether it takes them again. */
  'check-connection': row({
    vendor: null,
    slots: 4,
    rests: false,
    isDelayed: true,
    isEarly: true,
    key: (given: { workspaceId: string; vendor: Vendor }) => `${given.workspaceId}/connection/${given.vendor}`,
    carries: ({ workspaceId, vendor }) => ({ workspaceId, vendor }),
  }),
  /** Intercom is asked whether a workspace took the app out, as a notice said. */
  'confirm-uninstall': row({
    vendor: null,
    slots: 1,
    rests: false,
    isDelayed: true,
    isEarly: false,
    key: (given: OfWorkspace) => given.workspaceId,
    carries: workspaceOf,
  }),
  /** The rows of an uninstalled workspace are erased. */
  'erase-workspace': row({
    vendor: null,
    slots: 1,
    rests: false,
    isDelayed: true,
    isEarly: false,
    key: (given: OfWorkspace) => given.workspaceId,
    carries: workspaceOf,
  }),
  /** A rule's time has come: its text goes, or the rule says why not. */
  'run-rule': row({
    vendor: 'intercom',
    slots: 4,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: { workspaceId: string; runId: string }) => `${given.workspaceId}/rule/${given.runId}`,
    carries: ({ workspaceId, runId }) => ({ workspaceId, runId }),
  }),
  /** A customer's newest record goes to Intercom. */
  'sync-customer': row({
    vendor: 'intercom',
    slots: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: { workspaceId: string; externalId: string }) => `${given.workspaceId}/customer/${given.externalId}`,
    carries: ({ workspaceId, externalId }) => ({ workspaceId, externalId }),
  }),
  /** A contact's subscription and the person's consent are kept in step. */
  'sync-subscription': row({
    vendor: 'intercom',
    slots: 4,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: { workspaceId: string; contactId: string; isBulk: boolean }) =>
      `${given.workspaceId}/subscription/${given.contactId}`,
    carries: ({ workspaceId, contactId, isBulk }) => ({ workspaceId, contactId, isBulk }),
  }),
  /** A type of texts was linked: the contacts after `after` are looked at. */
  'link-subscriptions': row({
    vendor: null,
    slots: 1,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfWorkspace & { after: string }) => `${given.workspaceId}/subscriptions`,
    carries: ({ workspaceId, after }) => ({ workspaceId, after }),
  }),
  /** The channel's tag goes on a conversation and its contact. */
  'tag-conversation': row({
    vendor: 'intercom',
    slots: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: conversationKey('tag'),
    carries: ({ workspaceId, conversationId }) => ({ workspaceId, conversationId }),
  }),
  /** The last text's state goes into the contact's attributes. */
  'update-contact': row({
    vendor: 'intercom',
    slots: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: { workspaceId: string; contactId: string }) => `${given.workspaceId}/contact/${given.contactId}`,
    carries: ({ workspaceId, contactId }) => ({ workspaceId, contactId }),
  }),
  /** Intercom is told as an event what became of a text. `at`: when it did, ISO 8601. */
  'tell-event': row({
    vendor: 'intercom',
    slots: 4,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfText & { address: string; name: ResultEvent; at: string }) =>
      `${given.workspaceId}/event/${given.address}`,
    carries: ({ workspaceId, messageId, name, at }) => ({ workspaceId, messageId, name, at }),
  }),
  /** Intercom is asked for everything that happened there during an outage. */
  'catch-up': row({
    vendor: 'intercom',
    slots: 2,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: OfWorkspace) => `${given.workspaceId}/catch-up`,
    carries: workspaceOf,
  }),
  /** Twilio is asked for the texts that came in while we were away. `since`: ISO 8601. */
  'catch-up-texts': row({
    vendor: 'twilio',
    slots: 2,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfWorkspace & { since: string }) => `${given.workspaceId}/catch-up-texts`,
    carries: ({ workspaceId, since }) => ({ workspaceId, since }),
  }),
  /** A workspace has its turn of recurring work. */
  'recurring-work': row({
    vendor: null,
    slots: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: { workspaceId: string; name: string }) => `${given.workspaceId}/recurring/${given.name}`,
    carries: ({ workspaceId, name }) => ({ workspaceId, name }),
  }),
};

/** The weight of work within a workspace: people's texts go before automation's, and both go before bulk. */
export type Rank = 'person' | 'automation' | 'bulk';

export type QueueName = keyof typeof queues;

/** The data that a queue's jobs carry. */
export type JobData = { [Name in QueueName]: ReturnType<(typeof queues)[Name]['carries']> };

/** The values from which a job gets its key and its data. */
export type Given<Name extends QueueName> = Parameters<(typeof queues)[Name]['key']>[0] &
  Parameters<(typeof queues)[Name]['carries']>[0];

/** Queues whose jobs may be enqueued for later. */
export type DelayedQueue = {
  [Name in QueueName]: (typeof queues)[Name]['isDelayed'] extends true ? Name : never;
}[QueueName];

export const queueNames = Object.keys(queues) as QueueName[];

/** The key and the data of a job. */
export function keyedJob<Name extends QueueName>(
  queue: Name,
  given: Given<Name>,
): { key: string; data: JobData[Name] } {
  const { key, carries } = queues[queue] as unknown as Row<Given<Name>, JobData[Name], boolean>;
  return { key: key(given), data: carries(given) };
}

// The queues: a row each says whose work it is, how much of it runs at once, what keeps its order and what its jobs carry.
import { inboundKey, outboundKey, type Pair, type Thread, type ThreadPer } from '../thread.ts';
import type { Vendor } from '../vendors.ts';

interface Row<Given, Data extends { workspaceId: string }, IsDelayed extends boolean> {
  /** Whose credentials the work needs: it rests while they are refused. */
  vendor: Vendor | null;
  /** How many jobs run at once in one process. */
  places: number;
  /** Whether a job rests while its workspace is not connected. One that asks for the connection, or erases what is gone, does not. */
  rests: boolean;
  /** Whether a job may be enqueued for later, and must not be done before. */
  isDelayed: IsDelayed;
  /** Whether a resting job is woken when it is due: a text rests no longer than it may wait. */
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
/** Where a text to a customer has its place in line. */
type Outward = Pick<Thread, 'id' | 'address'> & { threadPer: ThreadPer };

const conversationKey = (word: string) => (given: OfConversation) =>
  `${given.workspaceId}/${word}/${given.conversationId}`;
const textOf = ({ workspaceId, messageId }: OfText): OfText => ({ workspaceId, messageId });
const workspaceOf = ({ workspaceId }: OfWorkspace): OfWorkspace => ({ workspaceId });

export const queues = {
  /** A customer's text joins its conversation: in the order of the thread, or of the customer. */
  'receive-text': row({
    vendor: 'intercom',
    places: 32,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfText & Pair & { threadPer: ThreadPer }) => inboundKey(given.threadPer, given),
    carries: textOf,
  }),
  /** An agent's reply becomes texts. `partId` null: the webhook named no part, so the conversation is read. */
  'relay-reply': row({
    vendor: 'intercom',
    places: 16,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfConversation & { partId: string | null } & Outward) => outboundKey(given.threadPer, given),
    carries: ({ workspaceId, conversationId, partId }) => ({ workspaceId, conversationId, partId }),
  }),
  /** One text goes to Twilio. */
  'deliver-text': row({
    vendor: 'twilio',
    places: 32,
    rests: true,
    isDelayed: false,
    isEarly: true,
    key: (given: OfText & Outward) => outboundKey(given.threadPer, given),
    carries: textOf,
  }),
  /** An internal note goes into a conversation. */
  'post-note': row({
    vendor: 'intercom',
    places: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: conversationKey('note') as (given: OfConversation & { noteId: string }) => string,
    carries: ({ workspaceId, noteId }) => ({ workspaceId, noteId }),
  }),
  /** A conversation shows that a person's text has not arrived, or no longer does. */
  'show-failures': row({
    vendor: 'intercom',
    places: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: conversationKey('failures'),
    carries: ({ workspaceId, conversationId }) => ({ workspaceId, conversationId }),
  }),
  /** An agent's text from the panel is shown in its conversation. */
  'post-comment': row({
    vendor: 'intercom',
    places: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: conversationKey('comment') as (given: OfConversation & { sendId: string }) => string,
    carries: ({ workspaceId, sendId }) => ({ workspaceId, sendId }),
  }),
  /** A text's time has come. */
  'send-later': row({
    vendor: null,
    places: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: { workspaceId: string; sendId: string }) => `${given.workspaceId}/later/${given.sendId}`,
    carries: ({ workspaceId, sendId }) => ({ workspaceId, sendId }),
  }),
  /** A vendor that refuses our credentials is asked whether it takes them again. */
  'check-connection': row({
    vendor: null,
    places: 4,
    rests: false,
    isDelayed: true,
    isEarly: true,
    key: (given: { workspaceId: string; vendor: Vendor }) => `${given.workspaceId}/connection/${given.vendor}`,
    carries: ({ workspaceId, vendor }) => ({ workspaceId, vendor }),
  }),
  /** Intercom is asked whether a workspace took the app out, as a notice said. */
  'confirm-uninstall': row({
    vendor: null,
    places: 1,
    rests: false,
    isDelayed: true,
    isEarly: false,
    key: (given: OfWorkspace) => given.workspaceId,
    carries: workspaceOf,
  }),
  /** What an uninstalled workspace left behind is erased. */
  'erase-workspace': row({
    vendor: null,
    places: 1,
    rests: false,
    isDelayed: true,
    isEarly: false,
    key: (given: OfWorkspace) => given.workspaceId,
    carries: workspaceOf,
  }),
  /** The channel's tag goes on a conversation and its contact. */
  'tag-conversation': row({
    vendor: 'intercom',
    places: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: conversationKey('tag'),
    carries: ({ workspaceId, conversationId }) => ({ workspaceId, conversationId }),
  }),
  /** The last text's state goes into the contact's attributes. */
  'update-contact': row({
    vendor: 'intercom',
    places: 8,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: { workspaceId: string; contactId: string }) => `${given.workspaceId}/contact/${given.contactId}`,
    carries: ({ workspaceId, contactId }) => ({ workspaceId, contactId }),
  }),
  /** What happened in Intercom while we did not hear of it is read there. */
  'catch-up': row({
    vendor: 'intercom',
    places: 2,
    rests: true,
    isDelayed: true,
    isEarly: false,
    key: (given: OfWorkspace) => `${given.workspaceId}/catch-up`,
    carries: workspaceOf,
  }),
  /** What Twilio took in while we were away is read in its list. `since`: ISO 8601. */
  'catch-up-texts': row({
    vendor: 'twilio',
    places: 2,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: OfWorkspace & { since: string }) => `${given.workspaceId}/catch-up-texts`,
    carries: ({ workspaceId, since }) => ({ workspaceId, since }),
  }),
  /** A workspace has its turn of recurring work. */
  'recurring-work': row({
    vendor: null,
    places: 8,
    rests: true,
    isDelayed: false,
    isEarly: false,
    key: (given: { workspaceId: string; name: string }) => `${given.workspaceId}/recurring/${given.name}`,
    carries: ({ workspaceId, name }) => ({ workspaceId, name }),
  }),
};

/** Whose work it is within a workspace: what people write goes before what automation sends, and both before bulk. */
export type Rank = 'person' | 'automation' | 'bulk';

export type QueueName = keyof typeof queues;

/** What a queue's jobs carry. */
export type JobData = { [Name in QueueName]: ReturnType<(typeof queues)[Name]['carries']> };

/** What decides both what a job carries and which key it has. */
export type Given<Name extends QueueName> = Parameters<(typeof queues)[Name]['key']>[0] &
  Parameters<(typeof queues)[Name]['carries']>[0];

/** Queues whose jobs may be enqueued for later. */
export type DelayedQueue = {
  [Name in QueueName]: (typeof queues)[Name]['isDelayed'] extends true ? Name : never;
}[QueueName];

export const queueNames = Object.keys(queues) as QueueName[];

/** The key of a job, and what it carries. */
export function keyedJob<Name extends QueueName>(
  queue: Name,
  given: Given<Name>,
): { key: string; data: JobData[Name] } {
  const { key, carries } = queues[queue] as unknown as Row<Given<Name>, JobData[Name], boolean>;
  return { key: key(given), data: carries(given) };
}

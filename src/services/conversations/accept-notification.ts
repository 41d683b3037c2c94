// Intercom's notifications are stored before they are answered: replies with their jobs, and news of conversations and contacts.
import type { Part } from '../../domain/conversation.ts';
import { type NewJob, newJob } from '../../domain/jobs/jobs.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import { isUnlisted, isWakeUp, partsToRelay } from '../../domain/reply.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Thread, ThreadPer } from '../../domain/thread.ts';
import type { Notification } from '../../intercom/notifications.ts';
import { createGroups } from '../../lib/group-commit.ts';
import {
  clearAddresses,
  type KnownContact,
  markContactGone,
  releaseThreads,
  upsertContacts,
} from '../../store/conversations/contacts.ts';
import {
  type ConversationChange,
  type KnownConversation,
  listConversations,
  recordContactParts,
  updateConversationStates,
} from '../../store/conversations/conversations.ts';
import { insertReplies, type NewReply, replyKey } from '../../store/conversations/replies.ts';
import { listThreadsOfContacts, moveThreads } from '../../store/conversations/threads.ts';
import { isDataError } from '../../store/database/failed-statements.ts';
import type { Heard } from '../../store/texts/rule-runs.ts';
import { nowOf, type Storing, type Timed, transact, type Unit, type Watched } from '../context.ts';
import { hearContact, isSynced } from '../customers/hear-contact.ts';
import { heardIn, hearForRules } from './hear-for-rules.ts';
import { takeBack } from './take-back.ts';

type Accepted = 'stored' | 'duplicate' | 'ignored';
type AcceptContext = Storing & Timed & Watched;

interface Item {
  notification: Notification;
  /** Conversations that agents start become threads. */
  outboundFirst: boolean;
  threadPer: ThreadPer;
  /** The country of numbers without a country code. */
  country: string | null;
  /** A type of texts is linked to consent. */
  isLinked: boolean;
  /** The rules by which customers are synced; null: the workspace has none. */
  syncs: { country: string | null; timeZoneAttribute: string } | null;
  /** Happenings that a running rule may wait for. */
  heard: readonly Heard[];
}

/** Stores notifications in groups. The acceptor returns undefined for a workspace that is not installed here. */
export function createNotificationAcceptor(
  ctx: AcceptContext,
): (notification: Notification) => Promise<Accepted | undefined> {
  const accept = createGroups<Item, Accepted>((items) => storeItems(ctx, items), {
    largest: 64,
    mayRetryAlone: isDataError,
  });
  return async (notification) => {
    const workspace = await ctx.workspaces.find(notification.workspaceId);
    if (!workspace) return undefined;
    const { happening } = notification;
    if (happening.kind === 'nothing') return 'ignored';
    const unlisted = happening.kind === 'conversation' ? happening.conversation.parts.filter(isUnlisted).length : 0;
    if (unlisted > 0) ctx.metrics.replies.inc({ outcome: 'unlisted' }, unlisted);
    const country = countryFor(workspace, preferredSender(workspace, null));
    const { outboundFirst, threadPer, subscription, timeZoneAttribute } = workspace.settings;
    const syncs = workspace.syncsCustomers ? { country, timeZoneAttribute } : null;
    const heard = workspace.ruleKinds.length === 0 ? [] : heardIn(workspace, notification, country);
    // Tags matter to rules alone.
    if (happening.kind === 'tagged' && heard.length === 0) return 'ignored';
    return accept({ notification, outboundFirst, threadPer, country, isLinked: subscription !== null, syncs, heard });
  };
}

async function storeItems(ctx: AcceptContext, items: readonly Item[]): Promise<Accepted[]> {
  const outcomes = new Map<Item, Accepted>();
  const byWorkspace = Map.groupBy(items, (item) => item.notification.workspaceId);
  await transact(ctx, async (unit) => {
    // Two processes that hold rows of several workspaces must take them in the same order.
    for (const [workspaceId, own] of [...byWorkspace].sort(([a], [b]) => (a < b ? -1 : 1))) {
      await ctx.database.enter(unit.trx, workspaceId);
      const accepted = await storeOfWorkspace(ctx, unit, own);
      for (const [index, item] of own.entries()) outcomes.set(item, accepted[index] ?? 'ignored');
    }
  });
  return items.map((item) => outcomes.get(item) ?? 'ignored');
}

/** Stores the items of one workspace. */
async function storeOfWorkspace(ctx: AcceptContext, unit: Unit, items: readonly Item[]): Promise<Accepted[]> {
  const contacts = new Map<string, KnownContact>();
  const states: ConversationChange[] = [];
  const contactParts: ContactPart[] = [];
  for (const item of items) {
    const { notification, country } = item;
    await noteContact(unit, notification, country, contacts);
    states.push(...stateChanges(notification));
    contactParts.push(...partsOfContacts(notification));
    const { workspaceId, happening } = notification;
    if (happening.kind === 'subscription' && item.isLinked)
      await unit.enqueue([
        newJob(
          'sync-subscription',
          { workspaceId, contactId: happening.contactId, isBulk: false },
          { rank: 'automation' },
        ),
      ]);
    if (happening.kind === 'contact' && item.syncs !== null) {
      const isOurs = item.heard.length > 0 && (await isSynced(unit, workspaceId, happening.externalId));
      if (!isOurs) for (const heard of item.heard) await hearForRules(ctx, unit, heard);
      await hearContact(unit, workspaceId, happening, item.syncs);
    } else for (const heard of item.heard) await hearForRules(ctx, unit, heard);
    if (happening.kind === 'words-taken-back') await takeBack(ctx, unit, { ...happening, workspaceId });
  }
  const known = [...contacts.values()];
  await releaseThreads(unit.trx, known);
  await upsertContacts(
    unit.trx,
    known.filter((contact) => contact.address !== null),
  );
  await clearAddresses(
    unit.trx,
    known.filter((contact) => contact.address === null),
  );
  const relayed = await storeReplies(ctx, unit, items);
  await updateConversationStates(unit.trx, newestOf(states));
  await recordContactParts(unit.trx, contactParts);
  return items.map(
    (item, index) => relayed[index] ?? (item.notification.happening.kind === 'nothing' ? 'ignored' : 'stored'),
  );
}

/** Applies merges and losses at once. Other news of a contact is gathered: the last of a group counts. */
async function noteContact(
  { trx }: Unit,
  { workspaceId, happening, at }: Notification,
  country: string | null,
  contacts: Map<string, KnownContact>,
): Promise<void> {
  if (happening.kind === 'contact-gone') {
    contacts.delete(`${workspaceId}/${happening.contactId}`);
    await markContactGone(trx, workspaceId, happening.contactId);
    await moveThreads(trx, workspaceId, happening.contactId, null);
    return;
  }
  if (happening.kind === 'contact-merged') {
    contacts.delete(`${workspaceId}/${happening.fromId}`);
    await markContactGone(trx, workspaceId, happening.fromId);
    await moveThreads(trx, workspaceId, happening.fromId, happening.into.id);
  }
  if (happening.kind !== 'contact' && happening.kind !== 'contact-merged') return;
  if (!happening.saysPhone) return;
  const contact = happening.kind === 'contact' ? happening.contact : happening.into;
  contacts.set(`${workspaceId}/${contact.id}`, {
    workspaceId,
    contactId: contact.id,
    role: contact.role,
    name: contact.name,
    address: numberIn(contact.phone, country),
    isExact: contact.phone !== null && /^\s*(\+|00)/.test(contact.phone),
    hasEmail: contact.hasEmail,
    seenAt: contact.seenAt,
    zones: contact.zones,
    changedAt: at,
  });
}

function stateChanges({ workspaceId, happening, at }: Notification): ConversationChange[] {
  if (happening.kind === 'conversation-deleted')
    return [{ workspaceId, conversationId: happening.conversationId, state: 'deleted', at }];
  if (happening.kind !== 'conversation') return [];
  const { id, state, updatedAt } = happening.conversation;
  return state === null ? [] : [{ workspaceId, conversationId: id, state, at: updatedAt }];
}

type ContactPart = Parameters<typeof recordContactParts>[1][number];

function partsOfContacts({ workspaceId, happening }: Notification): ContactPart[] {
  if (happening.kind !== 'conversation' || happening.news !== 'customer-replied') return [];
  const { id: conversationId, parts } = happening.conversation;
  return parts
    .filter((part) => part.author.type === 'contact' && part.body !== null)
    .map((part) => ({ workspaceId, conversationId, partId: part.id, at: part.createdAt }));
}

/** The newest change of each conversation, since one statement may change a row only once. */
function newestOf(changes: readonly ConversationChange[]): ConversationChange[] {
  const newest = new Map<string, ConversationChange>();
  for (const change of changes) {
    const key = `${change.workspaceId}/${change.conversationId}`;
    const before = newest.get(key);
    if (!before || before.at <= change.at) newest.set(key, change);
  }
  return [...newest.values()];
}

/** The outcome of each item with a part to relay; undefined for the others. */
async function storeReplies(ctx: AcceptContext, unit: Unit, items: readonly Item[]): Promise<(Accepted | undefined)[]> {
  const wanted = items.map(toRelay);
  const conversations = await listConversations(
    unit.trx,
    wanted.flatMap((relay) => (relay ? [relay] : [])),
  );
  const byKey = new Map(conversations.map((one) => [`${one.workspaceId}/${one.conversationId}`, one]));
  const plans: (Plan | 'ignored' | undefined)[] = [];
  for (const relay of wanted) plans.push(relay && (await planRelay(unit, relay, byKey)));
  const replies = plans.flatMap((one) => (one && one !== 'ignored' ? one.replies : []));
  const fresh = await insertReplies(
    unit.trx,
    replies.map((reply) => ({ ...reply, receivedAt: nowOf(ctx) })),
  );
  const jobs: NewJob[] = [];
  const outcomes = plans.map((one): Accepted | undefined => {
    if (one === undefined || one === 'ignored') return one;
    const mine = one.replies.filter((reply) => fresh.delete(replyKey(reply.workspaceId, reply.part.id)));
    jobs.push(...mine.map((reply) => relayJob(one, reply.part.id)));
    if (one.wakeUp) jobs.push(relayJob(one, null));
    return mine.length > 0 || one.wakeUp ? 'stored' : 'duplicate';
  });
  await unit.enqueue(jobs);
  return outcomes;
}

interface Relay {
  workspaceId: string;
  conversationId: string;
  topic: string;
  parts: Part[];
  wakeUp: boolean;
  contactIds: readonly string[];
  outboundFirst: boolean;
  threadPer: ThreadPer;
}

interface Plan {
  workspaceId: string;
  conversationId: string;
  /** The thread whose line its texts wait in. */
  line: Pick<Thread, 'id' | 'address'> & { threadPer: ThreadPer };
  wakeUp: boolean;
  replies: Omit<NewReply, 'receivedAt'>[];
}

function toRelay({ notification, outboundFirst, threadPer }: Item): Relay | undefined {
  const { happening, workspaceId } = notification;
  if (happening.kind !== 'conversation') return undefined;
  const { topic, news, conversation } = happening;
  const parts = partsToRelay(news, conversation);
  const wakeUp = isWakeUp(news, conversation);
  if (parts.length === 0 && !wakeUp) return undefined;
  const { id, contactIds } = conversation;
  return { workspaceId, conversationId: id, topic, parts, wakeUp, contactIds, outboundFirst, threadPer };
}

/**
 * A reply in a known conversation is relayed in its thread's order. An unknown conversation may be in the making, if its
 * contact has a thread. Any other is ignored.
 */
async function planRelay(unit: Unit, relay: Relay, known: Map<string, KnownConversation>): Promise<Plan | 'ignored'> {
  const { workspaceId, conversationId, topic, parts, wakeUp, contactIds } = relay;
  const conversation = known.get(`${workspaceId}/${conversationId}`);
  const threads = conversation ? [] : await listThreadsOfContacts(unit.trx, workspaceId, relay.contactIds);
  if (!conversation && threads.length === 0 && !relay.outboundFirst) return 'ignored';
  // A reply that waits for its thread to be known must not be overtaken by one that is written later.
  const likely = threads.find((thread) => thread.creatingSince !== null) ?? threads[0];
  const unknown = `conversation-${conversationId}`;
  const line = conversation
    ? { id: conversation.threadId, address: conversation.address }
    : (likely ?? { id: unknown, address: unknown });
  return {
    workspaceId,
    conversationId,
    line: { ...line, threadPer: relay.threadPer },
    wakeUp,
    replies: parts.map((part) => ({ workspaceId, conversationId, topic, contactIds, part })),
  };
}

function relayJob(plan: Plan, partId: string | null): NewJob {
  const { workspaceId, conversationId, line } = plan;
  return newJob('relay-reply', { workspaceId, conversationId, partId, ...line });
}

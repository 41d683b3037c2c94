// What the panel shows beside a conversation, from our own tables only.
import { isDeliveryState, isFailure } from '../../domain/delivery.ts';
import type { Message } from '../../domain/message.ts';
import type { PanelState, PanelText } from '../../domain/panel.ts';
import { parseAddress } from '../../domain/phone-number.ts';
import type { Thread } from '../../domain/thread.ts';
import { findConsent } from '../../store/consents.ts';
import { findContact } from '../../store/contacts.ts';
import { listThreadMessages } from '../../store/messages.ts';
import { findThreadOfConversation, listThreadsOfContacts } from '../../store/threads.ts';
import { faultOf } from '../../twilio/errors.ts';
import type { Context } from '../context.ts';

const TEXTS_SHOWN = 5;

type PanelContext = Pick<Context, 'db' | 'workspaces' | 'log'>;

export interface PanelQuestion {
  workspaceId: string;
  conversationId: string | null;
  contactId: string | null;
}

/** Changes nothing, and has an answer in every state: Intercom shows no error page worth reading. */
export async function showPanel(ctx: PanelContext, question: PanelQuestion): Promise<PanelState> {
  try {
    return await lookUp(ctx, question);
  } catch (error) {
    ctx.log.error({ err: error, workspaceId: question.workspaceId }, 'the panel cannot be shown');
    return { kind: 'unavailable' };
  }
}

async function lookUp(ctx: PanelContext, question: PanelQuestion): Promise<PanelState> {
  const { workspaceId } = question;
  const workspace = await ctx.workspaces.find(workspaceId);
  if (!workspace) return { kind: 'unknown-workspace' };
  const thread = await findThreadFor(ctx, question);
  if (!thread) return { kind: 'no-thread', sender: workspace.senders[0] ?? null };
  const [messages, consent, contact] = await Promise.all([
    listThreadMessages(ctx.db, workspaceId, thread.id, TEXTS_SHOWN),
    findConsent(ctx.db, workspaceId, thread),
    thread.contactId === null ? undefined : findContact(ctx.db, workspaceId, thread.contactId),
  ]);
  return {
    kind: 'thread',
    customer: { name: contact?.name ?? null, address: thread.address },
    sender: thread.sender,
    answerable: parseAddress(thread.address).answerable,
    consent,
    texts: messages.reverse().map(toPanelText),
    timeZone: workspace.timezone,
  };
}

/** The conversation's own thread, else the contact's most recent one. */
async function findThreadFor(ctx: PanelContext, question: PanelQuestion): Promise<Thread | undefined> {
  const { workspaceId, conversationId, contactId } = question;
  const own = conversationId === null ? undefined : await findThreadOfConversation(ctx.db, workspaceId, conversationId);
  if (own) return own.thread;
  if (contactId === null) return undefined;
  return (await listThreadsOfContacts(ctx.db, workspaceId, [contactId]))[0];
}

function toPanelText(message: Message): PanelText {
  const failed = isDeliveryState(message.state) && isFailure(message.state);
  return {
    direction: message.direction,
    body: message.body,
    files: message.media.length,
    state: message.state,
    failure: failed ? faultOf(message.errorCode).meaning : null,
    at: message.direction === 'in' ? message.createdAt : message.stateAt,
  };
}

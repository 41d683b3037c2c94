// Tells Intercom as an event of the contact what became of a text, once, for a Series to go on by.
import { newJob } from '../../domain/jobs/jobs.ts';
import type { Message } from '../../domain/texts/message.ts';
import { type ResultEvent, valuesOf } from '../../domain/texts/result-event.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { findContactByAddress } from '../../store/conversations/contacts.ts';
import { findThread } from '../../store/conversations/threads.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { takeSecond } from '../../store/texts/told-events.ts';
import { type Context, nowOf, type Timed, transact, type Unit } from '../context.ts';
import { orWithout } from '../credentials/or-without.ts';

/** A dead letter that is tried again after this may come out in another second, as another event. */
const KEPT_MS = 30 * 86_400_000;

/** In the transaction of what is told. A workspace that wants no events pays nothing for them. */
export async function oweEvents(
  ctx: Timed,
  unit: Unit,
  { settings: { resultEvents } }: { settings: { resultEvents: boolean } },
  { workspaceId, id: messageId, address }: Pick<Message, 'workspaceId' | 'id' | 'address'>,
  names: readonly ResultEvent[],
): Promise<void> {
  if (!resultEvents || names.length === 0) return;
  const at = nowOf(ctx).toISOString();
  const given = { workspaceId, messageId, address, at };
  await unit.enqueue(names.map((name) => newJob('tell-event', { ...given, name }, { rank: 'automation' })));
}

/**
 * Intercom tells events apart by contact, name and second, and drops one that it has. So the second is stored before the call,
 * and a call whose answer was lost is made again as it was. A person without a contact gets none.
 */
export async function tellEvent(
  ctx: Context,
  { workspaceId, messageId, name, at }: { workspaceId: string; messageId: string; name: ResultEvent; at: string },
): Promise<void> {
  const workspace = await ctx.workspaces.get(workspaceId);
  if (!workspace.settings.resultEvents) return;
  const message = await findMessage(ctx.db, workspaceId, messageId);
  const contactId = message === undefined ? null : await contactOf(ctx, message);
  if (message === undefined || contactId === null) return;
  const expiresAt = new Date(nowOf(ctx).getTime() + KEPT_MS);
  const event = await transact(ctx, ({ trx }) =>
    takeSecond(trx, { workspaceId, messageId, name }, { contactId, from: new Date(at), expiresAt }),
  );
  const url = `${ctx.publicUrl}/texts/${messageId}`;
  const values = valuesOf(message, url, name === 'sms-failed' ? reasonOf(message) : null);
  try {
    const intercom = ctx.intercom(workspace, { rank: 'automation' });
    await orWithout(ctx, workspace, 'result-events', () => intercom.createEvent({ ...event, name, ...values }));
  } catch (error) {
    if (!isGone(error)) throw error;
    ctx.log.info({ workspaceId, contactId }, 'a contact that is gone gets no event');
  }
}

async function contactOf(ctx: Context, { workspaceId, threadId, address }: Message): Promise<string | null> {
  const thread = threadId === null ? undefined : await findThread(ctx.db, workspaceId, { id: threadId });
  return thread?.contactId ?? (await findContactByAddress(ctx.db, workspaceId, address))?.contactId ?? null;
}

function reasonOf({ refusedFor, errorCode }: Message): string {
  return refusedFor ?? (errorCode === null ? 'unknown' : `twilio-${errorCode}`);
}

// A text waits for older ones of its conversation under another key: the contact's other phone's, or an earlier rule's.
import { NotYet } from '../../domain/errors.ts';
import type { QueuedJob } from '../../domain/jobs/jobs.ts';
import type { QueueName } from '../../domain/jobs/queues.ts';
import { inboundKey, isChangingOver, outboundKey, type Thread } from '../../domain/thread.ts';
import { listRelatedThreads, listThreadsOfAddress } from '../../store/conversations/related-threads.ts';
import { nowOf, type OpenWorkspace, type Storing, type Timed } from '../context.ts';

type OrderContext = Storing & Timed;

/** `thread`: with its contact, as far as that is known. Throws NotYet while an older text is under way. */
export async function keepInboundOrder(
  ctx: OrderContext,
  workspace: OpenWorkspace,
  thread: Thread,
  job: QueuedJob,
): Promise<void> {
  const { settings, senders } = workspace;
  const related = await listRelatedThreads(ctx.db, thread);
  const addresses = new Set(related.map(({ address }) => address));
  const ours = new Set([...senders, ...related.map(({ sender }) => sender)]);
  const keys = [...addresses].flatMap((address) => {
    const pair = { workspaceId: workspace.id, address, sender: thread.sender };
    if (!isChangingOver(workspace, nowOf(ctx))) return [inboundKey(settings.threadPer, pair)];
    return [inboundKey('contact', pair), ...[...ours].map((sender) => inboundKey('sender', { ...pair, sender }))];
  });
  await waitForOlder(ctx, 'receive-text', keys, job);
}

export async function keepOutboundOrder(
  ctx: OrderContext,
  workspace: OpenWorkspace,
  queue: 'relay-reply' | 'deliver-text',
  address: string,
  job: QueuedJob,
): Promise<void> {
  if (!isChangingOver(workspace, nowOf(ctx))) return;
  const threads = await listThreadsOfAddress(ctx.db, { workspaceId: workspace.id, address });
  const keys = threads.flatMap((thread) => [outboundKey('contact', thread), outboundKey('sender', thread)]);
  await waitForOlder(ctx, queue, keys, job);
}

async function waitForOlder(ctx: Storing, queue: QueueName, keys: readonly string[], job: QueuedJob): Promise<void> {
  if (await ctx.jobs.hasOlder(queue, [...new Set(keys)], job)) throw new NotYet('older-text-first');
}

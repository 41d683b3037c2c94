// Stores texts that nobody waits for as the gate would, with jobs of the bulk rank.
import { v7 } from 'uuid';
import { newJob } from '../src/domain/jobs/jobs.ts';
import { allowedBy } from '../src/domain/texts/trace.ts';
import { type Context, transact, within } from '../src/services/context.ts';
import { insertOutbound } from '../src/store/texts/new-messages.ts';
import type { Thread } from './company.ts';

/** The number of texts in one transaction. */
const BATCH = 500;

/** Stores `count` texts of one workspace, to these customers in turn. */
export async function storeBulk(ctx: Context, customers: readonly Thread[], count: number): Promise<void> {
  const workspaceId = customers[0]?.workspaceId ?? '';
  for (let first = 0; first < count; first += BATCH) {
    const now = new Date();
    const texts = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => {
      const thread = customers[(first + index) % customers.length];
      if (!thread) throw new Error('There is nobody to text.');
      return { thread, id: v7(), body: `Offer number ${first + index} of many, good until Friday.` };
    });
    await transact(within(ctx, workspaceId), async ({ trx, enqueue }) => {
      const rows = texts.map(({ thread, id, body }) => ({
        workspaceId,
        id,
        threadId: thread.id,
        address: thread.address,
        wroteAs: null,
        sender: thread.sender,
        body,
        conversationId: null,
        replyPartId: null,
        sendId: null,
        retryOf: null,
        partOf: null,
        partNo: 1,
        author: { kind: 'automation' as const, id: null },
        writtenAt: now,
        refusedFor: null,
        purpose: 'transactional' as const,
        evidenceId: null,
        answers: null,
        trace: [allowedBy({ by: 'no-stop', evidenceId: null, at: null })],
      }));
      await insertOutbound(trx, rows, { at: now, limitedOn: null });
      await enqueue(
        texts.map(({ thread, id: messageId }) => {
          const given = {
            workspaceId,
            messageId,
            id: thread.id,
            address: thread.address,
            threadPer: 'sender' as const,
          };
          return newJob('deliver-text', given, { rank: 'bulk' });
        }),
      );
    });
  }
}

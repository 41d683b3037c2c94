// Reads a workspace's dead letters for its admins, and has one tried again or dropped.
import type { TextDone } from '../../domain/text-done.ts';
import type { DeadLetterRow } from '../../domain/texts-page.ts';
import { deleteDeadLetter, listDeadLetters } from '../../store/queue/dead-letters.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';

/** The newest, for a page: other systems and an operator see all of them. */
const MOST = 100;

export async function readOwnDeadLetters(
  ctx: Pick<Context, 'db'>,
  workspaceId: string,
  most: number = MOST,
): Promise<DeadLetterRow[]> {
  const letters = (await listDeadLetters(ctx.db, { workspaceId })).reverse().slice(0, most);
  return letters.map(({ id, queue, reason, attempts, enqueuedAt, buriedAt, job }) => {
    const { data } = job;
    const messageId = 'messageId' in data && typeof data.messageId === 'string' ? data.messageId : null;
    return { id, queue, reason, attempts, enqueuedAt, buriedAt, messageId };
  });
}

/** Two clicks settle it once. */
export async function settleOwnDeadLetter(
  ctx: Context,
  { workspace, adminId }: { workspace: OpenWorkspace; adminId: string | null },
  { id, how }: { id: string; how: 'try-again' | 'drop' },
): Promise<TextDone> {
  const { id: workspaceId } = workspace;
  return transact(ctx, async ({ trx, enqueue }): Promise<TextDone> => {
    const [letter] = await listDeadLetters(trx, { workspaceId, ids: [id] });
    if (!letter || !(await deleteDeadLetter(trx, letter.id))) return { kind: 'letter-gone' };
    if (how === 'try-again') await enqueue([letter.job]);
    const entry = { kind: how === 'drop' ? 'work-dropped' : 'work-tried-again', queue: letter.queue } as const;
    await insertAudit(trx, { workspaceId, id: ctx.newId(), adminId, entry, at: nowOf(ctx) });
    return { kind: how === 'drop' ? 'letter-dropped' : 'letter-tried-again' };
  });
}

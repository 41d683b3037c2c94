// Stops automatic texts in a thread whose other end answers them by itself, and has them go again.
import type { Loop } from '../../domain/texts/loop.ts';
import type { Thread } from '../../domain/thread.ts';
import { beginLoop, endLoop } from '../../store/texts/loops.ts';
import { nowOf, type Storing, type Timed, type Unit } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';

interface Found extends Pick<Loop, 'kind'> {
  thread: Pick<Thread, 'workspaceId' | 'id' | 'address'>;
  conversationId: string;
}

/** Tells the conversation once. */
export async function stopLoop(ctx: Timed, unit: Unit, found: Found): Promise<void> {
  const { thread, conversationId, kind } = found;
  const since = nowOf(ctx);
  if (!(await beginLoop(unit.trx, thread, { kind, since }))) return;
  const { workspaceId, id, address } = thread;
  const told = { workspaceId, conversationId, subject: `${id} ${since.toISOString()}` };
  await oweNote(ctx, unit, told, { kind: 'loop', address, how: kind });
}

/** False where automatic texts go. Those that were refused meanwhile stay so, until somebody sends them. */
export function resumeAutomatic(ctx: Storing & Timed, thread: { workspaceId: string; id: string }): Promise<boolean> {
  return endLoop(ctx.db, thread, nowOf(ctx));
}

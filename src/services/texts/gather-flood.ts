// A flood of texts from one number: those of a minute wait for its end, and then stand together in one part.
import { NotYet } from '../../domain/errors.ts';
import { isFlood, joinedBy, minuteEnd, type Pace } from '../../domain/texts/flood.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Thread } from '../../domain/thread.ts';
import { joinTexts, listJoined, listUnthreaded } from '../../store/texts/floods.ts';
import { nowOf, type Storing, type Timed, type Unit } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';

/**
 * The texts that share this one's part, in their order; outside a flood that is the text alone. The first job of the minute
 * takes them all, and the others find themselves threaded. Throws NotYet while the minute lasts.
 */
export async function gatherFlood(ctx: Storing & Timed, message: Message, pace: Pace): Promise<Message[]> {
  const { workspaceId, id, createdAt } = message;
  // An earlier try has bound them, and may have put them there.
  if (message.joinedTo !== null) return listJoined(ctx.db, workspaceId, message.joinedTo);
  if (!isFlood(pace, createdAt)) return [message];
  const end = minuteEnd(createdAt);
  const waitMs = end.getTime() - ctx.clock.now();
  if (waitMs > 0) throw new NotYet('minute-of-flood', waitMs);
  const waiting = await listUnthreaded(ctx.db, message, end);
  const { sender, body, media } = message;
  const ids = joinedBy({ id, sender, characters: body.length, files: media.length }, waiting);
  return joinTexts(ctx.db, message, ids);
}

/** Tells the conversation of a flood, once a day. */
export async function tellFlood(
  ctx: Timed,
  unit: Unit,
  thread: Pick<Thread, 'workspaceId' | 'id' | 'address'>,
  conversationId: string,
): Promise<void> {
  const { workspaceId, address } = thread;
  const day = nowOf(ctx).toISOString().slice(0, 10);
  await oweNote(ctx, unit, { workspaceId, conversationId, subject: `${thread.id} ${day}` }, { kind: 'flood', address });
}

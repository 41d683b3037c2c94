// Tells a conversation that a text failed, or that it arrived although a note said otherwise.

import { storedKinds } from '../../domain/notes/note.ts';
import { type DeliveryState, isDeliveryState, isFailure } from '../../domain/texts/delivery.ts';
import { isStopped, type Message } from '../../domain/texts/message.ts';
import { remediesFor } from '../../domain/texts/remedies.ts';
import { hasNote } from '../../store/conversations/notes.ts';
import type { EventSource } from '../../store/texts/message-events.ts';
import { listParts, retriedMessages } from '../../store/texts/part-texts.ts';
import { culpritOf, faultOf } from '../../twilio/errors.ts';
import type { Timed, Unit } from '../context.ts';
import { oweFailure, oweNote, type ToldOfText, toldOf, writtenAs } from '../conversations/owe-note.ts';

export interface Outcome {
  state: DeliveryState;
  source: EventSource;
  errorCode: number | null;
}

/** `message`: as it was before the outcome moved it forward. */
export async function tellOutcome(ctx: Timed, unit: Unit, message: Message, outcome: Outcome): Promise<void> {
  const { state: before } = message;
  const hadFailed = isDeliveryState(before) && isFailure(before);
  if (isFailure(outcome.state)) {
    if (!hadFailed) await tellFailure(ctx, unit, message, outcome);
  } else if (hadFailed) await tellBetter(ctx, unit, message, 'arrived');
  else if (before === 'held' || before === 'given-up') await tellBetter(ctx, unit, message, 'went-out');
}

async function tellFailure(ctx: Timed, unit: Unit, message: Message, outcome: Outcome): Promise<void> {
  if (message.conversationId === null) return;
  const parts = await listParts(unit.trx, message);
  const fault = faultOf(outcome.errorCode);
  const failed = { fault, culprit: culpritOf(fault.code), state: outcome.state };
  await oweFailure(ctx, unit, await toldAfresh(unit, message), {
    kind: 'failed',
    address: message.address,
    what: writtenAs(message),
    fault,
    // The panel knows whether there is another number, or a settings page for this agent.
    remedies: remediesFor(failed, { hasOtherSenders: false, hasSettings: false }),
    part: { no: message.partNo, of: parts.length },
    isRestUnsent: isRestUnsent(message, parts, outcome),
  });
}

/** The parts after it do not go: none was begun yet, and each asks about the one before. */
function isRestUnsent(message: Message, parts: readonly Message[], { source }: Outcome): boolean {
  const rest = parts.filter(({ partNo }) => partNo > message.partNo);
  if (rest.length === 0) return false;
  if (source === 'answer') return true;
  return message.partOf !== null && rest.every(({ sid, attemptedAt }) => sid === null && attemptedAt === null);
}

/** Takes back the note of a failure, or of an unknown outcome, once no part is left in that state. */
async function tellBetter(ctx: Timed, unit: Unit, message: Message, how: 'arrived' | 'went-out'): Promise<void> {
  const { workspaceId, conversationId, address, partNo } = message;
  if (conversationId === null) return;
  const parts = await listParts(unit.trx, message);
  if (parts.some(isStopped)) return;
  const ids = parts.map((part) => part.id);
  const wasSentAgain = (await retriedMessages(unit.trx, workspaceId, ids)).size > 0;
  const part = { no: partNo, of: parts.length };
  const what = writtenAs(message);
  await oweNote(ctx, unit, await toldAfresh(unit, message), { kind: how, address, what, part, wasSentAgain });
}

/** All parts of a text share one note of failure. A part that fails after that was taken back gets its own. */
async function toldAfresh(unit: Unit, message: Message): Promise<ToldOfText> {
  const told = toldOf(message);
  const wasTakenBack = await hasNote(unit.trx, message.workspaceId, storedKinds.arrived, told.subject);
  return wasTakenBack ? { ...told, subject: message.id } : told;
}

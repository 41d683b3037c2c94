// Tells the conversation of a customer's word about being texted: that it stopped texts, ended a stop, or may mean one.
import { reachFor } from '../../domain/consent/decide.ts';
import { storedKinds } from '../../domain/notes/note.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { hasNote } from '../../store/conversations/notes.ts';
import { findConsent, sourceOfWord, wasOptedOut } from '../../store/texts/consents.ts';
import { countHeldBack } from '../../store/texts/held-back.ts';
import { syncPeople } from '../consent/sync-subscription.ts';
import type { Timed, Unit, Watched } from '../context.ts';
import { oweNote } from '../conversations/owe-note.ts';
import { confirmWord } from './confirm-word.ts';

interface Heard {
  workspace: Workspace;
  threadId: string;
  message: Message;
  conversationId: string;
}

/** Several texts that say the same are told once. */
export async function tellWords(
  ctx: Timed & Watched,
  unit: Unit,
  { texts, ...where }: Omit<Heard, 'message'> & { texts: readonly Message[] },
): Promise<void> {
  const keyword = texts.findLast((text) => text.keyword === 'stop' || text.keyword === 'start');
  const wish = texts.findLast((text) => text.keyword === 'may-stop');
  if (keyword) await tellKeyword(ctx, unit, { ...where, message: keyword });
  if (wish) await tellWish(ctx, unit, { ...where, message: wish });
}

/** A word that a file brought after its text, or that is told already. */
export async function tellLateWord(ctx: Timed & Watched, unit: Unit, heard: Heard): Promise<void> {
  const { workspaceId, id } = heard.message;
  for (const kind of ['opted-out', 'opted-in', 'may-stop'] as const)
    if (await hasNote(unit.trx, workspaceId, storedKinds[kind], id)) return;
  await tellWords(ctx, unit, { ...heard, texts: [heard.message] });
}

async function tellKeyword(ctx: Timed & Watched, unit: Unit, heard: Heard): Promise<void> {
  const { workspace, threadId, message, conversationId } = heard;
  const { workspaceId, address, sender } = message;
  await syncPeople(unit, workspaceId, [address], false);
  const stopped = message.keyword === 'stop';
  // A START that ends nothing is a text like any other.
  if (!stopped && !(await wasOptedOut(unit.trx, message))) return;
  const told = { workspaceId, conversationId, subject: message.id };
  const reach = reachFor(address, workspace.settings.consentScope);
  const source = await sourceOfWord(unit.trx, message);
  const inThread = { ...message, threadId };
  if (!stopped) {
    const { isAtTwilioAlone: isStillBlocked = false } = await findConsent(unit.trx, message, reach);
    const heldBack = isStillBlocked ? 0 : await countHeldBack(unit.trx, message, message.id);
    await oweNote(ctx, unit, told, { kind: 'opted-in', address, sender, isStillBlocked, heldBack });
    if (!isStillBlocked) await confirmWord(ctx, unit, workspace, { message: inThread, source });
    return;
  }
  const coversAll = workspace.senders.length > 1 && reach === 'workspace';
  // A second stop changes nothing, and one confirmation is all that may go.
  const isFirst = !(await wasOptedOut(unit.trx, message));
  const isConfirmed = isFirst && (await confirmWord(ctx, unit, workspace, { message: inThread, source }));
  const isOursAlone = source === 'reading';
  await oweNote(ctx, unit, told, { kind: 'opted-out', address, sender, isOursAlone, isConfirmed, coversAll });
}

/** Asks an agent about a sentence that may mean a stop. One from a customer who has opted out already needs no question. */
async function tellWish(
  ctx: Timed & Watched,
  unit: Unit,
  { workspace, message, conversationId }: Heard,
): Promise<void> {
  const { workspaceId } = message;
  const consent = await findConsent(unit.trx, message, reachFor(message.address, workspace.settings.consentScope));
  if (consent.optedOut) return;
  const told = { workspaceId, conversationId, subject: message.id };
  await oweNote(ctx, unit, told, { kind: 'may-stop', address: message.address });
}

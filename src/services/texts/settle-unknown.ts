// An agent says that a text of unknown outcome has arrived.

import { newJob } from '../../domain/jobs/jobs.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { answerFailures } from '../../store/conversations/failures.ts';
import { insertMessageEvent } from '../../store/texts/message-events.ts';
import { lockMessage, updateMessage } from '../../store/texts/messages.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { nowOf, type Storing, type Timed, transact, type Unit, type Watched } from '../context.ts';
import { oweNote, subjectOf, writtenAs } from '../conversations/owe-note.ts';
import { type Again, repeatText } from './send-again.ts';

/** `rest-sent`: the parts after it, which did not go because of it, go now. */
export type SettleOutcome = 'settled' | 'rest-sent' | 'known';

type SettleContext = Storing & Timed & Watched;

/** `messageId`: of the text's first part. `conversationId`: of the panel in which the agent clicked. */
export function settleUnknown(ctx: SettleContext, workspace: Workspace, input: Again): Promise<SettleOutcome> {
  return transact(ctx, (unit) => settleUnknownIn(ctx, unit, workspace, input));
}

/** The same within a transaction. */
export async function settleUnknownIn(
  ctx: SettleContext,
  unit: Unit,
  workspace: Workspace,
  input: Again,
): Promise<SettleOutcome> {
  const { id: workspaceId } = workspace;
  const first = await lockMessage(unit.trx, workspaceId, { id: input.messageId, sid: '' });
  const parts = first === undefined ? [] : await listParts(unit.trx, first);
  const unknown = parts.filter(({ state }) => state === 'given-up');
  const [one] = unknown;
  if (!one) return 'known';
  const at = nowOf(ctx);
  for (const { id: messageId } of unknown) {
    const event = { workspaceId, messageId, id: ctx.newId(), state: 'sent', source: 'agent', errorCode: null, at };
    await insertMessageEvent(unit.trx, { ...event, state: 'sent', source: 'agent' });
    await updateMessage(unit.trx, { workspaceId, id: messageId }, { state: 'sent', stateAt: at, attemptedAt: null });
  }
  const conversationId = one.conversationId ?? input.conversationId;
  await oweNote(
    ctx,
    unit,
    { workspaceId, conversationId, subject: subjectOf(one) },
    { kind: 'said-arrived', address: one.address, what: writtenAs(one) },
  );
  const rest = parts.find(({ state, partNo }) => state === 'refused' && partNo > one.partNo);
  if (rest === undefined || rest.threadId === null) {
    await answerFailures(unit.trx, workspaceId, subjectOf(one), at);
    if (conversationId !== null) await unit.enqueue([newJob('show-failures', { workspaceId, conversationId })]);
    return 'settled';
  }
  await repeatText(ctx, unit, workspace, { ...rest, threadId: rest.threadId }, { ...input, conversationId });
  return 'rest-sent';
}

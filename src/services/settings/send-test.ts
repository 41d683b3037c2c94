// A text to the admin's own phone, through the same gate as every other: the last step of setting up.
import { refusalReason } from '../../domain/notes/notices.ts';
import { readTypedNumber } from '../../domain/numbers/typed-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { CommandOf } from '../../domain/settings/commands.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { ensureThread } from '../../store/conversations/threads.ts';
import { updateWorkspace } from '../../store/workspaces/workspaces.ts';
import { change, type Editor, problem, type Saved, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';
import { queueText } from '../texts/queue-text.ts';

export async function sendTest(ctx: SettingsContext, editor: Editor, { to }: CommandOf<'send-test'>): Promise<Saved> {
  const { workspace, adminId } = editor;
  if (workspace.settings.isPaused) return problem('Sending is paused. Resume it first.', 'to');
  const preferred = preferredSender(workspace, null);
  if (preferred === null) return problem('Choose a number first.', 'to');
  const typed = readTypedNumber(to, countryFor(workspace, preferred));
  if ('problem' in typed) return problem(typed.problem, 'to');
  const { address } = typed;
  const sender = preferredSender(workspace, address) ?? preferred;
  const outcome: { refusal: Refusal | null } = { refusal: null };
  await change(ctx, editor, 'Sent a test text.', async (_trx, _current, unit) => {
    const now = nowOf(ctx);
    const thread = await ensureThread(unit.trx, { workspaceId: workspace.id, id: ctx.newId(), address, sender }, now);
    const queued = await queueText(ctx, unit, workspace, {
      thread,
      body: `Hello from ${workspace.name}: texts from Intercom reach this phone.`,
      conversationId: null,
      replyPartId: null,
      sendId: null,
      retryOf: null,
      author: { kind: 'automation', id: adminId },
      writtenAt: now,
    });
    if (queued.kind === 'refused') {
      outcome.refusal = queued.reason;
      return false;
    }
    return updateWorkspace(unit.trx, workspace.id, { state: { testMessageId: queued.messageIds[0] ?? null } });
  });
  if (outcome.refusal !== null) return problem(refusalReason(outcome.refusal, address, sender), 'to');
  return { ok: true, words: 'On its way. Reload this page in a moment to see it delivered.' };
}

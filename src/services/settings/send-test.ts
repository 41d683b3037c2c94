// Sends a text to the admin's own phone, through the same gate as every other: the last step of setting up.
import { readTypedNumber } from '../../domain/numbers/typed-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { CommandOf } from '../../domain/settings/commands.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { ensureThread } from '../../store/conversations/threads.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { testText } from '../../words/settings/test-text.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';
import { queueText } from '../texts/queue-text.ts';

export async function sendTest(ctx: SettingsContext, editor: Editor, { to }: CommandOf<'send-test'>): Promise<Saved> {
  const { workspace, adminId } = editor;
  if (workspace.settings.isPaused) return problem({ kind: 'paused' }, 'to');
  const preferred = preferredSender(workspace, null);
  if (preferred === null) return problem({ kind: 'number-to-text-from-first' }, 'to');
  const typed = readTypedNumber(to, countryFor(workspace, preferred));
  if ('problem' in typed) return problem({ kind: 'typed-number', why: typed.problem }, 'to');
  const { address } = typed;
  const sender = preferredSender(workspace, address) ?? preferred;
  const outcome: { refusal: Refusal | null } = { refusal: null };
  await change(ctx, editor, { kind: 'test-sent' }, async (_trx, _current, unit) => {
    const now = nowOf(ctx);
    const thread = await ensureThread(unit.trx, { workspaceId: workspace.id, id: ctx.newId(), address, sender }, now);
    const queued = await queueText(ctx, unit, workspace, {
      thread,
      body: testText(workspace.name),
      conversationId: null,
      replyPartId: null,
      sendId: null,
      retryOf: null,
      author: { kind: 'automation', id: adminId },
      purpose: 'conversation',
      writtenAt: now,
      ifRefused: 'drop',
    });
    if (queued.kind === 'refused') {
      outcome.refusal = queued.reason;
      return false;
    }
    return updateWorkspace(unit.trx, workspace.id, { state: { testMessageId: queued.messageIds[0] ?? null } });
  });
  const { refusal } = outcome;
  if (refusal !== null) return problem({ kind: 'test-refused', refused: { kind: refusal, address, sender } }, 'to');
  return { ok: true, done: [{ kind: 'test-under-way' }] };
}

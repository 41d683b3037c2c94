// Where Twilio sends the texts of our numbers: set by us on request, and put back as it was.
import type { Sender } from '../../domain/workspace.ts';
import { replaceSenders } from '../../store/workspaces.ts';
import type { NumberWebhook, OwnedNumber } from '../../twilio/client.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { change, type Editor, problem, type Saved, type SettingsContext } from './change.ts';

/** Twilio tries again when we are away for a moment. Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides. */
const RETRIES = '#rc=3&rp=5xx,ct,rt';

export function messagesUrl(publicUrl: string, workspaceId: string): string {
  return `${publicUrl}/webhooks/twilio/${encodeURIComponent(workspaceId)}/messages${RETRIES}`;
}

export function isOurs(webhook: NumberWebhook, publicUrl: string, workspaceId: string): boolean {
  const [address] = messagesUrl(publicUrl, workspaceId).split('#');
  return webhook.smsApplicationSid === '' && webhook.smsUrl.split('#')[0] === address;
}

export async function setWebhooks(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const { workspace } = editor;
  const chosen = workspace.senderDetails.filter((sender) => sender.sid !== null);
  if (chosen.length === 0) return problem('Choose a number first, and save.');
  const twilio = ctx.twilio(workspace);
  const owned = new Map((await twilio.listNumbers()).map((number) => [number.sid, number]));
  const url = messagesUrl(ctx.publicUrl, workspace.id);
  const changed: Sender[] = [];
  for (const sender of workspace.senderDetails) {
    const number = sender.sid === null ? undefined : owned.get(sender.sid);
    if (!number || isOurs(number.webhook, ctx.publicUrl, workspace.id)) continue;
    await twilio.setWebhook(number.sid, { smsUrl: url, smsMethod: 'POST', smsFallbackUrl: '', smsApplicationSid: '' });
    changed.push({ ...sender, webhookBefore: sender.webhookBefore ?? before(number) });
  }
  if (changed.length === 0) return { ok: true, words: 'Texts to these numbers come here already.' };
  await store(ctx, editor, changed, `Set the webhooks of ${changed.map((sender) => sender.address).join(', ')}.`);
  return {
    ok: true,
    words: `Texts to ${changed.length === 1 ? 'this number' : `these ${changed.length} numbers`} come here from now on.`,
  };
}

function before({ webhook }: OwnedNumber): Record<string, string> {
  return { ...webhook };
}

/** Of the number with this id at Twilio. */
export async function undoWebhooks(ctx: SettingsContext, editor: Editor, sid: string): Promise<Saved> {
  const { workspace } = editor;
  const set = workspace.senderDetails.filter((sender) => sender.sid === sid && sender.webhookBefore !== null);
  if (set.length === 0) return problem('Nothing was set by Threadwire here.');
  for (const sender of set) await restoreWebhook(ctx, workspace, sender);
  const restored = set.map((sender) => ({ ...sender, webhookBefore: null }));
  await store(ctx, editor, restored, `Put the webhooks of ${set.map((sender) => sender.address).join(', ')} back.`);
  return { ok: true, words: 'Put back as it was before.' };
}

/** Only where it is still ours: what somebody set since is theirs. */
export async function restoreWebhook(ctx: Context, workspace: OpenWorkspace, sender: Sender): Promise<void> {
  const { sid, webhookBefore } = sender;
  if (sid === null || webhookBefore === null) return;
  const twilio = ctx.twilio(workspace);
  const number = (await twilio.listNumbers()).find((owned) => owned.sid === sid);
  if (!number || !isOurs(number.webhook, ctx.publicUrl, workspace.id)) return;
  const { smsUrl = '', smsMethod = 'POST', smsFallbackUrl = '', smsApplicationSid = '' } = webhookBefore;
  await twilio.setWebhook(sid, { smsUrl, smsMethod, smsFallbackUrl, smsApplicationSid });
}

async function store(ctx: SettingsContext, editor: Editor, changed: readonly Sender[], what: string): Promise<void> {
  const { workspace } = editor;
  const byAddress = new Map(changed.map((sender) => [sender.address, sender]));
  const senders = workspace.senderDetails.map((sender) => byAddress.get(sender.address) ?? sender);
  await change(ctx, editor, what, (trx) => replaceSenders(trx, workspace.id, senders));
}

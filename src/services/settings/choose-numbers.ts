// Which of the account's numbers the workspace texts from, what each is called, and who gets its conversations.
import { nationalForm } from '../../domain/phone-number.ts';
import { findOtherOwners, replaceSenders } from '../../store/workspaces.ts';
import { change, type Editor, type Form, field, problem, type Saved, type SettingsContext } from './change.ts';

const LONGEST_LABEL = 60;

export async function chooseNumbers(ctx: SettingsContext, editor: Editor, form: Form): Promise<Saved> {
  const { workspace } = editor;
  if (workspace.twilioLogin === null) return problem('Connect Twilio first.');
  const owned = await ctx.twilio(workspace).listNumbers();
  const wanted = new Set(form['number'] ?? []);
  const chosen = owned.filter((number) => wanted.has(number.sid));
  const mute = chosen.find((number) => !number.canText);
  if (mute) return problem(`${nationalForm(mute.address)} cannot send texts.`, 'number');
  const taken = await findOtherOwners(
    ctx.database.owner,
    workspace.id,
    chosen.map((number) => number.address),
  );
  const foreign = chosen.find((number) => taken.some(({ address }) => address === number.address));
  if (foreign)
    return problem(`Another workspace uses ${nationalForm(foreign.address)}. It must let go of it first.`, 'number');
  const known = new Map(workspace.senderDetails.map((sender) => [sender.address, sender]));
  const senders = chosen.map(({ sid, address }) => ({
    address,
    sid,
    label: field(form, `label_${sid}`).slice(0, LONGEST_LABEL) || null,
    teamId: field(form, `team_${sid}`) || null,
    webhookBefore: known.get(address)?.webhookBefore ?? null,
  }));
  const names = senders.map((sender) => sender.address).join(', ');
  const what = senders.length === 0 ? 'Chose no number.' : `Chose ${names}.`;
  await change(ctx, editor, what, (trx) => replaceSenders(trx, workspace.id, senders));
  return { ok: true, words: senders.length === 0 ? 'Saved: no number is used.' : 'Saved.' };
}

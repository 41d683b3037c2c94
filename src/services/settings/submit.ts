// A form of the settings page: which section and button lead to which verb.

import { VendorError } from '../../domain/errors.ts';
import { readFacts } from '../../domain/settings/facts.ts';
import { type SectionId, sectionIds } from '../../domain/settings/sections.ts';
import type { SaveConflict } from '../../domain/settings-page.ts';
import { findLastChange } from '../../store/workspaces/audit.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { chooseSubaccount } from '../account/choose-subaccount.ts';
import { connectTwilio, disconnectTwilio } from '../account/connect-twilio.ts';
import { forgetNextToken, promoteAuthToken } from '../account/finish-rotation.ts';
import { lookAtTwilio, urlsOf } from '../account/look-at-twilio.ts';
import {
  ChangedMeanwhile,
  change,
  changesSinceSent,
  type Editor,
  type Form,
  field,
  problem,
  type Saved,
  type SettingsContext,
} from '../changes/change.ts';
import { nowOf } from '../context.ts';
import { troubleWords } from '../credentials/vendor-trouble.ts';
import { chooseNumbers } from '../numbers/choose-numbers.ts';
import { setWebhooks, undoWebhooks } from '../numbers/set-webhooks.ts';
import { releaseRefused } from '../refused/quarantine.ts';
import type { Acceptors } from '../texts/take-request.ts';
import { sectionSaves } from './save-section.ts';
import { sendTest } from './send-test.ts';
import { previewTemplate, saveTemplate } from './templates.ts';

export type Answered =
  | { kind: 'saved'; saved: Saved }
  | { kind: 'conflict'; conflict: SaveConflict }
  | { kind: 'preview'; preview: { id: string; text: string } };

const byEnvironment = problem('The environment of the service names this, so it is changed there.');

export async function submitSettings(
  ctx: SettingsContext,
  admin: Editor,
  section: string,
  form: Form,
  acceptors: Acceptors,
): Promise<Answered> {
  const editor = { ...admin, sent: sentOf(section, form) };
  try {
    const conflict = field(form, 'do') === 'preview' ? null : await conflictOf(ctx, editor);
    if (conflict) return { kind: 'conflict', conflict };
    if (section === 'doctor' && field(form, 'do') === 'release')
      return { kind: 'saved', saved: await release(ctx, editor, acceptors) };
    return await submit(ctx, editor, section, form);
  } catch (error) {
    if (error instanceof ChangedMeanwhile)
      return { kind: 'conflict', conflict: await explain(ctx, editor, error.changes) };
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ workspaceId: editor.workspace.id, section, reason: error.message }, 'a vendor refused a setting');
    return { kind: 'saved', saved: problem(troubleWords(error)) };
  }
}

/** Where a section has a form for each of several things, it names the one that it is about. */
function sentOf(section: string, form: Form): NonNullable<Editor['sent']> {
  const item = section === 'templates' ? field(form, 'id') : section === 'members' ? field(form, 'admin') : '';
  const seen = readFacts(field(form, 'seen'));
  return { form: item === '' ? section : `${section}/${item}`, facts: seen?.facts ?? null, at: seen?.at };
}

/** Asked before a vendor is: nothing is changed there either. What is saved in the same moment is seen when it is stored. */
async function conflictOf(ctx: SettingsContext, editor: Editor): Promise<SaveConflict | null> {
  const stored = await findWorkspace(ctx.db, editor.workspace.id);
  const changes = stored ? await changesSinceSent(ctx, ctx.db, stored, editor) : [];
  return changes.length === 0 ? null : explain(ctx, editor, changes);
}

async function explain(
  ctx: SettingsContext,
  { workspace, adminId, sent }: Editor,
  changes: SaveConflict['changes'],
): Promise<SaveConflict> {
  const last = await findLastChange(ctx.db, workspace.id, sent?.form ?? '', sent?.at ?? nowOf(ctx));
  return {
    by: last
      ? { name: last.adminId === null ? 'Threadwire' : last.name, isSelf: last.adminId === adminId, at: last.at }
      : null,
    changes,
  };
}

/** The button stands in the form of the choices, and what is ticked there counts. */
async function chooseAndSet(ctx: SettingsContext, editor: Editor, form: Form): Promise<Saved> {
  const chosen = await chooseNumbers(ctx, editor, form);
  if (!chosen.ok) return chosen;
  const workspace = (await ctx.workspaces.find(editor.workspace.id, 0)) ?? editor.workspace;
  // What has changed since the form was opened is what was just chosen in it.
  return setWebhooks(ctx, { ...editor, workspace, sent: { form: 'numbers', facts: null } });
}

async function release(ctx: SettingsContext, editor: Editor, acceptors: Acceptors): Promise<Saved> {
  // As the doctor tells which can be taken in.
  const set = urlsOf(await lookAtTwilio(ctx, editor.workspace));
  const { taken, failing } = await releaseRefused(ctx, editor.workspace, acceptors, set);
  const what = `Checked the refused requests again: ${taken} taken in, ${failing} left alone.`;
  await change(ctx, editor, what, async () => {});
  const rest = failing === 0 ? '' : ` ${failing} still fail, and were left alone.`;
  return { ok: true, words: `${taken} ${taken === 1 ? 'was' : 'were'} taken in.${rest}` };
}

async function submit(ctx: SettingsContext, editor: Editor, section: string, form: Form): Promise<Answered> {
  const action = field(form, 'do');
  if (section === 'templates' && action === 'preview') {
    const preview = await previewTemplate(ctx, editor, form);
    if ('problem' in preview) return { kind: 'saved', saved: problem(preview.problem, 'contact') };
    return { kind: 'preview', preview: { id: field(form, 'id'), text: preview.text } };
  }
  return { kind: 'saved', saved: await save(ctx, editor, section, action, form) };
}

async function save(ctx: SettingsContext, editor: Editor, section: string, action: string, form: Form): Promise<Saved> {
  const isPrivate = editor.workspace.source === 'environment';
  if (isPrivate && (section === 'twilio' || section === 'numbers' || section === 'doctor')) return byEnvironment;
  switch (section) {
    case 'twilio':
      if (action === 'promote') return promoteAuthToken(ctx, editor);
      if (action === 'forget-next') return forgetNextToken(ctx, editor);
      if (action === 'use-subaccount') return chooseSubaccount(ctx, editor, form);
      return action === 'disconnect' ? disconnectTwilio(ctx, editor) : connectTwilio(ctx, editor, form);
    case 'numbers':
      if (action === 'undo-webhooks') return undoWebhooks(ctx, editor, field(form, 'number'));
      return action === 'set-webhooks' ? chooseAndSet(ctx, editor, form) : chooseNumbers(ctx, editor, form);
    case 'doctor':
      return action === 'set-webhooks' ? setWebhooks(ctx, editor) : problem('There is nothing like that to mend.');
    case 'test':
      return sendTest(ctx, editor, form);
    case 'templates':
      return saveTemplate(ctx, editor, form);
    default: {
      const id = sectionIds.find((known): known is SectionId => known === section);
      const saves = id && sectionSaves[id];
      return saves ? saves(ctx, editor, form) : problem('There is no such section.');
    }
  }
}

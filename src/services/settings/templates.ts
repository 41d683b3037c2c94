// Saves and archives templates, and fills one in for a real contact.
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { CommandOf, TemplateEntry } from '../../domain/settings/commands.ts';
import type { Problem, Saved } from '../../domain/settings/saved.ts';
import { fillTemplate } from '../../domain/texts/template.ts';
import { isUuid } from '../../domain/uuid.ts';
import { isVisible } from '../../domain/well-formed.ts';
import { archiveTemplate as archive, insertTemplate, updateTemplate } from '../../store/texts/templates.ts';
import { longestText } from '../../twilio/limits.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { searchContact } from '../contacts/find-contact.ts';
import { nowOf } from '../context.ts';

const LONGEST_NAME = 100;
const gone = problem({ kind: 'template-gone' });

export async function archiveTemplate(
  ctx: SettingsContext,
  editor: Editor,
  { id, name }: CommandOf<'archive-template'>,
): Promise<Saved> {
  if (!isUuid(id)) return gone;
  const entry = { kind: 'template-archived', name: name.slice(0, LONGEST_NAME) || id } as const;
  const wasThere = await change(ctx, editor, entry, (trx) => archive(trx, editor.workspace.id, id, nowOf(ctx)));
  return wasThere ? { ok: true, done: [{ kind: 'template-archived' }] } : gone;
}

export async function saveTemplate(
  ctx: SettingsContext,
  editor: Editor,
  { id, name, body }: TemplateEntry,
): Promise<Saved> {
  if (!isVisible(name) || name.length > LONGEST_NAME) return problem({ kind: 'name-form', most: LONGEST_NAME }, 'name');
  if (!isVisible(body) || body.length > longestText) return problem({ kind: 'text-form', most: longestText }, 'body');
  if (id !== '' && !isUuid(id)) return gone;
  const template = { id: id || ctx.newId(), name, body, workspaceId: editor.workspace.id };
  const isThere = await change(ctx, editor, { kind: 'template-saved', name }, (trx) =>
    (id === '' ? insertTemplate : updateTemplate)(trx, template, nowOf(ctx)),
  );
  return isThere ? { ok: true, done: [{ kind: 'saved' }] } : gone;
}

/** Fills the template for a contact, whom a phone number or an Intercom id names. */
export async function previewTemplate(
  ctx: SettingsContext,
  { workspace, adminId }: Editor,
  { body, contact: wanted }: CommandOf<'preview-template'>,
): Promise<{ text: string } | { problem: Problem }> {
  const intercom = ctx.intercom(workspace);
  const number = toE164(wanted, countryFor(workspace, preferredSender(workspace, null)) ?? undefined);
  const found = number === null ? undefined : await searchContact(intercom, number);
  const id = found?.id ?? (/^[0-9a-f]{24}$/.test(wanted) ? wanted : null);
  if (id === null) return { problem: { kind: 'no-contact' } };
  const contact = await intercom.getContactFields(id);
  const name = await intercom.getAdminName(adminId);
  const { text } = fillTemplate(body, {
    contact,
    admin: { name },
    conversation: { id: '215000000000000' },
  });
  return { text };
}

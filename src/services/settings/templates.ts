// Checks, saves and archives templates, and fills one in for a real contact or with example values.
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { CommandOf, TemplateEntry } from '../../domain/settings/commands.ts';
import type { NotSaved, Saved } from '../../domain/settings/saved.ts';
import type { TemplatePreview } from '../../domain/settings/templates.ts';
import { fillTemplate } from '../../domain/texts/template.ts';
import { checkTemplate, type TemplateFault } from '../../domain/texts/template-check.ts';
import { isUuid } from '../../domain/uuid.ts';
import { isVisible } from '../../domain/well-formed.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { archiveTemplate as archive, insertTemplate, updateTemplate } from '../../store/texts/templates.ts';
import { listMembers } from '../../store/workspaces/sessions.ts';
import { longestText } from '../../twilio/limits.ts';
import { type Changer, change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { searchContact } from '../contacts/find-contact.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import { ownAttributes } from './template-fields.ts';

const LONGEST_NAME = 100;
const gone = problem({ kind: 'template-gone' });

export async function archiveTemplate(
  ctx: SettingsContext,
  editor: Changer,
  { id, name }: Omit<CommandOf<'archive-template'>, 'do'>,
): Promise<Saved> {
  if (!isUuid(id)) return gone;
  const entry = { kind: 'template-archived', name: name.slice(0, LONGEST_NAME) || id } as const;
  const wasThere = await change(ctx, editor, entry, (trx) => archive(trx, editor.workspace.id, id, nowOf(ctx)));
  return wasThere ? { ok: true, done: [{ kind: 'template-archived' }] } : gone;
}

export async function saveTemplate(ctx: SettingsContext, editor: Editor, entry: TemplateEntry): Promise<Saved> {
  const kept = await keepTemplate(ctx, editor, entry);
  return 'problems' in kept ? kept : { ok: true, done: [{ kind: 'saved' }] };
}

/** The template as it was saved, with its id. */
export async function keepTemplate(
  ctx: SettingsContext,
  editor: Changer,
  { id, name, body }: TemplateEntry,
): Promise<TemplateEntry | NotSaved> {
  if (!isVisible(name) || name.length > LONGEST_NAME) return problem({ kind: 'name-form', most: LONGEST_NAME }, 'name');
  if (!isVisible(body) || body.length > longestText) return problem({ kind: 'text-form', most: longestText }, 'body');
  if (id !== '' && !isUuid(id)) return gone;
  const fault = await faultOf(ctx, editor.workspace, body);
  if (fault) return problem(fault, 'body');
  const template = { id: id || ctx.newId(), name, body, workspaceId: editor.workspace.id };
  const isThere = await change(ctx, editor, { kind: 'template-saved', name }, (trx) =>
    (id === '' ? insertTemplate : updateTemplate)(trx, template, nowOf(ctx)),
  );
  return isThere ? { id: template.id, name, body } : gone;
}

/** Fills the template for a contact, whom a phone number or an Intercom id names, or with example values. */
export async function previewTemplate(
  ctx: SettingsContext,
  editor: Editor,
  { id, body, contact: wanted }: CommandOf<'preview-template'>,
): Promise<TemplatePreview | NotSaved> {
  const fault = await faultOf(ctx, editor.workspace, body);
  if (fault) return problem(fault, 'body');
  const found = wanted === '' ? null : await contactNamed(ctx, editor.workspace, wanted);
  if (found === undefined) return problem({ kind: 'no-contact' }, 'contact');
  const admin = (await listMembers(ctx.db, editor.workspace.id)).find(({ adminId }) => adminId === editor.adminId);
  const { text, missing } = fillTemplate(body, {
    contact: found ?? exampleContact,
    admin: { name: admin?.name ?? null },
    conversation: { id: '215000000000000' },
  });
  return { id, text, missing, contact: found && { name: found.name } };
}

const example = { first: 'Maya', last: 'Reyes', email: 'maya@example.com', phone: '+14155550132' };
const exampleContact = { ...example, name: `${example.first} ${example.last}`, attributes: {} };

/** Undefined: there is none. */
async function contactNamed(ctx: SettingsContext, workspace: OpenWorkspace, wanted: string) {
  const intercom = ctx.intercom(workspace);
  const number = toE164(wanted, countryFor(workspace, preferredSender(workspace, null)) ?? undefined);
  const found = number === null ? undefined : await searchContact(intercom, number);
  const id = found?.id ?? (/^[0-9a-f]{24}$/.test(wanted) ? wanted : null);
  if (id === null) return undefined;
  try {
    return await intercom.getContactFields(id);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** A text without braces needs no look at Intercom. */
async function faultOf(ctx: SettingsContext, workspace: OpenWorkspace, body: string): Promise<TemplateFault | null> {
  if (!/\{\{|\}\}/.test(body)) return null;
  return checkTemplate(body, await ownAttributes(ctx, workspace));
}

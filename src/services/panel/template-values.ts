// What the fields of a template stand for in this conversation; asked for only when a text has fields.
import type { TemplateValues } from '../../domain/texts/template.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { findAdminName, rememberAdmin } from '../../store/conversations/admins.ts';
import { type Desk, soon } from './panel-request.ts';

/** Asked for once a request. What cannot be had is missing: the panel then says so, and nothing is sent blank. */
export function templateValues(desk: Desk): Promise<TemplateValues> {
  desk.looked.values ??= askForValues(desk);
  return desk.looked.values;
}

async function askForValues(desk: Desk): Promise<TemplateValues> {
  const [contact, name] = await Promise.all([contactFields(desk), adminName(desk)]);
  return { contact, admin: { name }, conversation: { id: desk.question.conversationId ?? '' } };
}

async function contactFields(desk: Desk): Promise<TemplateValues['contact']> {
  const { ctx, workspace, question } = desk;
  const nothing = { name: null, email: null, phone: null, attributes: {} };
  if (question.contactId === null) return nothing;
  try {
    return await soon(ctx.intercom(workspace).getContactFields(question.contactId));
  } catch (error) {
    if (!isGone(error)) ctx.log.warn({ workspaceId: workspace.id, err: error }, 'a template has no contact to draw on');
    return nothing;
  }
}

/** An admin we have not met is asked for once. */
export async function adminName(desk: Pick<Desk, 'ctx' | 'workspace' | 'question' | 'now'>): Promise<string | null> {
  const { ctx, workspace, question, now } = desk;
  const { adminId } = question;
  if (adminId === null) return null;
  const known = await findAdminName(ctx.db, workspace.id, adminId);
  if (known !== null) return known;
  try {
    const name = await soon(ctx.intercom(workspace).getAdminName(adminId));
    if (name !== null) await rememberAdmin(ctx.db, { workspaceId: workspace.id, adminId, name }, now);
    return name;
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, adminId, err: error }, "an admin's name is not known");
    return null;
  }
}

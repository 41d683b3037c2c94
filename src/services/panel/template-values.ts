// The values of a template's fields in this conversation; Intercom is asked only when a text has fields.
import type { TemplateValues } from '../../domain/texts/template.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { findAdminName, rememberAdmin } from '../../store/conversations/admins.ts';
import { inTime } from '../in-time.ts';
import type { PanelRequest } from './panel-request.ts';

/** Asked for once a request. A value that Intercom does not give is missing: the panel says so, and nothing is sent blank. */
export function templateValues(request: PanelRequest): Promise<TemplateValues> {
  request.looked.values ??= askForValues(request);
  return request.looked.values;
}

async function askForValues(request: PanelRequest): Promise<TemplateValues> {
  const [contact, name] = await Promise.all([contactFields(request), adminName(request)]);
  return { contact, admin: { name }, conversation: { id: request.question.conversationId ?? '' } };
}

async function contactFields(request: PanelRequest): Promise<TemplateValues['contact']> {
  const { ctx, workspace, question } = request;
  const nothing = { name: null, email: null, phone: null, attributes: {} };
  if (question.contactId === null) return nothing;
  try {
    return await inTime(ctx.intercom(workspace).getContactFields(question.contactId));
  } catch (error) {
    if (!isGone(error)) ctx.log.warn({ workspaceId: workspace.id, err: error }, 'a template has no contact to draw on');
    return nothing;
  }
}

/** An admin we have not met is asked for once. */
export async function adminName(
  request: Pick<PanelRequest, 'ctx' | 'workspace' | 'question' | 'now'>,
): Promise<string | null> {
  const { ctx, workspace, question, now } = request;
  const { adminId } = question;
  if (adminId === null) return null;
  const known = await findAdminName(ctx.db, workspace.id, adminId);
  if (known !== null) return known;
  try {
    const name = await inTime(ctx.intercom(workspace).getAdminName(adminId));
    if (name !== null) await rememberAdmin(ctx.db, { workspaceId: workspace.id, adminId, name }, now);
    return name;
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, adminId, err: error }, "an admin's name is not known");
    return null;
  }
}

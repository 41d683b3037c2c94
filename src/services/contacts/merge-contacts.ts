// Merges a lead into the user who has the same number, once, as an agent asked. Intercom merges in this direction only.
import type { Contact } from '../../domain/conversation.ts';
import { countryOf, parseAddress } from '../../domain/numbers/phone-number.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isForbidden, isGone, isRefused } from '../../intercom/calls/errors.ts';
import { findContact, markMerging } from '../../store/conversations/contacts.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { once } from '../once.ts';
import { inherit } from './follow-contact.ts';

export interface Merging {
  leadId: string;
  userId: string;
  /** The number that both have. */
  address: string;
}

/** `changed`: they are no lead and user of this number any more. */
export type MergeOutcome = 'merged' | 'changed' | 'forbidden' | 'refused';

/** Throws where Intercom did not answer: asked again, it looks what became of the first try. */
export async function mergeContacts(ctx: Context, workspace: OpenWorkspace, merging: Merging): Promise<MergeOutcome> {
  const { leadId, userId } = merging;
  const intercom = ctx.intercom(workspace);
  const known = await findContact(ctx.db, workspace.id, leadId);
  const triedAt = known?.mergingAt ?? null;
  try {
    if (triedAt === null && !(await areAlike(intercom, merging))) return 'changed';
    const { value: user } = await once<Contact>(ctx, {
      triedAt,
      mark: (at) => markMerging(ctx.db, workspace.id, leadId, at),
      look: () => findMerged(intercom, merging),
      make: (attempt) => intercom.mergeContacts({ from: leadId, into: userId }, attempt),
    });
    await inherit(ctx, { workspaceId: workspace.id, address: merging.address }, leadId, user);
    await markMerging(ctx.db, workspace.id, leadId, null);
    ctx.log.info({ workspaceId: workspace.id, leadId, userId, at: nowOf(ctx) }, 'a lead was merged into a user');
    return 'merged';
  } catch (error) {
    if (isForbidden(error)) return 'forbidden';
    if (isGone(error)) return 'changed';
    if (!isRefused(error)) throw error;
    ctx.log.warn({ workspaceId: workspace.id, leadId, userId, err: error }, 'Intercom refuses a merge');
    return 'refused';
  }
}

/** Intercom is asked afresh, as a merge cannot be undone. */
async function areAlike(intercom: IntercomClient, { leadId, userId, address }: Merging): Promise<boolean> {
  const [lead, user] = await Promise.all([intercom.getContact(leadId), intercom.getContact(userId)]);
  const { phone } = parseAddress(address);
  const country = phone === null ? null : countryOf(phone);
  const hasNumber = (contact: Contact) => phone !== null && numberIn(contact.phone, country) === phone;
  const isPair = lead.id === leadId && lead.role === 'lead' && user.id === userId && user.role === 'user';
  return isPair && hasNumber(lead) && hasNumber(user);
}

/** The user, where an earlier try worked: a merged lead leads there. */
async function findMerged(intercom: IntercomClient, { leadId, userId }: Merging): Promise<Contact | null> {
  const found = await intercom.getContact(leadId);
  return found.id === userId ? found : null;
}

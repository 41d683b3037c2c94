// Changes consent by an admin's click on the page of consent.
import { LONGEST_REASON } from '../../domain/consent/consent.ts';
import type { ConsentDone } from '../../domain/consents-page.ts';
import { toE164 } from '../../domain/numbers/phone-number.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Storing, Timed } from '../context.ts';
import { optOutByHand, resumeByHand } from './change-consent.ts';

type PageContext = Storing & Timed;

interface Click {
  workspace: Workspace;
  adminId: string;
}

/** `typed`: a number in any spelling. */
export async function optOutTyped(
  ctx: PageContext,
  { workspace, adminId }: Click,
  typed: string,
  reason: string,
): Promise<ConsentDone> {
  if (typed.trim() === '') return { kind: 'number', why: { kind: 'nothing-typed' } };
  const address = toE164(typed, countryFor(workspace, preferredSender(workspace, null)) ?? undefined);
  if (address === null) return { kind: 'number', why: { kind: 'no-number' } };
  return optOutAddress(ctx, { workspace, adminId }, address, reason);
}

export async function optOutAddress(
  ctx: PageContext,
  { workspace, adminId }: Click,
  address: string,
  typed: string,
): Promise<ConsentDone> {
  const reason = typed.trim();
  if (reason === '') return { kind: 'reason-missing' };
  if (reason.length > LONGEST_REASON) return { kind: 'reason-too-long', most: LONGEST_REASON };
  await optOutByHand(ctx, { workspaceId: workspace.id, address, adminId, conversationId: null, reason });
  return { kind: 'opted-out', address };
}

export async function resumeAddress(
  ctx: PageContext,
  { workspace, adminId }: Click,
  address: string,
): Promise<ConsentDone> {
  const scope = workspace.settings.consentScope;
  const change = { workspaceId: workspace.id, address, adminId, conversationId: null, sender: '', scope };
  return { kind: (await resumeByHand(ctx, change)) ? 'resumed' : 'start-only', address };
}

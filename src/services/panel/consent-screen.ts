// Opting a customer out by hand, undoing what was done by hand, and ending a loop.
import { LONGEST_REASON } from '../../domain/consent/consent.ts';
import type { PanelState } from '../../domain/panel.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { optOutByHand, resumeByHand } from '../consent/change-consent.ts';
import { readEvidence } from '../consent/read-consents.ts';
import { resumeAutomatic } from '../texts/stop-loop.ts';
import { homeScreen } from './home-screen.ts';
import { numberScreen } from './number-screen.ts';
import { frameOf, lookAgain, type PanelRequest, situationOf, withDone, withProblem } from './panel-request.ts';
import { adminName } from './template-values.ts';

/** The latest words that the panel shows; the page of consent has all of them. */
const MOST_SHOWN = 5;

export async function consentScreen(request: PanelRequest): Promise<PanelState> {
  const { address, sender, record } = await situationOf(request);
  if (address === null) return numberScreen(withProblem(request, { kind: 'number-missing' }));
  const { ctx, workspace } = request;
  const evidence = await readEvidence(ctx, workspace.id, address, MOST_SHOWN);
  const reason = request.input.reason ?? '';
  return { screen: 'consent', ...frameOf(request), address, sender, consent: record.consent, evidence, reason };
}

export async function optOut(request: PanelRequest): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const { address } = await situationOf(request);
  if (address === null) return consentScreen(request);
  const reason = (request.input.reason ?? '').trim();
  if (reason === '') return consentScreen(withProblem(request, { kind: 'reason-missing' }));
  if (reason.length > LONGEST_REASON)
    return consentScreen(withProblem(request, { kind: 'reason-too-long', most: LONGEST_REASON }));
  // Known before it is needed: the panel shows who did it.
  await adminName(request);
  const { adminId, conversationId } = question;
  await optOutByHand(ctx, { workspaceId: workspace.id, address, reason, adminId, conversationId });
  lookAgain(request);
  return homeScreen(withDone(request, { kind: 'opted-out' }));
}

/** One click: the customer's own words, quoted, are the reason. */
export async function optOutBy(request: PanelRequest, messageId: string): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const message = await findMessage(ctx.db, workspace.id, messageId);
  if (message?.direction !== 'in') return homeScreen(withProblem(request, { kind: 'text-gone' }));
  const { address, body } = message;
  const reason = `“${body
    .trim()
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_REASON - 20)}”`.toWellFormed();
  await adminName(request);
  const { adminId, conversationId } = question;
  await optOutByHand(ctx, { workspaceId: workspace.id, address, reason, adminId, conversationId, messageId });
  lookAgain(request);
  return homeScreen(withDone(request, { kind: 'opted-out' }));
}

export async function resumeTexts(request: PanelRequest): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const { address, sender } = await situationOf(request);
  if (address === null) return consentScreen(request);
  const { adminId, conversationId } = question;
  const scope = workspace.settings.consentScope;
  const pair = { workspaceId: workspace.id, address, sender: sender ?? '', scope };
  const resumed = await resumeByHand(ctx, { ...pair, adminId, conversationId });
  lookAgain(request);
  if (resumed) return homeScreen(withDone(request, { kind: 'resumed' }));
  return consentScreen(withProblem(request, { kind: 'start-only' }));
}

/** Two clicks do it once; the second shows the same. */
export async function resumeAutomaticTexts(request: PanelRequest): Promise<PanelState> {
  const { ctx, workspace } = request;
  const { thread } = (await situationOf(request)).record;
  if (thread !== null) await resumeAutomatic(ctx, { workspaceId: workspace.id, id: thread.id });
  lookAgain(request);
  return homeScreen(withDone(request, { kind: 'resumed-automatic' }));
}

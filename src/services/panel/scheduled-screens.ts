// Scheduled texts: the list, one of them, and what is done about it: edit, cancel, undo.
import type { PanelState, ScheduledScreen, ScheduledText } from '../../domain/panel.ts';
import type { PanelProblem } from '../../domain/panel-flash.ts';
import { findNamedSend } from '../../store/texts/scheduled-texts.ts';
import { cancelScheduled, type Gone, restoreScheduled } from '../texts/change-scheduled.ts';
import { homeScreen } from './home-screen.ts';
import {
  emptyDraft,
  frameOf,
  lookAgain,
  type PanelRequest,
  type Situation,
  situationOf,
  withDone,
  withProblem,
} from './panel-request.ts';
import { toScheduled } from './scheduled-text.ts';
import { adminName } from './template-values.ts';
import { writeScreen } from './write-screen.ts';

export async function scheduledList(request: PanelRequest): Promise<ScheduledScreen> {
  const situation = await situationOf(request);
  return screenFor(request, situation, null);
}

function screenFor(request: PanelRequest, situation: Situation, open: ScheduledText | null): ScheduledScreen {
  const { record } = situation;
  const scheduled = record.scheduled.map((one) => toScheduled(request, situation, one));
  return { screen: 'scheduled', ...frameOf(request), scheduled, open, optedOut: record.consent.optedOut };
}

/** One that was sent meanwhile stands among the texts of the first screen. */
export async function openScheduled(request: PanelRequest, id: string): Promise<PanelState> {
  const found = await findNamedSend(request.ctx.db, request.workspace.id, id);
  if (!found) return homeScreen(withProblem(request, notScheduled('gone')));
  if (found.send.state === 'sent')
    return homeScreen(request.flash ? request : withProblem(request, notScheduled('sent')));
  const situation = await situationOf(request);
  return screenFor(request, situation, toScheduled(request, situation, found));
}

export async function editScheduled(request: PanelRequest, id: string): Promise<PanelState> {
  const found = await findNamedSend(request.ctx.db, request.workspace.id, id);
  if (!found) return homeScreen(withProblem(request, notScheduled('gone')));
  const { state, body, address: to, sender } = found.send;
  if (state !== 'scheduled') return openScheduled(withProblem(request, notScheduled(state)), id);
  return writeScreen({ ...request, memory: { nonce: null, draft: { ...emptyDraft, body, to, sender, editing: id } } });
}

export async function cancelText(request: PanelRequest, id: string): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const outcome = await cancelScheduled(ctx, workspace.id, { id, by: question.adminId });
  lookAgain(request);
  if (outcome.kind === 'gone') return openScheduled(withProblem(request, noLonger(outcome)), id);
  // The name is remembered, so that the text says who cancelled it.
  await adminName(request);
  return openScheduled(withDone(request, { kind: 'cancelled' }), id);
}

export async function undoCancel(request: PanelRequest, id: string): Promise<PanelState> {
  const outcome = await restoreScheduled(request.ctx, request.workspace, id);
  lookAgain(request);
  switch (outcome.kind) {
    case 'restored':
      return openScheduled(withDone(request, { kind: 'scheduled-again' }), id);
    case 'too-late':
      return openScheduled(withProblem(request, { kind: 'undo-too-late' }), id);
    case 'refused': {
      const { address, sender } = outcome.send;
      const by = { kind: outcome.reason, address, sender };
      return openScheduled(withProblem(request, { kind: 'refused', by }), id);
    }
    case 'gone':
      return openScheduled(withProblem(request, noLonger(outcome)), id);
  }
}

function noLonger({ became }: Gone): PanelProblem {
  return notScheduled(became);
}

function notScheduled(became: Gone['became']): PanelProblem {
  return { kind: 'not-scheduled', became, isKept: false };
}

// Later: a time is chosen for a text, and texts that wait for theirs are changed or cancelled.

import { countryOf } from '../../domain/numbers/phone-number.ts';
import type { PanelState, ScheduledScreen } from '../../domain/panel.ts';
import { countryOfZone } from '../../domain/times/date-order.ts';
import { type LaterPreset, mayWaitUntil, presetTimes, readTime } from '../../domain/times/send-time.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { cancelScheduled } from '../texts/change-scheduled.ts';
import { homeScreen, toScheduled } from './home-screen.ts';
import {
  clocksFor,
  emptyDraft,
  frameOf,
  lookAgain,
  type PanelRequest,
  situationOf,
  withDone,
  withProblem,
  zoneHere,
} from './panel-request.ts';
import { noLongerScheduled, saveScheduled } from './send-actions.ts';
import { type Composed, compose, writeScreen } from './write-screen.ts';

type Ready = Extract<Composed, { ok: true }>;

export async function laterScreen(request: PanelRequest): Promise<PanelState> {
  const composed = await compose(request);
  return composed.ok ? screenFor(composed) : composed.screen;
}

function screenFor({ request, situation, to }: Ready, choices: readonly Date[] = []): PanelState {
  const { workspace, now, input } = request;
  const own = zoneHere(request, situation, to);
  const zone = own?.zone ?? workspace.timezone;
  return {
    screen: 'later',
    ...frameOf(request),
    to,
    zone,
    isCustomersZone: own !== null,
    presets: presetTimes(now, zone),
    choices,
    typed: input.when ?? '',
  };
}

export async function schedule(request: PanelRequest, preset: LaterPreset): Promise<PanelState> {
  const composed = await compose(request);
  if (!composed.ok) return composed.screen;
  const zone = clocksFor(request, composed.situation, composed.to);
  const chosen = presetTimes(request.now, zone).find(({ id }) => id === preset);
  return chosen ? saveScheduled(composed, chosen.at) : screenFor(composed);
}

export async function scheduleTyped(request: PanelRequest): Promise<PanelState> {
  const composed = await compose(request);
  if (!composed.ok) return composed.screen;
  const zone = clocksFor(request, composed.situation, composed.to);
  const typed = request.input.when ?? '';
  const read = readTime(typed, request.now, zone, () => countryHere(request.workspace, composed.sender));
  if ('problem' in read)
    return screenFor({ ...composed, request: withProblem(composed.request, { kind: 'time', why: read.problem }) });
  if ('at' in read) return saveScheduled(composed, read.at);
  const unclear = { kind: 'time-unclear', typed: typed.slice(0, 40) } as const;
  return screenFor({ ...composed, request: withProblem(composed.request, unclear) }, read.choices);
}

/** The agents' country, by the workspace's zone, else by the number that they text from. */
function countryHere(workspace: Workspace, sender: string): string | null {
  return countryOfZone(workspace.timezone) ?? countryOf(sender);
}

/** One of the days that were offered. */
export async function scheduleAt(request: PanelRequest, at: number): Promise<PanelState> {
  const composed = await compose(request);
  if (!composed.ok) return composed.screen;
  if (mayWaitUntil(new Date(at), request.now)) return saveScheduled(composed, new Date(at));
  return screenFor({ ...composed, request: withProblem(composed.request, { kind: 'time', why: { kind: 'past' } }) });
}

/** `id` null: the list. */
export async function scheduledScreen(request: PanelRequest, id: string | null): Promise<PanelState> {
  const situation = await situationOf(request);
  const { record } = situation;
  const scheduled = record.scheduled.map((one) => toScheduled(request, situation, one));
  const open = scheduled.find((text) => text.id === id) ?? null;
  if (id !== null && open === null)
    return homeScreen(withProblem(request, { kind: 'not-scheduled', became: 'gone', isKept: false }));
  const { optedOut } = record.consent;
  return { screen: 'scheduled', ...frameOf(request), scheduled, open, optedOut } satisfies ScheduledScreen;
}

export async function editScheduled(request: PanelRequest, id: string): Promise<PanelState> {
  const { record } = await situationOf(request);
  const found = record.scheduled.find(({ send }) => send.id === id)?.send;
  if (!found) return homeScreen(withProblem(request, { kind: 'not-scheduled', became: 'gone', isKept: false }));
  const { body, address: to, sender } = found;
  return writeScreen({ ...request, memory: { nonce: null, draft: { ...emptyDraft, body, to, sender, editing: id } } });
}

export async function cancelText(request: PanelRequest, id: string): Promise<PanelState> {
  const outcome = await cancelScheduled(request.ctx, request.workspace.id, { id, by: request.question.adminId });
  lookAgain(request);
  if (outcome.kind === 'gone') return homeScreen(withProblem(request, noLongerScheduled(outcome, false)));
  return homeScreen(withDone(request, { kind: 'cancelled' }));
}

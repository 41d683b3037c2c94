// Later: a time is chosen for a text, shown as it was read, and confirmed. Nothing is scheduled before.
import { countryOf } from '../../domain/numbers/phone-number.ts';
import type { ConfirmScreen, PanelState } from '../../domain/panel.ts';
import type { PanelProblem } from '../../domain/panel-flash.ts';
import { countryOfZone } from '../../domain/times/date-order.ts';
import {
  isNight,
  type LaterPreset,
  nextMorning,
  presetTimes,
  readTime,
  whyNotUntil,
} from '../../domain/times/send-time.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { daysOffFor } from '../texts/days-off.ts';
import { openingOf } from '../texts/find-window.ts';
import { clocksFor, frameOf, type PanelRequest, withProblem, zoneHere } from './panel-request.ts';
import { saveScheduled } from './send-actions.ts';
import { type Composed, compose } from './write-screen.ts';

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

function askAgain(ready: Ready, problem: PanelProblem, choices: readonly Date[] = []): PanelState {
  return screenFor({ ...ready, request: withProblem(ready.request, problem) }, choices);
}

export async function choosePreset(request: PanelRequest, preset: LaterPreset): Promise<PanelState> {
  const composed = await compose(request);
  if (!composed.ok) return composed.screen;
  const zone = clocksFor(request, composed.situation, composed.to);
  const chosen = presetTimes(request.now, zone).find(({ id }) => id === preset);
  return chosen ? confirmScreen(composed, chosen.at) : screenFor(composed);
}

export async function chooseTyped(request: PanelRequest): Promise<PanelState> {
  const composed = await compose(request);
  if (!composed.ok) return composed.screen;
  const zone = clocksFor(request, composed.situation, composed.to);
  const typed = request.input.when ?? '';
  const read = readTime(typed, request.now, zone, () => countryHere(request.workspace, composed.sender));
  if ('problem' in read) return askAgain(composed, { kind: 'time', why: read.problem });
  if ('at' in read) return confirmScreen(composed, read.at);
  return askAgain(composed, { kind: 'time-unclear', typed: typed.slice(0, 40), why: read.why }, read.choices);
}

/** The agents' country, by the workspace's zone, else by the number that they text from. */
function countryHere(workspace: Workspace, sender: string): string | null {
  return countryOfZone(workspace.timezone) ?? countryOf(sender);
}

/** One of the times that were offered. */
export async function chooseTime(request: PanelRequest, at: number): Promise<PanelState> {
  const composed = await compose(request);
  return composed.ok ? confirmScreen(composed, new Date(at)) : composed.screen;
}

async function confirmScreen(ready: Ready, at: Date): Promise<PanelState> {
  const { request, situation, to, sender, body } = ready;
  const why = whyNotUntil(at, request.now);
  if (why !== null) return askAgain(ready, { kind: 'time', why });
  const own = zoneHere(request, situation, to);
  const zone = own?.zone ?? request.workspace.timezone;
  return {
    screen: 'confirm',
    ...frameOf(request),
    to,
    sender,
    body,
    at,
    zone,
    isCustomersZone: own !== null,
    ...(await morningAfter(ready, at, zone)),
  };
}

/** Quiet hours and days off end at the workspace's time; at night a friendlier one is offered. */
async function morningAfter(
  { request: { workspace }, situation, to }: Ready,
  at: Date,
  zone: string,
): Promise<Pick<ConfirmScreen, 'morning' | 'mustWait'>> {
  const customer = { address: to, zones: situation.zones };
  const isKept = workspace.settings.quietHours;
  const opening = isKept ? openingOf(workspace, customer, at, await daysOffFor(workspace, customer, at)) : null;
  if (opening?.isOpen === false) return { morning: opening.opensAt, mustWait: true };
  const isWarned = opening === null && isNight(at, zone);
  return { morning: isWarned ? nextMorning(at, zone) : null, mustWait: false };
}

/** The time that was shown is confirmed; meanwhile it may have passed. */
export async function scheduleAt(request: PanelRequest, at: number): Promise<PanelState> {
  const composed = await compose(request);
  if (!composed.ok) return composed.screen;
  const why = whyNotUntil(new Date(at), request.now);
  return why === null ? saveScheduled(composed, new Date(at)) : askAgain(composed, { kind: 'time', why });
}

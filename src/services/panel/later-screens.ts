// When a text is to go: choosing a time, and what waits for one.

import { countryOf } from '../../domain/numbers/phone-number.ts';
import type { LaterPreset, PanelState, ScheduledScreen } from '../../domain/panel.ts';
import { countryOfZone } from '../../domain/times/date-order.ts';
import { mayWaitUntil, presetTimes, readTime } from '../../domain/times/send-time.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { cancelScheduled } from '../texts/change-scheduled.ts';
import { homeScreen, toScheduled, zoneOf } from './home-screen.ts';
import { type Desk, emptyDraft, frameOf, lookAgain, say, situationOf } from './panel-request.ts';
import { goneWords, saveScheduled } from './send-actions.ts';
import { type Composed, compose, writeScreen } from './write-screen.ts';

type Ready = Extract<Composed, { ok: true }>;

export async function laterScreen(desk: Desk): Promise<PanelState> {
  const composed = await compose(desk);
  return composed.ok ? screenFor(composed) : composed.screen;
}

function screenFor({ desk, to }: Ready, choices: readonly Date[] = []): PanelState {
  const { workspace, now, input } = desk;
  const own = zoneOf(to, now);
  const zone = own ?? workspace.timezone;
  return {
    screen: 'later',
    ...frameOf(desk),
    to,
    zone,
    isCustomersZone: own !== null,
    presets: presetTimes(now, zone),
    choices,
    typed: input.when ?? '',
  };
}

export async function schedule(desk: Desk, preset: LaterPreset): Promise<PanelState> {
  const composed = await compose(desk);
  if (!composed.ok) return composed.screen;
  const zone = zoneOf(composed.to, desk.now) ?? desk.workspace.timezone;
  const chosen = presetTimes(desk.now, zone).find(({ id }) => id === preset);
  return chosen ? saveScheduled(composed, chosen.at) : screenFor(composed);
}

export async function scheduleTyped(desk: Desk): Promise<PanelState> {
  const composed = await compose(desk);
  if (!composed.ok) return composed.screen;
  const zone = zoneOf(composed.to, desk.now) ?? desk.workspace.timezone;
  const typed = desk.input.when ?? '';
  const read = readTime(typed, desk.now, zone, () => countryHere(desk.workspace, composed.sender));
  if ('problem' in read) return screenFor({ ...composed, desk: say(composed.desk, 'problem', read.problem) });
  if ('at' in read) return saveScheduled(composed, read.at);
  const words = `"${typed.slice(0, 40)}" can be read in two ways. Choose the day that you mean.`;
  return screenFor({ ...composed, desk: say(composed.desk, 'problem', words) }, read.choices);
}

/** Where those who write are, by the workspace's zone, else by the number that they text from. */
function countryHere(workspace: Workspace, sender: string): string | null {
  return countryOfZone(workspace.timezone) ?? countryOf(sender);
}

/** One of the days that were offered. */
export async function scheduleAt(desk: Desk, at: number): Promise<PanelState> {
  const composed = await compose(desk);
  if (!composed.ok) return composed.screen;
  if (mayWaitUntil(new Date(at), desk.now)) return saveScheduled(composed, new Date(at));
  return screenFor({ ...composed, desk: say(composed.desk, 'problem', 'That time has passed. Choose another.') });
}

/** `id` null: the list. */
export async function scheduledScreen(desk: Desk, id: string | null): Promise<PanelState> {
  const { record, address } = await situationOf(desk);
  const scheduled = record.scheduled.map(toScheduled);
  const open = scheduled.find((text) => text.id === id) ?? null;
  if (id !== null && open === null) return homeScreen(say(desk, 'problem', 'That text no longer waits for its time.'));
  const zone = zoneOf(open?.address ?? address, desk.now) ?? desk.workspace.timezone;
  return { screen: 'scheduled', ...frameOf(desk), scheduled, open, zone } satisfies ScheduledScreen;
}

export async function editScheduled(desk: Desk, id: string): Promise<PanelState> {
  const { record } = await situationOf(desk);
  const found = record.scheduled.find(({ send }) => send.id === id)?.send;
  if (!found) return homeScreen(say(desk, 'problem', 'That text no longer waits for its time.'));
  const { body, address: to, sender } = found;
  return writeScreen({ ...desk, memory: { nonce: null, draft: { ...emptyDraft, body, to, sender, editing: id } } });
}

export async function cancel(desk: Desk, id: string): Promise<PanelState> {
  const outcome = await cancelScheduled(desk.ctx, desk.workspace.id, id);
  lookAgain(desk);
  if (outcome.kind === 'gone') return homeScreen(say(desk, 'problem', goneWords(outcome)));
  return homeScreen(say(desk, 'done', 'Cancelled: the text will not be sent.'));
}

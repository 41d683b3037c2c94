// When a text is to go: choosing a time, and what waits for one.
import type { LaterPreset, PanelState, ScheduledScreen } from '../../domain/panel.ts';
import { presetTimes, readTime } from '../../domain/send-time.ts';
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

function screenFor({ desk, to }: Ready): PanelState {
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
  const read = readTime(desk.input.when ?? '', desk.now, zone);
  if ('problem' in read) return screenFor({ ...composed, desk: say(composed.desk, 'problem', read.problem) });
  return saveScheduled(composed, read.at);
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

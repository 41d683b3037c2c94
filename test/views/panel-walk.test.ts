// The panel as a map: every click leads to a screen, every screen is reached from the first one and leads back to it.
import type { PanelState } from '../../src/domain/panel.ts';
import type { PanelAction } from '../../src/domain/panel-action.ts';
import type { Component } from '../../src/views/panel/canvas-kit.ts';
import { examples } from '../../src/views/panel/examples.ts';
import { actionOf, fieldIds } from '../../src/views/panel/ids.ts';
import { renderPanel } from '../../src/views/panel/panel.ts';
import { idsOf } from '../support/canvas-schema.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { leadsTo, type Screen } from '../support/panel-map.ts';

/** Nothing can be done there but to try again: the workspace is not set up, or the database is away. */
const walls: ReadonlySet<Screen> = new Set(['unknown-workspace', 'unavailable']);

const componentsOf = (state: PanelState) => renderPanel(state).canvas.content.components;
const clicksOf = (state: PanelState): PanelAction[] => idsOf(componentsOf(state)).flatMap((id) => actionOf(id) ?? []);
const rooms = examples.filter(({ state }) => !walls.has(state.screen));

describe.each(examples.map(({ name, state }) => [name, state] as const))('%s', (_name, state) => {
  test('has no click that cannot be read', () => {
    const unread = idsOf(componentsOf(state)).filter((id) => actionOf(id) === null && !fieldIds.includes(id));
    expect(unread.filter((id) => !id.startsWith('outside-'))).toEqual([]);
  });

  test('clicks only on what it shows', () => {
    const shown = JSON.stringify(state);
    const subjects = clicksOf(state).flatMap((action) => [
      ...('id' in action ? [action.id] : []),
      ...('address' in action ? [action.address] : []),
      ...('olderThan' in action && action.olderThan !== null ? [action.olderThan] : []),
    ]);
    expect(subjects.filter((subject) => !shown.includes(subject))).toEqual([]);
  });
});

test('every screen leads back to the first one', () => {
  const safe = new Set<Screen>(['home']);
  // A screen is safe once each of its examples has a click that surely leads to safe ones.
  for (let grown = true; grown; ) {
    grown = false;
    for (const screen of new Set(rooms.map(({ state }) => state.screen))) {
      if (safe.has(screen) || !rooms.every(({ state }) => state.screen !== screen || hasWay(state, safe))) continue;
      safe.add(screen);
      grown = true;
    }
  }
  expect(rooms.filter(({ state }) => !safe.has(state.screen) || !hasWay(state, safe)).map(({ name }) => name)).toEqual(
    [],
  );
});

function hasWay(state: PanelState, safe: ReadonlySet<Screen>): boolean {
  return clicksOf(state).some((action) => {
    const screens = leadsTo[action.do];
    return screens.length > 0 && screens.every((screen) => safe.has(screen));
  });
}

test('every screen is reached from the first one', () => {
  const reached = new Set<Screen>(['home']);
  for (const screen of reached) {
    const clicks = rooms.filter(({ state }) => state.screen === screen).flatMap(({ state }) => clicksOf(state));
    for (const next of clicks.flatMap((action) => leadsTo[action.do])) reached.add(next);
  }
  expect([...reached].sort()).toEqual([...new Set(rooms.map(({ state }) => state.screen))].sort());
});

test('a wall says how to try again', () => {
  for (const { state } of examples.filter((example) => walls.has(example.state.screen)))
    expect(clicksOf(state)).toEqual([{ do: 'refresh' }]);
});

test('every action is offered somewhere', () => {
  const offered = new Set(examples.flatMap(({ state }) => clicksOf(state)).map((action) => action.do));
  expect([...offered].sort()).toEqual(Object.keys(leadsTo).sort());
});

test('a label leads to one action', () => {
  const pairs = examples.flatMap(({ state }) => componentsOf(state).flatMap(labelAndAction));
  expect(
    Object.fromEntries([...new Set(pairs.map(([label]) => label))].sort().map((label) => [label, of(label)])),
  ).toEqual({
    'About the opt-out': 'consent',
    'All scheduled texts': 'scheduled',
    'All texts': 'texts',
    'Another number': 'use-typed-number',
    'Another time': 'schedule-typed, later',
    Back: 'home, open-scheduled, write, number',
    'Cancel text': 'cancel-scheduled',
    'Change the time': 'later',
    'Check length and price': 'check',
    'Choose another number': 'senders',
    'Dec 5, 2026 at 9': 'choose-time',
    Edit: 'edit-scheduled',
    'Edit and send again': 'edit-failed',
    'Enter a number': 'number',
    'Fix the number': 'fix-number',
    'Go on writing': 'write',
    'In an hour': 'schedule',
    'In the morning': 'choose-time',
    'May 12, 2027 at 9': 'choose-time',
    'Merge the lead': 'merge-now',
    'Merge two contacts': 'merge',
    'New number': 'use-typed-number',
    'Nov 7, 2027 at 1': 'choose-time',
    'Next Monday': 'schedule',
    'Next page': 'templates, senders',
    Number: 'use-typed-number',
    'Opt out or resume': 'consent',
    'Opt them out': 'opt-out-by',
    'Opt this number out': 'opt-out',
    'Previous page': 'templates',
    Refresh: 'refresh',
    'Replace special characters': 'simplify',
    'Resume texts': 'resume',
    'Resume automatic texts': 'resume-automatic',
    Save: 'send',
    'Save signature': 'save-signature',
    Schedule: 'schedule-at',
    'Schedule anyway': 'schedule-at',
    'Scheduled texts': 'scheduled',
    Search: 'search-templates, search-senders',
    Send: 'send',
    'Send from another number': 'another-number',
    'Send later': 'later',
    'Send now': 'send-now',
    'Show earlier texts': 'texts',
    'Show the newest': 'texts',
    'They have it': 'arrived',
    Tomorrow: 'schedule',
    'Try again': 'again, refresh',
    Undo: 'undo-cancel',
    'Use a template': 'templates',
    'Write a text': 'write',
    'Your signature': 'signature',
  });

  function of(label: string): string {
    return [...new Set(pairs.filter(([one]) => one === label).map(([, action]) => action))].join(', ');
  }
});

/** Buttons and fields with an arrow have both. Times and numbers in labels are left out. */
function labelAndAction(component: Component): [label: string, action: string][] {
  if (component.type !== 'button' && component.type !== 'input') return [];
  const action = actionOf(component.id);
  if (action === null || component.action === undefined) return [];
  return [[component.label.replace(/:.*| from \(.*/, ''), action.do]];
}

test('a row opens what it shows', () => {
  for (const { state } of examples) {
    if (!('texts' in state)) continue;
    const rows = componentsOf(state).flatMap((one) => (one.type === 'list' ? one.items : []));
    for (const { id, title } of rows) {
      const action = actionOf(id);
      if (action?.do !== 'open-text') continue;
      const body = state.texts.find((text) => text.id === action.id)?.body ?? '';
      const start = /: ([^…]{1,12})/.exec(title.replaceAll('\u2060', ''))?.[1]?.trim() ?? '';
      if (!/picture|video|file/i.test(title)) expect(body.replace(/\s+/g, ' ')).toContain(start);
    }
  }
});

test('a choice of numbers sends the numbers themselves', () => {
  for (const { state } of examples) {
    const choices = componentsOf(state).flatMap((one) => (one.type === 'dropdown' ? [one.options] : []));
    if (state.screen !== 'write' || choices.length === 0) continue;
    const listed = state.senders.map(({ address }) => address);
    const chosen = state.sender === null || listed.includes(state.sender) ? [] : [state.sender];
    expect(choices[0]?.map(({ id }) => id)).toEqual([...chosen, ...listed]);
  }
});

test('a field holds the whole text that is written', () => {
  for (const { state } of examples.filter((example) => example.state.screen === 'write')) {
    const field = componentsOf(state).find((one) => one.type === 'textarea');
    expect(state.screen === 'write' && (field?.value ?? '')).toBe(state.screen === 'write' && state.draft.body);
  }
});

// The SMS panel in every state that it can be in: what is drawn, and that Intercom takes it.
import type { PanelState } from '../../src/domain/panel.ts';
import { heightOf, MOST_PX } from '../../src/views/panel/canvas-height.ts';
import type { Component } from '../../src/views/panel/canvas-kit.ts';
import { examples, isFirst } from '../../src/views/panel/examples.ts';
import { readMemory } from '../../src/views/panel/memory.ts';
import { renderPanel } from '../../src/views/panel/panel.ts';
import { linesOf } from '../support/canvas-lines.ts';
import { canvasFaults } from '../support/canvas-schema.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const table = examples.map(({ name, state }) => [name, state] as const);

function componentsOf(state: PanelState): readonly Component[] {
  return renderPanel(state).canvas.content.components;
}

/** Every word on the canvas. */
function wordsOf(state: PanelState): string {
  const words: string[] = [];
  JSON.stringify(componentsOf(state), (key, value: unknown) => {
    if (typeof value === 'string' && !['id', 'type', 'style', 'url'].includes(key)) words.push(value);
    return value;
  });
  return words.join('\n');
}

test('there is an example of every screen, in dozens of states', () => {
  expect(new Set(examples.map(({ state }) => state.screen)).size).toBe(15);
  expect(examples.length).toBeGreaterThan(80);
});

describe.each(table)('%s', (_name, state) => {
  test('reads like this', () => {
    expect(linesOf(renderPanel(state)).join('\n')).toMatchSnapshot();
  });

  test('is a canvas that Intercom takes', () => {
    expect(canvasFaults(renderPanel(state))).toEqual([]);
  });

  test('keeps what is being written', () => {
    const kept = readMemory(renderPanel(state).canvas.stored_data);
    expect(kept).toEqual('memory' in state ? state.memory : { nonce: null, draft: null });
  });

  test('says when in dates that stay true', () => {
    const relative =
      /\b(ago|just now|yesterday|last (week|month)|today at|\d+ (seconds?|minutes?|hours?|days?) (ago|from now))\b/i;
    const own = wordsOf(state).replace('Are you in today?', '').replace('And today?', '');
    expect(own).not.toMatch(relative);
  });
});

describe.each(table.filter(([, state]) => isFirst(state)))('%s, as a first canvas,', (_name, state) => {
  test('has no primary button and is at most 400 px high', () => {
    const components = componentsOf(state);
    expect(components.filter((one) => one.type === 'button' && one.style === 'primary')).toEqual([]);
    expect(heightOf(components)).toBeLessThanOrEqual(MOST_PX);
  });
});

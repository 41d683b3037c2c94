// How the tests print a canvas: every component leaves its words and what an agent can tell it by.
import type { Component } from '../../src/views/panel/canvas-kit.ts';
import {
  button,
  canvas,
  dropdown,
  input,
  item,
  list,
  options,
  outsideLink,
  table,
  text,
  textarea,
} from '../../src/views/panel/canvas-kit.ts';
import { linesOf } from '../support/canvas-lines.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const printed = (...components: readonly Component[]) => linesOf(canvas(components, { nonce: null, draft: null }));

describe('a printed canvas', () => {
  test('tells texts by their style', () => {
    expect(
      printed(text('Templates', 'header'), text('To Maya'), text('Read', 'muted'), text('Not sent.', 'error')),
    ).toEqual(['# Templates', 'To Maya', '~ Read', '! Not sent.']);
  });

  test('shows bold words, and a line that the next one follows closely', () => {
    expect(printed(text([{ bold: 'Failed' }, ' at nine.'], 'error', { tight: true }), text('So it goes.'))).toEqual([
      '! **Failed** at nine. ¬',
      'So it goes.',
    ]);
  });

  test('tells buttons by their style, and links by their address', () => {
    expect(
      printed(
        button('Send', { do: 'send' }, 'primary'),
        button('Check', { do: 'check' }, 'secondary'),
        button('Back', { do: 'home' }, 'link'),
        ...outsideLink('Settings', 'settings', 'https://threadwire.example/settings'),
      ),
    ).toEqual(['[[Send]] [Check] (Back) (Settings ↗ https://threadwire.example/settings)']);
  });

  test('gives buttons a line of their own after each text', () => {
    const [home, write] = [button('Back', { do: 'home' }, 'link'), button('Write', { do: 'write' }, 'secondary')];
    expect(printed(home, text('Then'), write)).toEqual(['(Back)', 'Then', '[Write]']);
  });

  test('has all lines of a row, and all rows of a table', () => {
    const rows = list([
      item({ do: 'number' }, 'Maya', { subtitle: '(415) 555-0132', third: 'In use' }),
      item({ do: 'consent' }, 'Leo'),
    ]);
    expect(printed(...rows, ...table([['To', 'Maya']]))).toEqual([
      '> Maya | (415) 555-0132 | In use',
      '> Leo',
      'To: Maya',
    ]);
  });

  test('shows fields with what stands in them, their arrow and their error', () => {
    expect(
      printed(
        input('reason', { label: 'Reason', placeholder: 'They asked' }),
        input('use-typed-number', { label: 'Number', value: '415' }, { canSubmit: true }),
        textarea('body', { label: 'Text', value: 'One\n two' }, { hasError: true }),
      ),
    ).toEqual(['{Reason: (They asked)}', '{Number: 415} →', '!{Text: One / two}']);
  });

  test('counts long words in a field', () => {
    expect(printed(textarea('body', { label: 'Text', value: 'x'.repeat(200) }))).toEqual([
      `{Text: ${'x'.repeat(120)}… (200 letters)}`,
    ]);
  });

  test('has the chosen one of several first', () => {
    const both = options([
      { id: '1', text: 'Shop' },
      { id: '2', text: 'Desk' },
    ]);
    if (both === null) throw new Error('Two options are a choice.');
    expect(printed(dropdown('sender', { label: 'From', options: both, value: '2' }))).toEqual(['{From: Desk | Shop}']);
    expect(printed(dropdown('sender', { label: 'From', options: both, value: null }))).toEqual([
      '{From: (none) | Shop | Desk}',
    ]);
  });

  test('leaves out the signs that keep typed words from becoming markup', () => {
    expect(printed(text({ typed: '**Hi** www.evil.example' }))).toEqual(['**Hi** www.evil.example']);
  });
});

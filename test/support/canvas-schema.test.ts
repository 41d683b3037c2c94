// The schema of a canvas finds the faults for which Intercom would refuse it.
import { canvasFaults } from './canvas-schema.ts';
import { expect, test } from './jest-globals.ts';

const text = { type: 'text', text: 'Hello' };
const button = { type: 'button', id: 'send', label: 'Send', action: { type: 'submit' } };
const option = (id: string) => ({ type: 'option', id, text: id });
const dropdown = { type: 'dropdown', id: 'from', label: 'From', options: [option('a'), option('b')], value: 'a' };

const canvas = (components: readonly object[], stored_data = {}) => ({
  canvas: { content: { components }, stored_data },
});

test('a canvas that Intercom takes has no fault', () => {
  expect(canvasFaults(canvas([text, button, dropdown], { nonce: 'n' }))).toEqual([]);
});

test.each<[string, readonly object[], object?]>([
  ['no component', []],
  ['an unknown component', [{ type: 'carousel' }]],
  ['an unknown field', [{ ...text, colour: 'red' }]],
  ['a button without an action', [{ ...button, action: undefined }]],
  ['an address that is none', [{ ...button, action: { type: 'url', url: 'here' } }]],
  ['an id that is there twice', [button, button]],
  ['one option alone', [{ ...dropdown, options: [option('a')] }]],
  ['an option that is there twice', [{ ...dropdown, options: [option('a'), option('a')] }]],
  ['a value that is no option', [{ ...dropdown, value: 'c' }]],
  ['more than 64 KB', [{ ...text, text: 'x'.repeat(65 * 1024) }]],
  ['half a character', [{ ...text, text: '\ud83d' }]],
  ['stored data that is no text', [text], { nonce: 1 }],
])('%s is a fault', (_, components, stored) => {
  expect(canvasFaults(canvas(components, stored))).not.toEqual([]);
});

// A template is checked before it is saved.
import { checkTemplate } from '../../src/domain/texts/template-check.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const attributes = ['plan', 'delivery-day', 'Box size'];

test.each([
  'No field at all, but {one brace}.',
  'Hi {{contact.first_name | there}}, {{ admin.name }} here about {{conversation.id}}.',
  '{{user.email}} {{teammate.first_name}} {{first_name}} {{phone | fallback: "your phone"}}',
  '{{contact.plan}} {{delivery-day | soon}}',
])('%j has known fields only', (body) => expect(checkTemplate(body, attributes)).toBeNull());

describe('a field that is not known', () => {
  test.each([
    ['{{contact.first_nam | there}}', 'contact.first_name'],
    ['{{contact.firstname}}', 'contact.first_name'],
    ['{{contact.First_Name}}', 'contact.first_name'],
    ['{{customer.first_name}}', 'contact.first_name'],
    ['{{contact.plans}}', 'contact.plan'],
    ['{{agent.name}}', 'contact.name'],
    ['{{emial}}', 'contact.email'],
    ['{{company.tier}}', null],
    ['{{contact.city}}', null],
    ['{{contact.constructor}}', null],
  ])('is told with the nearest: %s, %s', (written, nearest) => {
    const fault = checkTemplate(`Hello ${written}, ${written}!`, attributes);
    expect(fault).toMatchObject({ kind: 'unknown-fields', fields: [{ written, nearest }] });
    expect(fault).toMatchObject({ known: expect.arrayContaining(['contact.first_name', 'contact.plan']) });
  });

  test('may be an attribute while Intercom does not tell them', () => {
    expect(checkTemplate('{{contact.city}} {{contact.plan}}', null)).toBeNull();
    expect(checkTemplate('{{contact.first_nam}}', null)).toMatchObject({ fields: [{ nearest: 'contact.first_name' }] });
    expect(checkTemplate('{{company.tier}}', null)).toMatchObject({ fields: [{ nearest: null }] });
  });
});

test.each([
  ['Hi {{contact.first_name, how are you?', '{{contact.first_name, how are'],
  ['Hi contact.first_name}}!', 'Hi contact.first_name}}'],
  ['Hi {{contact.first name}}', '{{contact.first name}}'],
  ['Hi {{}}', '{{}}'],
])('%j has braces that make no field', (body, near) =>
  expect(checkTemplate(body, [])).toEqual({ kind: 'broken-field', near }),
);

test('a text of nothing but unknown fields is checked within moments', () => {
  const many = Array.from({ length: 250 }, (_, index) => `attribute_number_${index}`);
  const body = Array.from({ length: 150 }, (_, index) => `{{contact.a${index}}}`).join('');
  const began = performance.now();
  expect(checkTemplate(body, many)).toMatchObject({ kind: 'unknown-fields' });
  expect(performance.now() - began).toBeLessThan(500);
});

test('a value of the caller’s own may have any name', () => {
  expect(checkTemplate('Your {{values.boat}} is {{values.state | ready}}.', [])).toBeNull();
  expect(checkTemplate('Your {{values.}} is ready.', [])).not.toBeNull();
});

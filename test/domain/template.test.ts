// A template's fields are filled in, and nothing in a value becomes a field.
import fc from 'fast-check';
import { fieldsIn, fillTemplate, type TemplateValues } from '../../src/domain/texts/template.ts';
import { expect, test } from '../support/jest-globals.ts';

const values: TemplateValues = {
  contact: {
    name: 'Maya de la Cruz',
    email: 'maya@example.com',
    phone: null,
    attributes: { plan: 'Gold', boxes: 3, vip: false, note: ' ' },
  },
  admin: { name: 'Theo Adler' },
  conversation: { id: '215' },
};

test.each([
  ['Hi {{contact.first_name | there}}!', 'Hi Maya!'],
  ['Hi {{ contact.name }}', 'Hi Maya de la Cruz'],
  ['{{contact.last_name}}', 'de la Cruz'],
  ['{{user.first_name|fallback:"friend"}}', 'Maya'],
  ["{{first_name | fallback: 'friend'}}", 'Maya'],
  ['{{admin.first_name}} here, about {{conversation.id}}', 'Theo here, about 215'],
  ['{{contact.plan}} {{contact.boxes}} {{contact.vip}}', 'Gold 3 false'],
  ['{{contact.phone | your phone}}', 'your phone'],
  ['{{contact.note | nothing}}', 'nothing'],
  ['{{contact.city|}}', ''],
  ['{{contact.city | fallback: ""}}', ''],
  ['No fields, but { braces } and }} ends {{', 'No fields, but { braces } and }} ends {{'],
])('%j becomes %j', (template, text) => {
  expect(fillTemplate(template, values)).toMatchObject({ text, missing: [] });
});

test('the value of each field is told', () => {
  expect(fillTemplate('{{contact.plan}} {{contact.plan}} {{contact.city | town}} {{x}}', values).filled).toEqual([
    { field: '{{contact.plan}}', value: 'Gold' },
    { field: '{{contact.city | town}}', value: 'town' },
  ]);
});

test('a field without value and fallback stays, and is named once', () => {
  expect(fillTemplate('Hi {{contact.city}} {{contact.city}} {{team.name}}', values)).toMatchObject({
    text: 'Hi {{contact.city}} {{contact.city}} {{team.name}}',
    missing: ['{{contact.city}}', '{{team.name}}'],
  });
});

test('a contact’s name becomes no field and reaches no object', () => {
  const sly = { ...values, contact: { ...values.contact, name: '{{admin.name}}' } };
  expect(fillTemplate('{{contact.name}} {{contact.constructor}} {{contact.__proto__|none}}', sly)).toMatchObject({
    text: '{{admin.name}} {{contact.constructor}} none',
    missing: ['{{contact.constructor}}'],
  });
});

test('the missing fields are those that still stand in the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('{{contact.city}}', '{{contact.plan}}', '{{x | y}}'))),
      (parts) => {
        const { text, missing } = fillTemplate(parts.join(' '), values);
        expect(fieldsIn(text)).toEqual(missing);
      },
    ),
  );
});

test('values of the caller go before those of the contact', () => {
  const asked = { ...values, values: { name: 'Ada Moss', boat: 'dinghy', city: '' } };
  const body = '{{first_name}}: {{values.boat}}, {{contact.boat}}, {{values.city | here}}';
  expect(fillTemplate(body, asked).text).toBe('Ada: dinghy, dinghy, here');
});

// The problem of a template names its cause and the way out.
import { checkTemplate } from '../../src/domain/texts/template-check.ts';
import { tellProblem } from '../../src/words/settings/saved.ts';
import { expect, test } from '../support/jest-globals.ts';

function told(body: string, attributes: string[] = []): string {
  const fault = checkTemplate(body, attributes);
  return fault === null ? 'fine' : tellProblem(fault);
}

test('an unknown field is told with the nearest and the known ones', () => {
  expect(told('Hi {{contact.first_nam | there}}', ['plan'])).toBe(
    '{{contact.first_nam | there}} is not a field: did you mean {{contact.first_name}}? The fields are contact.first_name, contact.last_name, contact.name, contact.email, contact.phone, admin.first_name, admin.last_name, admin.name, conversation.id and contact.plan.',
  );
  expect(told('{{company.tier}} {{x}}')).toMatch(
    /^{{company.tier}} is not a field. {{x}} is not a field. The fields are/,
  );
});

test('a long list of fields is cut', () => {
  const many = Array.from({ length: 40 }, (_, index) => `attribute_${index}`);
  expect(told('{{team.name}}', many)).toContain('contact.attribute_2 and 37 more.');
});

test('braces without a field are shown with what a field looks like', () => {
  expect(told('Hi {{contact.first name}}')).toBe(
    'The braces in “{{contact.first name}}” make no field. Write a field like this: {{contact.first_name | there}}.',
  );
});

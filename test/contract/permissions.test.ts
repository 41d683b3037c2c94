// Every call that we make to Intercom is covered by a permission that the app asks for.
import fs from 'node:fs';
import { operations } from '../../src/intercom/calls/operations.ts';
import { permissionOf } from '../../src/intercom/calls/permissions.ts';
import { expect, test } from '../support/jest-globals.ts';

const manifest: { oauth: { permissions: { name: string }[] } } = JSON.parse(
  fs.readFileSync('app-manifest.json', 'utf8'),
);
const asked = manifest.oauth.permissions.map(({ name }) => name);

const client = ['client', 'contact-calls', 'customer-calls']
  .map((file) => fs.readFileSync(`src/intercom/calls/${file}.ts`, 'utf8'))
  .join('\n');

test.each(Object.keys(operations))('the client makes the call %s', (name) => {
  expect(client).toMatch(new RegExp(`call\\(\\s*operations\\.${name},`));
});

test('the calls are all of the client’s', () => {
  expect(Object.keys(operations).length).toBeGreaterThan(15);
  expect(client).not.toMatch(/'(GET|POST|PUT|DELETE) \//);
});

// Macros need none by name, and few apps may read office hours.
const withoutName = /^GET \/(macros|office_hours_schedules)/;
test.each(Object.values(operations).filter((operation) => !withoutName.test(operation)))(
  '%s needs one that is asked for',
  (operation) => {
    const permission = permissionOf(operation);
    expect(asked).toContain(permission?.name);
  },
);

// Every call that we make to Intercom is covered by a permission that the app asks for.
import fs from 'node:fs';
import { permissionOf } from '../../src/intercom/permissions.ts';
import { expect, test } from '../support/jest-globals.ts';

const operations = [
  ...new Set(
    [...fs.readFileSync('src/intercom/client.ts', 'utf8').matchAll(/'((?:GET|POST|PUT|DELETE) \/[^']*)'/g)].map(
      ([, operation = '']) => operation,
    ),
  ),
];
const manifest: { oauth: { permissions: { name: string }[] } } = JSON.parse(
  fs.readFileSync('app-manifest.json', 'utf8'),
);
const asked = manifest.oauth.permissions.map(({ name }) => name);

test('the calls are found in the client', () => {
  expect(operations.length).toBeGreaterThan(15);
});

// Macros need none by name.
test.each(operations.filter((operation) => operation !== 'GET /macros'))(
  '%s needs one that is asked for',
  (operation) => {
    const permission = permissionOf(operation);
    expect(asked).toContain(permission?.name);
    expect(permission?.loss).toMatch(/^[A-Z].*\.$/);
  },
);

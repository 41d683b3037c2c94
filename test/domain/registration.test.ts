// Which of our numbers carriers in the United States want to be registered.
import { schemeOf } from '../../src/domain/numbers/registration.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  ['+14155550100', 'campaign'],
  ['+18885550100', 'toll-free'],
  ['+16045550123', null],
  ['+447700900123', null],
  ['72345', null],
  ['ExampleCo', null],
  ['whatsapp:+14155550100', null],
])('%s belongs to the scheme %s', (address, scheme) => {
  expect(schemeOf(address)).toBe(scheme);
});

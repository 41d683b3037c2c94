// The section of the settings that a finding stands on.
import { sectionOf } from '../../src/domain/doctor/section-of.ts';
import { expect, test } from '../support/jest-globals.ts';

const link = (url: string) => ({ kind: 'link', step: { kind: 'check-again' }, url }) as const;

test('a finding stands where its next step leads', () => {
  const numbers = { check: 'numbers', kind: 'none-chosen' } as const;
  expect(sectionOf({ found: numbers, fix: link('/settings/inbox') })).toBe('inbox');
  expect(sectionOf({ found: numbers, fix: link('https://console.twilio.com/') })).toBe('numbers');
  expect(sectionOf({ found: { check: 'bots', kind: 'undecided', conversations: 1 }, fix: null })).toBe('replies');
  const button = { kind: 'button', step: { kind: 'use-next-token' }, action: 'promote', section: 'twilio' } as const;
  expect(sectionOf({ found: numbers, fix: button })).toBe('twilio');
  expect(sectionOf({ found: { check: 'queue', kind: 'in-time' }, fix: null })).toBeNull();
});

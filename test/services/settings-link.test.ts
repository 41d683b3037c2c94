// The page of the settings to which the panel leads an admin.
import type { PanelWarning } from '../../src/domain/panel.ts';
import { settingsUrlFor } from '../../src/services/panel/settings-link.ts';
import { expect, test } from '../support/jest-globals.ts';

const at = (...warnings: PanelWarning[]) =>
  settingsUrlFor({ ctx: { publicUrl: 'https://sms.example' } } as never, warnings).replace('https://sms.example', '');
const found = { check: 'text-route', kind: 'mute', of: { kind: 'number', address: '+14155550100' } } as const;

test('a warning leads to the page that it is about', () => {
  expect(at({ kind: 'no-sender' })).toBe('/settings/numbers');
  expect(at({ kind: 'paused' })).toBe('/settings/pause');
  expect(at({ kind: 'broken', what: 'twilio-refused' })).toBe('/settings/twilio');
  expect(at({ kind: 'broken', what: 'found', found, stops: ['sending'] }, { kind: 'not-answerable' })).toBe(
    '/settings/numbers',
  );
});

test('several things, and what no setting fixes, lead to the Overview', () => {
  expect(at()).toBe('/');
  expect(at({ kind: 'broken', what: 'intercom-refused' })).toBe('/');
  expect(at({ kind: 'paused' }, { kind: 'broken', what: 'twilio-missing' })).toBe('/');
});

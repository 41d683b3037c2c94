import { expect, test } from 'vitest';
import { renderDoctorReport } from '../../src/views/doctor-report.ts';

test('a report names what is broken with its cause and where it is mended, and what is fine by its title', () => {
  const report = renderDoctorReport({
    workspace: { id: 'abc123', name: 'Example Company' },
    settingsUrl: 'https://threadwire.example/settings',
    findings: [
      {
        severity: 'broken',
        title: 'Twilio is not connected',
        cause: 'No text can come in or go out before it is.',
        fix: { kind: 'link', label: 'Connect Twilio', url: '#twilio' },
      },
      {
        severity: 'warning',
        title: 'Twilio signs with the next Auth Token',
        cause: 'Its rotation is finished there.',
        fix: { kind: 'button', label: 'Use it', action: 'promote' },
      },
      { severity: 'fine', title: 'Intercom answers', cause: 'Its token works.', fix: null },
    ],
  });
  expect(report).toEqual([
    'Example Company (abc123)',
    'BROKEN   Twilio is not connected',
    '         No text can come in or go out before it is.',
    '         Connect Twilio: https://threadwire.example/settings#twilio',
    'WARNING  Twilio signs with the next Auth Token',
    '         Its rotation is finished there.',
    '         Use it: https://threadwire.example/settings#doctor',
    'fine     Intercom answers',
    '1 broken, 1 to look at, 1 fine.',
  ]);
});

import { renderDoctorReport } from '../../src/views/doctor-report.ts';
import { settingsExamples } from '../../src/views/settings/examples.ts';
import { expect, test } from '../support/jest-globals.ts';

test('a report names each broken finding with its cause and its fix', () => {
  const report = renderDoctorReport({
    workspace: { id: 'abc123', name: 'Example Company', senders: ['+14155550100'] },
    settingsUrl: 'https://threadwire.example/settings',
    findings: settingsExamples['several things are broken']?.findings ?? [],
  });
  expect(report).toEqual([
    'Example Company (abc123)',
    'No text comes in.',
    'WARNING  Many texts to the UK failed',
    '         14 of 20 this week, most with “Unknown destination”.',
    '         See Twilio’s log: https://console.twilio.com/us1/monitor/logs/sms',
    'BROKEN   Twilio’s signatures do not match',
    '         Since Nov 20, 2026 at 9:12AM texts are refused: the Auth Token was changed in Twilio, and not here.',
    '         Enter the new token: https://threadwire.example/settings#twilio',
    'BROKEN   Texts to +14155550100 do not come here',
    '         Its webhook at Twilio leads to another system.',
    '         Set its webhook: https://threadwire.example/settings#doctor',
    'WARNING  A price is missing',
    '         Texts to Canada have no estimate.',
    expect.stringMatching(/^fine {5}\S/),
    '2 broken, 2 to look at, 1 fine.',
  ]);
});

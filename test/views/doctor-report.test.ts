import { renderDoctorReport } from '../../src/views/doctor-report.ts';
import { settingsExamples } from '../../src/views/settings/examples.ts';
import { expect, test } from '../support/jest-globals.ts';

test('a report names the cause and the next step of each finding', () => {
  const report = renderDoctorReport({
    workspace: { id: 'abc123', name: 'Example Company', senders: ['+14155550100'], timezone: 'America/New_York' },
    publicUrl: 'https://threadwire.example',
    findings: settingsExamples['several things are broken']?.findings ?? [],
  });
  expect(report).toEqual([
    'Example Company (abc123)',
    'No text comes in.',
    'WARNING  14 texts from (415) 555-0100 failed in the last day with an error that Threadwire does not know',
    '         Twilio refused the text for a reason that Threadwire does not know. An admin can look up the error at https://www.twilio.com/docs/api/errors/39999.',
    '         About error 39999: https://www.twilio.com/docs/api/errors/39999',
    'BROKEN   Texts from Twilio are refused',
    expect.stringMatching(/^ {9}Their signatures are wrong: .* 3 requests are kept/),
    '         Check the Auth Token: https://threadwire.example/settings/twilio',
    'BROKEN   Texts to (415) 555-0100 do not come here',
    '         Twilio sends them to another address.',
    '         Set the webhooks for me: https://threadwire.example/',
    'WARNING  Intercom sent a webhook that Threadwire cannot read',
    expect.stringMatching(/^ {9}2 times in the last day: conversation\.deleted/),
    expect.stringMatching(/^fine {5}\S/),
    '2 broken, 2 to look at, 1 fine.',
  ]);
});

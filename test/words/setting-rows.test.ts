// The settings in words: the history after a save, and the facts of a save that collided.
import { historyOf, sectionFacts } from '../../src/domain/settings/facts.ts';
import { sectionIds } from '../../src/domain/settings/sections.ts';
import { type Choices, defaultSettings } from '../../src/domain/settings/settings.ts';
import { labelOfFact, valueOfFact } from '../../src/words/settings/facts.ts';
import { tellLine } from '../../src/words/settings/history.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const choices: Choices = { ...defaultSettings, actingAdminId: '12', timezone: 'America/New_York' };
const known = { admins: [{ id: '12', name: 'Sam Okafor' }], teams: [{ id: '7001', name: 'Support' }] };
const tell = (name: string, value: string) => `${labelOfFact(name)}: ${valueOfFact(name, value, known)}`;
const historyAfter = (saved: Partial<Choices>) => tellLine(historyOf(choices, saved));

describe('the history', () => {
  test('tells new values of the inbox, and every value elsewhere', () => {
    expect(historyAfter({ tagName: 'Texted', timezone: 'Asia/Tokyo', defaultCountry: null })).toBe(
      'Changed the tag to Texted, the time zone to Asia/Tokyo.',
    );
    expect(historyAfter({ tagName: 'sms-channel' })).toBe('Saved Inbox without a change.');
    expect(historyAfter({ reopenDays: 9 })).toBe(
      'Each number has its own conversation; closed conversations reopen for 9 days; ' +
        'reactions do not reopen or start a conversation; late replies are not sent after 4 hours; ' +
        'conversations with a failed text are reopened.',
    );
    expect(historyAfter({ botReplies: 'always', outboundFirst: false })).toBe(
      'Bot replies are texted; conversations that agents start are not texted; agents’ texts are not signed; the texts of long replies are not numbered.',
    );
    expect(historyAfter({ prices: { currency: 'USD', perSegment: { US: '0.0083', GB: '0.04' } } })).toBe(
      'Changed the prices of 2 countries.',
    );
    expect(historyAfter({ isPaused: true })).toBe('Paused sending.');
  });

  test('tells choices in several sections with one sentence each', () => {
    expect(historyAfter({ isPaused: false, defaultCountry: 'GB' })).toBe(
      'Changed the default country to United Kingdom. Resumed sending.',
    );
  });
});

describe('the facts', () => {
  test('for a section are its labels with the values in words', () => {
    expect(sectionFacts('threading', { ...choices, reopenDays: 1 }).map(([name, value]) => tell(name, value))).toEqual([
      'A contact who texts several of your numbers has: a conversation for each number',
      'A text reopens a closed conversation for: 1 day',
      'Reactions: do not reopen or start a conversation',
      'A late reply is not sent after: 4 hours',
      'A closed conversation in which an agent’s text fails: is reopened',
    ]);
    for (const section of sectionIds)
      for (const [name] of sectionFacts(section, choices)) expect(labelOfFact(name)).not.toBe(name);
  });

  test('name teammates, numbers, secrets and roles', () => {
    expect(tell('actingAdminId', '12')).toBe('Write notes and tags as: Sam Okafor');
    expect(tell('auth-token', '77cd')).toBe('Auth Token: set, ends in 77cd');
    expect(tell('auth-token', '')).toBe('Auth Token: not set');
    expect(tell('signing-key/webhooks_sharedkey_1', '')).toBe('Signing key webhooks_sharedkey_1: set');
    expect(tell('number/+14155550100', '')).toBe('(415) 555-0100: not used');
    expect(tell('number/+14155550100', '{"label":"Care","teamId":"7001","defaultCountry":"GB"}')).toBe(
      '(415) 555-0100: used, called Care, numbers from United Kingdom, assigned to Support',
    );
    expect(tell('service/Alerts', '{"label":"","teamId":"9","defaultCountry":null}')).toBe(
      'Messaging Service Alerts: used, assigned to 9',
    );
    expect(tell('role/Kim Ito', 'editor')).toBe('Role of Kim Ito: editor');
  });

  test('made up in a browser are told unchanged', () => {
    for (const name of ['constructor', '__proto__', 'number', 'toString/x', '/']) expect(labelOfFact(name)).toBe(name);
    expect(tell('reopenDays', 'soon')).toBe('A text reopens a closed conversation for: soon');
    expect(tell('number/x', 'null')).toBe('x: used');
    expect(tell('number/x', '[{"label":{}}')).toBe('x: used');
  });
});

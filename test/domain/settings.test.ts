// The rows of the settings: which values each takes, and what the history says of them.
import { historyOf, sectionFacts } from '../../src/domain/settings/facts.ts';
import { type Choices, choiceNames, defaultSettings, rowOf } from '../../src/domain/settings/settings.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const choices: Choices = { ...defaultSettings, actingAdminId: '12', timezone: 'America/New_York' };

describe('a row', () => {
  test('takes what its field shows of every value it has by default', () => {
    const strayed = choiceNames.filter((name) => {
      const { typed } = rowOf(name).kind;
      return typed !== null && typed.read(typed.write(choices[name])) !== choices[name];
    });
    expect(strayed).toEqual([]);
  });

  test.each([
    ['reopenDays', '0', 0],
    ['reopenDays', '365', 365],
    ['reopenDays', '366', undefined],
    ['reopenDays', '1.5', undefined],
    ['reopenDays', '', undefined],
    ['holdAfterHours', '0', undefined],
    ['holdAfterHours', '23', 23],
    ['holdAfterHours', '24', undefined],
    ['threadPer', 'contact', 'contact'],
    ['threadPer', 'toString', undefined],
    ['botReplies', 'sometimes', undefined],
    ['outboundFirst', 'on', true],
    ['outboundFirst', '', false],
    ['defaultCountry', 'gb', 'GB'],
    ['defaultCountry', '', null],
    ['defaultCountry', 'XX', undefined],
    ['tagName', '', undefined],
    ['tagName', 'a'.repeat(101), undefined],
    ['timezone', 'Asia/Tokyo', 'Asia/Tokyo'],
    ['tagName', '\u200b\u202e', undefined],
    ['timezone', 'Mars', undefined],
    ['timezone', 'UTC', 'UTC'],
    ['timezone', 'Etc/GMT+5', 'Etc/GMT+5'],
    ['timezone', 'UTC+99', undefined],
    ['timezone', '+05:00', undefined],
    ['timezone', 'local', undefined],
  ] as const)('%s reads "%s" as %p', (name, typed, value) => {
    expect(rowOf(name).kind.typed?.read(typed)).toBe(value);
  });
});

describe('the history', () => {
  test('tells of the inbox what changed, and of the other sections how things stand', () => {
    expect(historyOf(choices, { tagName: 'Texted', timezone: 'Asia/Tokyo', defaultCountry: null })).toBe(
      'Changed the tag to Texted, the time zone to Asia/Tokyo.',
    );
    expect(historyOf(choices, { tagName: 'sms-channel' })).toBe('Saved the inbox section as it was.');
    expect(historyOf(choices, { reopenDays: 9 })).toBe(
      'Each number has its own conversation; closed conversations reopen for 9 days; ' +
        'reactions do not reopen or start a conversation; late replies are held after 4 hours; ' +
        'conversations with a failed text are reopened.',
    );
    expect(historyOf(choices, { botReplies: 'always', outboundFirst: false })).toBe(
      'Bot replies are texted; conversations that teammates start are not texted; the parts of long replies are not numbered.',
    );
    expect(historyOf(choices, { prices: { currency: 'USD', perSegment: { US: '0.0083', GB: '0.04' } } })).toBe(
      'Changed the price table: 2 countries.',
    );
    expect(historyOf(choices, { isPaused: true })).toBe('Paused all texts.');
  });

  test('tells of choices in several sections one sentence each', () => {
    expect(historyOf(choices, { isPaused: false, defaultCountry: 'GB' })).toBe(
      'Changed the default country to GB. Resumed texts.',
    );
  });
});

test('the facts of a section are its labels with the values in words; a switch has none', () => {
  expect(sectionFacts('threading', { ...choices, reopenDays: 1 })).toEqual([
    ['A contact who texts several of your numbers has', 'a conversation for each number'],
    ['A text reopens a closed conversation for', '1 day'],
    ['Reactions', 'do not reopen or start a conversation'],
    ['A reply that could not be sent is held after', '4 hours'],
    ['A closed conversation, when a teammate’s text there does not arrive', 'is reopened'],
  ]);
  expect(sectionFacts('pause', choices)).toEqual([]);
});

// The rows of the settings: the values that each takes, and the facts and history that come of them.
import { isDeepStrictEqual } from 'node:util';
import { historyOf, readFacts, sectionFacts, writeFacts } from '../../src/domain/settings/facts.ts';
import { type Choices, choiceNames, defaultSettings, rowOf } from '../../src/domain/settings/settings.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const choices: Choices = { ...defaultSettings, actingAdminId: '12', timezone: 'America/New_York' };

describe('a row', () => {
  test('takes what its field shows of every value it has by default', () => {
    const strayed = choiceNames.filter((name) => {
      const { typed, write } = rowOf(name).kind;
      return typed !== null && !isDeepStrictEqual(typed.read(write(choices[name])), choices[name]);
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
    ['timezone', 'Europe/Kiev', 'Europe/Kyiv'],
    ['timezone', 'Mars', undefined],
    ['timeZoneAttribute', '', ''],
    ['timeZoneAttribute', 'time_zone', 'time_zone'],
    ['timeZoneAttribute', 'a'.repeat(191), undefined],
    ['timezone', 'UTC', 'UTC'],
    ['timezone', 'Etc/GMT+5', 'Etc/GMT+5'],
    ['timezone', 'UTC+99', undefined],
    ['timezone', '+05:00', undefined],
    ['timezone', 'local', undefined],
  ] as const)('%s reads "%s" as %p', (name, typed, value) => {
    expect(rowOf(name).kind.typed?.read(typed)).toBe(value);
  });
});

test('the history keeps a whole section, and the names of new values', () => {
  expect(historyOf(choices, { tagName: 'Texted', timezone: 'Asia/Tokyo', defaultCountry: null })).toEqual({
    kind: 'choices-saved',
    now: {
      actingAdminId: '12',
      tagName: 'Texted',
      defaultCountry: null,
      resultEvents: false,
      subscription: null,
      timezone: 'Asia/Tokyo',
      timeZoneAttribute: '',
    },
    changed: ['tagName', 'timezone'],
  });
});

test('the facts of a section are its settings as fields hold them', () => {
  expect(sectionFacts('threading', { ...choices, reopenDays: 1 })).toEqual([
    ['threadPer', 'sender'],
    ['reopenDays', '1'],
    ['reactionsStayAside', 'on'],
    ['holdAfterHours', '4'],
    ['reopenFailed', 'on'],
  ]);
  expect(sectionFacts('pause', choices)).toEqual([]);
});

test('a form of an earlier version is saved like one without facts', () => {
  const at = new Date('2026-01-08T13:05:00Z');
  expect(readFacts(writeFacts([['reopenDays', '4']], at))).toEqual({ facts: [['reopenDays', '4']], at });
  expect(readFacts(JSON.stringify([at.getTime(), ['A text reopens a closed conversation for', '4 days']]))).toBeNull();
  for (const text of ['', 'null', '{}', '{"at":-1,"facts":[]}', '{"at":1,"facts":[["one"]]}'])
    expect(readFacts(text)).toBeNull();
});

// The panel's flashes: a wait says why and until when, a time stands on both clocks, a refusal has its way out.
import type { PanelWait } from '../../src/domain/panel-flash.ts';
import { doneWords, problemWords } from '../../src/words/panel/flashes.ts';
import { sourceWords } from '../../src/words/panel/texts.ts';
import { endInWords } from '../../src/words/scheduled.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const to = '+14155550132';
const reader = { now: new Date('2026-11-20T14:14:00Z'), zone: 'America/New_York' };

describe('a text that waits', () => {
  test.each<[PanelWait, string]>([
    ['paused', 'Waiting: sending is paused.'],
    ['quiet-hours', 'Waiting: the customer has quiet hours.'],
    ['secrets-locked', 'Waiting: the stored credentials cannot be opened.'],
    ['twilio-missing', 'Waiting: Twilio is not connected.'],
    ['twilio-refused', 'Waiting: Twilio refuses the credentials.'],
  ])('for %s is never said to be queued', (waits, cause) => {
    for (const done of [{ kind: 'queued', to, waits } as const, { kind: 'queued-again', waits } as const]) {
      const words = doneWords(done, reader);
      expect(words.startsWith(cause)).toBe(true);
      expect(words).toMatch(/ goes out (?:once an admin \w+|when they end)/);
      expect(words).not.toMatch(/queued|way/i);
    }
    expect(doneWords({ kind: 'rest-queued', waits }, reader)).toContain(cause);
  });

  test('for nothing is queued', () => {
    expect(doneWords({ kind: 'queued', to, waits: null }, reader)).toBe(
      'Queued: your text to (415) 555-0132. Refresh to see delivery.',
    );
  });
});

describe('a scheduled text', () => {
  test.each([
    [
      '2026-11-23T17:00:00Z',
      'America/Los_Angeles',
      'Mon, Nov 23, 2026 at 9:00AM in Los Angeles, 12:00PM in New York (yours)',
    ],
    [
      '2026-11-23T05:00:00Z',
      'America/Los_Angeles',
      'Sun, Nov 22, 2026 at 9:00PM in Los Angeles; Mon, Nov 23, 2026 at 12:00AM in New York (yours)',
    ],
    ['2026-11-23T17:00:00Z', 'America/New_York', 'Mon, Nov 23, 2026 at 12:00PM in New York (your time)'],
    ['2026-11-23T17:00:00Z', 'America/Detroit', 'Mon, Nov 23, 2026 at 12:00PM in Detroit, 12:00PM in New York (yours)'],
    ['2026-11-23T17:00:00Z', 'UTC', 'Mon, Nov 23, 2026 at 5:00PM UTC, 12:00PM in New York (yours)'],
  ])('at %s in %s is for %s', (at, zone, words) => {
    expect(doneWords({ kind: 'scheduled', to, at: new Date(at), zone }, reader)).toBe(
      `Scheduled for ${words}, to (415) 555-0132.`,
    );
  });
});

test('a cancelled text says who cancelled it, and when', () => {
  const end = { state: 'cancelled', by: 'Theo', at: reader.now } as const;
  expect(endInWords(end, reader)).toBe('Cancelled by Theo at 9:14AM');
  expect(endInWords({ ...end, by: null }, reader)).toBe('Cancelled at 9:14AM');
  expect(endInWords({ ...end, at: new Date('2026-11-18T17:00:00Z') }, reader)).toBe(
    'Cancelled by Theo on Nov 18, 2026 at 12:00PM',
  );
});

test('a refused text has its cause and its way out', () => {
  expect(problemWords({ kind: 'refused', by: { kind: 'opted-out', address: to, sender: '+14155550100' } })).toBe(
    'Not sent. (415) 555-0132 has opted out of texts from (415) 555-0100. Only they can undo this, by texting START to that number.',
  );
});

test('a refusal by Twilio is never said to be an acceptance', () => {
  expect(sourceWords({ source: 'answer', errorCode: 21610 })).toBe('refused by Twilio (21610)');
  expect(sourceWords({ source: 'answer', errorCode: null })).toBe('accepted by Twilio');
  expect(sourceWords({ source: 'callback', errorCode: 30005 })).toBe('reported by Twilio (30005)');
});

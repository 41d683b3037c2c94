// Whatever the panel is asked to show, Intercom takes the canvas, and nothing that somebody typed becomes markup.
import fc from 'fast-check';
import type { PanelState } from '../../src/domain/panel.ts';
import { heightOf, MOST_PX } from '../../src/views/panel/canvas-height.ts';
import { isFirst } from '../../src/views/panel/examples.ts';
import { renderPanel } from '../../src/views/panel/panel.ts';
import { plain } from '../../src/views/plain-text.ts';
import { anyState } from '../support/any-panel.ts';
import { canvasFaults } from '../support/canvas-schema.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

describe('any panel at all', () => {
  test('is a canvas under 64 KB that Intercom takes', () => {
    fc.assert(
      fc.property(anyState, (any) => {
        expect(canvasFaults(renderPanel(any))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('is at most 400 px high where it is the first', () => {
    fc.assert(
      fc.property(anyState.filter(isFirst), (any) => {
        if (any.screen === 'unavailable') return;
        expect(heightOf(renderPanel(any).canvas.content.components)).toBeLessThanOrEqual(MOST_PX);
      }),
      { numRuns: 200, examples: [[everythingAtOnce]] },
    );
  });

  test('has nothing in bold but what it says itself, and no link', () => {
    fc.assert(
      fc.property(anyState, (any) => {
        for (const component of renderPanel(any).canvas.content.components) {
          if (component.type !== 'text') continue;
          expect(component.text.match(/\*\*/g)?.length ?? 0).toBeLessThanOrEqual(2);
          expect(component.text.replaceAll('**', '')).not.toMatch(markup);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** A refusal was just told, the customer has opted out, and a text failed, each in words that take two lines. */
const everythingAtOnce: PanelState = {
  screen: 'home',
  timeZone: 'America/New_York',
  readAt: new Date('2026-01-08T18:00:00Z'),
  memory: { nonce: null, draft: null },
  flash: { problem: { kind: 'refused', by: { kind: 'opted-out', address: '+14155550132', sender: '+14155550100' } } },
  address: 'whatsapp:+14155550132',
  unreadPhone: null,
  people: [{ contactId: '1', name: 'https://evil.example www.evil.example evil.example' }],
  merge: null,
  otherNumbers: 0,
  customerZone: null,
  sender: null,
  consent: { optedOut: true, at: new Date('2025-06-10T02:00:00Z'), source: null, reason: null, byName: null },
  warnings: [],
  failure: {
    messageId: '00000000-0000-1000-8000-000000000000',
    fault: { kind: 'answer-lost', code: 0, page: null, hours: 0, fixedBy: 'customer', retry: 'never' },
    remedies: [],
  },
  texts: [
    {
      id: '00000000-0000-1000-8000-000000000000',
      direction: 'out',
      address: '+14155550132',
      body: '**bold** __strong__ `code` [link](https://evil.example) <b>x</b>',
      media: [],
      waitsUntil: null,
      state: 'undelivered',
      failure: null,
      at: new Date('2025-01-27T17:56:01Z'),
      author: null,
    },
  ],
  hasMoreTexts: false,
  scheduled: [],
  settingsUrl: null,
  mayChangeSettings: false,
};

/** Matches words that a reader of Markdown makes bold, a link, a picture or a list. */
const markup = /\*\*|__|\]\(|`[^\u2060]|<\w|:\/\/|\/\/|\w\.[a-z]{2}|\w@\w|mailto:\w|^#+ |^[-+] |^\d+\. /m;

describe('what somebody typed', () => {
  test.each([
    ['**bold**'],
    ['__bold__'],
    ['[a link](https://evil.example)'],
    ['<https://evil.example>'],
    ['http://evil.example/x?y=z#a'],
    ['www.evil.example'],
    ['me@evil.example'],
    ['# Title\n- one\n2. two'],
    ['`code`'],
  ])('is no markup: %s', (words) => {
    expect(plain(words)).not.toMatch(markup);
    expect(plain(words).replaceAll('\u2060', '')).toBe(words);
  });

  test('is no number to dial, though it reads the same', () => {
    for (const number of ['+1 (415) 555-0177', '4155550177', '020 7946 0123']) {
      expect(plain(number).match(/\d{3,}/g)).toBeNull();
      expect(plain(number).replaceAll('\u2060', '')).toBe(number);
    }
  });

  test('stays as it is where there is nothing to fear', () => {
    const words = 'Hello! It’s 9.30, 5 - 3 = 2; ok? Sì, e.g. 12,50 €.';
    expect(plain(words).replaceAll('\u2060', '')).toBe(words);
    expect(plain('Is my order out? 😀')).toBe('Is my order out? 😀');
  });
});

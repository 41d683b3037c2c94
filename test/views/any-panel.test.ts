// Whatever the panel is asked to show, Intercom takes the canvas, and nothing that somebody typed becomes markup.
import fc from 'fast-check';
import type { NumberProblem } from '../../src/domain/numbers/typed-number.ts';
import type { PanelState, PanelWarning, Trouble } from '../../src/domain/panel.ts';
import type { PanelDone, PanelFlash, PanelProblem } from '../../src/domain/panel-flash.ts';
import { deliveryStates } from '../../src/domain/texts/delivery.ts';
import type { Fault, FaultKind } from '../../src/domain/texts/fault.ts';
import type { MessageState } from '../../src/domain/texts/message.ts';
import type { Refused } from '../../src/domain/texts/refusal.ts';
import { checkText } from '../../src/domain/texts/text-check.ts';
import type { TimeProblem } from '../../src/domain/times/typed-time.ts';
import { twilioFaults } from '../../src/twilio/errors.ts';
import { heightOf, MOST_PX } from '../../src/views/panel/canvas-height.ts';
import { isFirst } from '../../src/views/panel/examples.ts';
import { renderPanel } from '../../src/views/panel/panel.ts';
import { plain } from '../../src/views/plain-text.ts';
import { canvasFaults } from '../support/canvas-schema.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const hostile = [
  '**bold** __strong__ `code` [link](https://evil.example) <b>x</b> ![](https://evil.example/x.png)',
  'https://evil.example www.evil.example evil.example me@evil.example mailto:me@evil.example +1 (415) 555-0177 4155550177',
  '# Title\n- item\n1. item\n> quote\n| a | b |\n~~gone~~',
  'x'.repeat(30_000),
  '👨‍👩‍👧‍👦😀'.repeat(3_000),
  '"\\\u0001\u0000\ud800'.repeat(2_000),
  'Z\u0351\u036b\u0343'.repeat(500),
  '\u202eright to left',
  '',
  ' \u200b\ufeff ',
  'constructor',
];
const typed = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);
const maybe = fc.option(typed);
const address = fc.oneof(
  fc.constantFrom('+14155550132', '+442079460123', '72345', 'ACME', 'whatsapp:+14155550132'),
  typed,
);
const at = fc.date({ noInvalidDate: true });
const zone = fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC', 'nonsense', '');
const id = fc.oneof({ weight: 4, arbitrary: fc.uuid() }, { weight: 1, arbitrary: typed });
const few = <T>(one: fc.Arbitrary<T>, most = 4) => fc.array(one, { maxLength: most });
const always = <const T>(value: T) => fc.constant(value);

const state = fc.constantFrom<MessageState>(
  'received',
  'threaded',
  'blocked',
  'pending',
  'held',
  'given-up',
  'refused',
  ...deliveryStates,
);
const kinds = new Set<FaultKind>([...twilioFaults.values()].map(({ kind }) => kind));
const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom<FaultKind>('answer-lost', 'held', 'no-reason', 'not-sent', 'unlisted', ...kinds),
  code: fc.nat(70_000),
  page: fc.constantFrom(null, 'https://www.twilio.com/docs/api/errors/30005'),
  hours: fc.nat(100),
  fixedBy: fc.constantFrom('customer', 'agent', 'admin', 'us', 'twilio', 'nobody'),
  retry: fc.constantFrom('never', 'later', 'now'),
});
const author = fc.option(fc.record({ kind: fc.constantFrom('admin' as const, 'automation' as const), name: maybe }));
const text = fc.record({
  id,
  direction: fc.constantFrom('in' as const, 'out' as const),
  address,
  body: typed,
  media: few(typed, 12),
  state,
  failure: fc.option(fault),
  at,
  author,
});
const draft = fc.record({ body: typed, to: maybe, sender: maybe, retryOf: maybe, editing: maybe });
const memory = fc.record({ nonce: maybe, draft: fc.option(draft) });
const unreadTime: fc.Arbitrary<TimeProblem> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'unreadable' as const,
      'no-time' as const,
      'several-times' as const,
      'no-such-day' as const,
      'other-weekday' as const,
      'skipped-hour' as const,
      'past' as const,
    ),
  }),
  fc.record({ kind: always('too-far'), days: fc.nat() }),
  fc.record({ kind: always('day-or-time'), typed }),
);
const unreadNumber: fc.Arbitrary<NumberProblem> = fc.oneof(
  fc.record({ kind: fc.constantFrom('nothing-typed' as const, 'no-number' as const) }),
  fc.record({
    kind: always('deaf'),
    type: fc.constantFrom(
      'company-number' as const,
      'landline' as const,
      'pager' as const,
      'premium-rate' as const,
      'shared-cost' as const,
      'toll-free' as const,
      'voicemail' as const,
    ),
  }),
);
const refused: fc.Arbitrary<Refused> = fc.record({
  kind: fc.constantFrom(
    'opted-out' as const,
    'opted-out-by-hand' as const,
    'not-answerable' as const,
    'no-sender' as const,
    'own-number' as const,
    'nothing-to-text' as const,
  ),
  address,
  sender: address,
});
const waits = fc.constantFrom(
  null,
  'paused' as const,
  'secrets-locked' as const,
  'twilio-missing' as const,
  'twilio-refused' as const,
);
const done: fc.Arbitrary<PanelDone> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'arrived' as const,
      'cancelled' as const,
      'opted-out' as const,
      'resumed' as const,
      'saved' as const,
      'sent-again-before' as const,
    ),
  }),
  fc.record({ kind: always('queued'), to: address, waits }),
  fc.record({ kind: always('queued-again'), waits }),
  fc.record({ kind: always('rest-queued'), waits }),
  fc.record({ kind: always('scheduled'), to: address, at, zone }),
);
const problem: fc.Arbitrary<PanelProblem> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'panel-outdated' as const,
      'nothing-sent' as const,
      'contact-unread' as const,
      'macros-unread' as const,
      'conversation-missing' as const,
      'conversation-unknown' as const,
      'fields-open' as const,
      'number-missing' as const,
      'text-empty' as const,
    ),
  }),
  fc.record({
    kind: fc.constantFrom(
      'reason-missing' as const,
      'not-failed' as const,
      'outcome-known' as const,
      'sender-gone' as const,
      'start-only' as const,
      'template-gone' as const,
      'text-gone' as const,
    ),
  }),
  fc.record({
    kind: always('click-used'),
    body: typed,
    became: fc.constantFrom('sent' as const, 'scheduled' as const, 'cancelled' as const),
  }),
  fc.record({ kind: always('text-too-long'), length: fc.nat(), most: fc.nat() }),
  fc.record({ kind: always('reason-too-long'), most: fc.nat() }),
  fc.record({
    kind: always('not-scheduled'),
    became: fc.constantFrom('sent' as const, 'cancelled' as const, 'gone' as const),
    isKept: fc.boolean(),
  }),
  fc.record({ kind: always('refused'), by: refused }),
  fc.record({ kind: always('time'), why: unreadTime }),
  fc.record({ kind: always('time-unclear'), typed }),
  fc.record({ kind: always('typed-number'), why: unreadNumber }),
);
const flash: fc.Arbitrary<PanelFlash> = fc.oneof(fc.record({ done }), fc.record({ problem }));
const frame = {
  timeZone: zone,
  readAt: at,
  memory,
  flash: fc.option(flash),
};
const consent = fc.record({
  optedOut: fc.boolean(),
  at: fc.option(at),
  source: fc.constantFrom(
    null,
    'keyword' as const,
    'opt-out-type' as const,
    'reading' as const,
    'refusal' as const,
    'manual' as const,
  ),
  reason: maybe,
  byName: maybe,
});
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({
    what: fc.constantFrom(
      'intercom-refused' as const,
      'twilio-refused' as const,
      'secrets-locked' as const,
      'twilio-missing' as const,
      'intercom-forbids' as const,
      'intercom-silent' as const,
      'texts-refused' as const,
      'texts-late' as const,
    ),
  }),
  fc.record({
    what: always('found'),
    found: fc.record({ check: always('before'), kind: always('titled'), title: typed }),
    stops: few(fc.constantFrom('sending' as const, 'receiving' as const, 'replies' as const, 'notes' as const)),
  }),
);
const warning: fc.Arbitrary<PanelWarning> = fc.oneof(
  fc
    .record({ kind: always('broken'), first: trouble, others: few(trouble, 9) })
    .map(({ first, ...rest }): PanelWarning => ({ ...rest, ...first })),
  fc.record({
    kind: fc.constantFrom(
      'no-sender' as const,
      'paused' as const,
      'not-answerable' as const,
      'bots-not-texted' as const,
      'also-email' as const,
    ),
  }),
  fc.record({ kind: always('replies-not-texted'), why: fc.constantFrom('chat' as const, 'no-thread' as const) }),
  fc.record({ kind: always('may-stop'), messageId: id, words: typed }),
  fc.record({ kind: always('moved'), conversationId: typed }),
  fc.record({ kind: always('sender-blocked'), fault }),
);
const remedy = fc.constantFrom(
  'again' as const,
  'arrived' as const,
  'edit' as const,
  'another-number' as const,
  'fix-number' as const,
  'settings' as const,
);
const failure = fc.option(fc.record({ messageId: id, fault, remedies: few(remedy, 7) }));
const person = fc.record({ contactId: typed, name: maybe });
const scheduledText = fc.record({ id, address, sender: address, body: typed, sendAt: at, zone, author: maybe });
const sender = fc.record({ address, label: maybe });
const price = fc.record({ amount: fc.oneof(always('0.0079'), typed), currency: fc.oneof(always('USD'), typed) });
const event = fc.record({
  at,
  state: fc.constantFrom('refused' as const, 'held' as const, ...deliveryStates),
  source: fc.constantFrom('answer' as const, 'callback' as const, 'lookup' as const, 'gate' as const, 'agent' as const),
  errorCode: fc.option(fc.nat()),
});
const part = fc.record({
  no: fc.nat(50),
  body: typed,
  state,
  at,
  price: fc.option(price),
  events: few(event, 40),
});
const page = { page: fc.nat(20_000), pages: fc.nat(20_000), query: typed };
const settingsUrl = fc.option(fc.oneof(fc.webUrl(), typed));

const anyState: fc.Arbitrary<PanelState> = fc.oneof(
  fc.record({ screen: always('unknown-workspace'), installUrl: fc.oneof(fc.webUrl(), typed) }),
  fc.record({ screen: always('unavailable'), memory }),
  fc.record({
    ...frame,
    screen: always('home'),
    address: fc.option(address),
    unreadPhone: fc.constantFrom(null, 'several', 'unreadable'),
    people: few(person),
    otherNumbers: fc.nat(100),
    customerZone: fc.option(zone),
    sender: fc.option(address),
    consent,
    warnings: few(warning, 6),
    failure,
    texts: few(text, 12),
    hasMoreTexts: fc.boolean(),
    scheduled: few(scheduledText),
    settingsUrl,
  }),
  fc.record({
    ...frame,
    screen: always('texts'),
    texts: few(text, 80),
    olderThan: fc.option(id),
    isNewest: fc.boolean(),
    optedOut: fc.boolean(),
  }),
  fc.record({
    ...frame,
    screen: always('text'),
    text,
    parts: few(part, 30),
    price: fc.option(fc.record({ amount: typed, currency: typed, isWhole: fc.boolean() })),
    sender: address,
    optedOut: fc.boolean(),
    failure,
    settingsUrl,
  }),
  fc.record({
    ...frame,
    screen: always('write'),
    to: address,
    name: maybe,
    sender: fc.option(address),
    senders: few(sender, 14),
    draft,
    refusal: fc.option(refused),
    check: fc.option(
      typed.map((body) => checkText(body.slice(0, 2_000), { longestText: 1_600, prices: null, country: null })),
    ),
    missingFields: few(typed, 12),
    filledFields: few(fc.record({ field: typed, value: typed }), 12),
    hasTemplates: fc.boolean(),
    scheduled: fc.option(scheduledText),
  }),
  fc.record({
    ...frame,
    ...page,
    screen: always('templates'),
    templates: few(
      fc.record({ id, name: typed, body: typed, source: fc.constantFrom('ours' as const, 'macro' as const) }),
      70,
    ),
  }),
  fc.record({ ...frame, ...page, screen: always('senders'), senders: few(sender, 70) }),
  fc.record({
    ...frame,
    screen: always('number'),
    numbers: few(fc.record({ address, people: few(person) }), 70),
    typed,
  }),
  fc.record({ ...frame, screen: always('consent'), address, sender: fc.option(address), consent, reason: typed }),
  fc.record({
    ...frame,
    screen: always('later'),
    to: address,
    zone,
    isCustomersZone: fc.boolean(),
    choices: few(at, 3),
    presets: few(fc.record({ id: fc.constantFrom('hour' as const, 'tomorrow' as const, 'monday' as const), at }), 5),
    typed,
  }),
  fc.record({
    ...frame,
    screen: always('scheduled'),
    scheduled: few(scheduledText, 70),
    open: fc.option(scheduledText),
    optedOut: fc.boolean(),
  }),
);

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
      state: 'undelivered',
      failure: null,
      at: new Date('2025-01-27T17:56:01Z'),
      author: null,
    },
  ],
  hasMoreTexts: false,
  scheduled: [],
  settingsUrl: null,
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

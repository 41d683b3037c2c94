// What an agent sees in the SMS panel, for every state that it can be in.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deliveryStates } from '../../src/domain/delivery.ts';
import type { MessageState } from '../../src/domain/message.ts';
import type { PanelState, PanelText } from '../../src/domain/panel.ts';
import { renderPanel } from '../../src/views/panel.ts';

type ThreadState = Extract<PanelState, { kind: 'thread' }>;

const at = new Date(Date.UTC(2026, 0, 8, 18, 5));

function words(given: Partial<PanelText> = {}): PanelText {
  return { direction: 'out', body: 'Tomorrow.', files: 0, state: 'delivered', failure: null, at, ...given };
}

function thread(given: Partial<ThreadState> = {}): ThreadState {
  return {
    kind: 'thread',
    customer: { name: 'Maya', address: '+14155550132' },
    sender: '+14155550100',
    answerable: true,
    consent: { optedOut: false, at: null, source: null },
    texts: [],
    timeZone: 'America/New_York',
    ...given,
  };
}

/** The panel in a few lines: text components as they are, tables and lists a line each. */
function shown(state: PanelState): string[] {
  return renderPanel(state).canvas.content.components.flatMap((component) => {
    if (component.type === 'text') return [`${component.style}: ${component.text}`];
    if (component.type === 'data-table') return component.items.map((item) => `${item.field} = ${item.value}`);
    if (component.type !== 'list') return [component.type];
    return component.items.map((item) =>
      ['-', item.title, '|', item.subtitle, ...(item.tertiary_text ? ['|', item.tertiary_text] : [])].join(' '),
    );
  });
}

const facts = ['Customer = Maya', 'Number = (415) 555-0132', 'Texts come from = (415) 555-0100'];

describe('the panel', () => {
  test.each<[string, PanelState, string[]]>([
    [
      'of a workspace that is not here says who can help',
      { kind: 'unknown-workspace' },
      ['muted: Texting is not set up for this workspace yet. Ask an admin to install Threadwire.'],
    ],
    [
      'says when it cannot be shown',
      { kind: 'unavailable' },
      ['muted: The texts of this conversation cannot be shown at the moment. Open it again in a minute.'],
    ],
    [
      'of an ordinary chat says how texts get there',
      { kind: 'no-thread', sender: '+14155550100' },
      ['muted: There are no texts in this conversation. A customer who texts (415) 555-0100 appears here.'],
    ],
    [
      'of an ordinary chat in a workspace without numbers',
      { kind: 'no-thread', sender: null },
      ['muted: There are no texts in this conversation.'],
    ],
    ['of a thread without texts', thread(), [...facts, 'muted: There are no texts yet.']],
    [
      'of somebody whose name is not known',
      thread({ customer: { name: null, address: '+442079460123' } }),
      ['Number = 020 7946 0123', facts[2] ?? '', 'muted: There are no texts yet.'],
    ],
    [
      'of a sender that cannot be texted',
      thread({ customer: { name: null, address: '72345' }, answerable: false }),
      ['Number = 72345', facts[2] ?? '', 'muted: This sender cannot be texted back.', 'muted: There are no texts yet.'],
    ],
    [
      'of somebody who has opted out',
      thread({ consent: { optedOut: true, at, source: 'keyword' } }),
      [
        ...facts,
        'error: Opted out since Jan 8, 2026 at 1:05PM. Replies are not texted until they text START.',
        'muted: There are no texts yet.',
      ],
    ],
    [
      'of somebody who has opted out at a time that is not known',
      thread({ consent: { optedOut: true, at: null, source: null } }),
      [...facts, 'error: Opted out. Replies are not texted until they text START.', 'muted: There are no texts yet.'],
    ],
    [
      'of somebody who has opted in again',
      thread({ consent: { optedOut: false, at, source: 'keyword' } }),
      [...facts, 'muted: There are no texts yet.'],
    ],
    [
      'with texts: the last three, oldest first',
      thread({
        texts: [
          words({ body: 'Long ago' }),
          words({ direction: 'in', body: 'Is my\norder  out?', state: 'threaded' }),
          words({ failure: 'The phone is off.', state: 'undelivered' }),
          words({ direction: 'in', body: ' \u200b', files: 1, state: 'received' }),
        ],
      }),
      [
        ...facts,
        '- Customer: Is my order out? | Received · Jan 8, 2026 at 1:05PM',
        '- You: Tomorrow. | Not delivered · Jan 8, 2026 at 1:05PM | The phone is off.',
        '- Customer: Picture or file | Received · Jan 8, 2026 at 1:05PM',
      ],
    ],
    [
      'with several files, and a long text cut between characters',
      thread({ texts: [words({ direction: 'in', body: '', files: 3 }), words({ body: '👍'.repeat(90) })] }),
      [
        ...facts,
        '- Customer: 3 files | Received · Jan 8, 2026 at 1:05PM',
        `- You: ${'👍'.repeat(79)}… | Delivered · Jan 8, 2026 at 1:05PM`,
      ],
    ],
    [
      'where the time zone is none',
      thread({ texts: [words()], timeZone: 'Nowhere/Land' }),
      [...facts, '- You: Tomorrow. | Delivered · Jan 8, 2026 at 6:05PM'],
    ],
  ])('%s', (_what, state, expected) => {
    expect(shown(state)).toEqual(expected);
  });

  test.each<[MessageState, string]>([
    ['pending', 'Waiting to be sent'],
    ['held', 'Held'],
    ['refused', 'Not sent'],
    ['accepted', 'Accepted'],
    ['scheduled', 'Scheduled'],
    ['queued', 'Queued'],
    ['sending', 'Sending'],
    ['sent', 'Sent'],
    ['canceled', 'Canceled'],
    ['failed', 'Failed'],
    ['undelivered', 'Not delivered'],
    ['delivered', 'Delivered'],
    ['read', 'Read'],
  ])('a text that is %s is called "%s"', (state, called) => {
    expect(shown(thread({ texts: [words({ state })] })).at(-1)).toBe(
      `- You: Tomorrow. | ${called} · Jan 8, 2026 at 1:05PM`,
    );
  });

  test('is left-aligned, has no button and no image, and stores nothing', () => {
    const states: PanelState[] = [
      { kind: 'unknown-workspace' },
      { kind: 'unavailable' },
      { kind: 'no-thread', sender: null },
      thread({ texts: [words()] }),
    ];
    for (const state of states) {
      const { content, stored_data } = renderPanel(state).canvas;
      expect(stored_data).toEqual({});
      for (const component of content.components) {
        expect(['text', 'data-table', 'list']).toContain(component.type);
        if (component.type === 'text') expect(component.align).toBe('left');
      }
    }
  });
});

describe('what people typed', () => {
  const hostile = '**bold** _em_ `code` [link](https://evil.example) <b>x</b>';
  const typed = fc.oneof(
    fc.constant(hostile),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 5 }),
  );
  const anyText = fc.record({
    direction: fc.constantFrom('in' as const, 'out' as const),
    body: typed,
    files: fc.nat(10),
    state: fc.constantFrom<MessageState>('pending', 'held', 'refused', 'received', 'threaded', ...deliveryStates),
    failure: fc.option(typed),
    at: fc.date({ noInvalidDate: true }),
  });
  const anyState: fc.Arbitrary<PanelState> = fc.oneof(
    fc.record({ kind: fc.constant('no-thread' as const), sender: fc.option(typed) }),
    fc.record({
      kind: fc.constant('thread' as const),
      customer: fc.record({ name: fc.option(typed), address: typed }),
      sender: typed,
      answerable: fc.boolean(),
      consent: fc.record({
        optedOut: fc.boolean(),
        at: fc.option(fc.date({ noInvalidDate: true })),
        source: fc.constantFrom(null, 'keyword' as const, 'manual' as const),
      }),
      texts: fc.array(anyText, { maxLength: 8 }),
      timeZone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'nonsense'),
    }),
  );

  test('never becomes markup in a text component', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        for (const component of renderPanel(state).canvas.content.components) {
          if (component.type !== 'text') continue;
          expect(component.text.replace(/\\[\s\S]/g, '')).not.toMatch(/[*_`[\]<>]/);
        }
      }),
    );
  });

  test('never makes a canvas that Intercom refuses for its size', () => {
    const long = 'ü'.repeat(200_000);
    const state = thread({
      customer: { name: long, address: '+14155550132' },
      texts: Array.from({ length: 50 }, () => words({ body: long })),
    });
    expect(Buffer.byteLength(JSON.stringify(renderPanel(state)))).toBeLessThan(8 * 1024);
    fc.assert(
      fc.property(anyState, (any) => {
        expect(Buffer.byteLength(JSON.stringify(renderPanel(any).canvas.content))).toBeLessThan(64 * 1024);
      }),
    );
  });
});

// The names of components and what is kept between clicks: read back as they were written, and nothing else is read.
import fc from 'fast-check';
import type { PanelMemory } from '../../src/domain/panel.ts';
import type { PanelAction } from '../../src/domain/panel-action.ts';
import { actionOf, fieldIds, idOf, outsideId, readInput } from '../../src/views/panel/ids.ts';
import { readMemory, writeMemory } from '../../src/views/panel/memory.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const id = fc.uuid();
const address = fc.oneof(
  fc.stringMatching(/^\+[1-9]\d{6,14}$/),
  fc.stringMatching(/^\d{3,8}$/),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .&-]{0,9}[a-z]$/),
  fc.stringMatching(/^whatsapp:\+[1-9]\d{6,14}$/),
);
const page = fc.integer({ min: 0, max: 9_999 });

const action: fc.Arbitrary<PanelAction> = fc.oneof(
  fc.constantFrom<PanelAction>(
    { do: 'home' },
    { do: 'refresh' },
    { do: 'write' },
    { do: 'check' },
    { do: 'simplify' },
    { do: 'send' },
    { do: 'search-templates' },
    { do: 'search-senders' },
    { do: 'number' },
    { do: 'use-typed-number' },
    { do: 'later' },
    { do: 'schedule-typed' },
    { do: 'scheduled' },
    { do: 'consent' },
    { do: 'opt-out' },
    { do: 'resume' },
    { do: 'resume-automatic' },
  ),
  fc.record({ do: fc.constant('texts' as const), olderThan: fc.option(id) }),
  fc.record({ do: fc.constantFrom('templates' as const, 'senders' as const), page }),
  fc.record({
    do: fc.constant('use-template' as const),
    id: fc.oneof(id, fc.stringMatching(/^macro-[0-9]{1,12}$/)),
  }),
  fc.record({ do: fc.constantFrom('use-sender' as const, 'use-number' as const), address }),
  fc.record({ do: fc.constant('schedule-at' as const), at: fc.integer({ min: 1, max: 9_999_999_999_999 }) }),
  fc.record({ do: fc.constant('schedule' as const), preset: fc.constantFrom('hour', 'tomorrow', 'monday') }),
  fc.record({
    do: fc.constantFrom(
      'open-text' as const,
      'again' as const,
      'arrived' as const,
      'edit-failed' as const,
      'another-number' as const,
      'fix-number' as const,
      'open-scheduled' as const,
      'edit-scheduled' as const,
      'cancel-scheduled' as const,
      'opt-out-by' as const,
    ),
    id,
  }),
);

describe('the id of a click', () => {
  test('is read back as the action that it was written for', () => {
    fc.assert(
      fc.property(action, (given) => {
        expect(actionOf(idOf(given))).toEqual(given);
      }),
    );
  });

  test('is another one for another action', () => {
    fc.assert(
      fc.property(action, action, (one, other) => {
        if (idOf(one) === idOf(other)) expect(one).toEqual(other);
      }),
    );
  });

  test('is short and can be read', () => {
    expect(idOf({ do: 'send' })).toBe('send');
    expect(idOf({ do: 'use-number', address: '+14155550132' })).toBe('use-number.+14155550132');
    expect(idOf({ do: 'templates', page: 2 })).toBe('templates.2');
  });

  test.each([
    [''],
    ['.'],
    ['constructor'],
    ['__proto__'],
    ['__proto__.x'],
    ['sms_send'],
    ['text'],
    ['text.'],
    ['text.4711'],
    ["text.019a9c3e-7d00-7000-8000-000000000001' OR 1=1"],
    ['send.x'],
    ['templates.-1'],
    ['templates.01'],
    ['templates.1e3'],
    ['templates.99999'],
    ['template.macro-'],
    ['template.macro-1/../2'],
    ['schedule.never'],
    ['schedule-at.'],
    ['schedule-at.-5'],
    ['schedule-at.12345678901234'],
    ['schedule-at.1e12'],
    ['use-number.'],
    [`use-number.${'1'.repeat(65)}`],
    ['use-number.\ud800'],
    ['use-number.\u0000'],
    [outsideId('settings')],
    ['body'],
  ])('%j is none of ours', (unknown) => {
    expect(actionOf(unknown)).toBeNull();
  });

  test('that is anything at all is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        const read = actionOf(any);
        if (read !== null) expect(actionOf(idOf(read))).toEqual(read);
      }),
    );
  });
});

describe('what stands in the fields', () => {
  test('is read by the names that the fields are drawn with', () => {
    expect(
      readInput({
        body: 'Hello',
        sender: '+14155550100',
        'use-typed-number': '415 555 0132',
        reason: 'Asked',
        'schedule-typed': 'Nov 23',
        'search-senders': 'shop',
      }),
    ).toEqual({
      body: 'Hello',
      sender: '+14155550100',
      number: '415 555 0132',
      reason: 'Asked',
      when: 'Nov 23',
      query: 'shop',
    });
    expect(readInput({ 'search-templates': 'order' })).toEqual({ query: 'order' });
  });

  test('is left out where it is no text, and cut where endless', () => {
    expect(readInput({ body: 7, sender: ['x'], reason: null, 'schedule-typed': { a: 1 }, other: 'x' })).toEqual({});
    expect(readInput({ body: 'x'.repeat(20_000), reason: 'x'.repeat(20_000) })).toEqual({
      body: 'x'.repeat(10_000),
      reason: 'x'.repeat(500),
    });
    expect(readInput({ reason: `${'x'.repeat(499)}👍` }).reason).toBe('x'.repeat(499));
  });

  test.each([[undefined], [null], [7], ['body'], [[]], [{}], [Object.create({ body: 'inherited' })]])(
    'is nothing in %j',
    (values) => {
      expect(readInput(values)).toEqual({});
    },
  );

  test.each([
    [['yes'], true],
    [[], false],
    [['no'], false],
  ])('knows a tick by %j', (values, saveNumber) => {
    expect(readInput({ 'save-number': values })).toEqual({ saveNumber });
  });

  test('is submitted only by fields that are an action', () => {
    for (const field of ['use-typed-number', 'schedule-typed', 'search-templates', 'search-senders']) {
      expect(fieldIds).toContain(field);
      expect(actionOf(field)).toEqual({ do: field });
    }
  });
});

describe('the memory between two clicks', () => {
  const memory: fc.Arbitrary<PanelMemory> = fc.record({
    nonce: fc.option(fc.uuid()),
    draft: fc.option(
      fc.record({
        body: fc.string({ unit: 'grapheme', maxLength: 300 }),
        to: fc.option(address),
        sender: fc.option(address),
        retryOf: fc.option(fc.uuid()),
        editing: fc.option(fc.uuid()),
        saveNumber: fc.boolean(),
        attach: fc.string(),
      }),
    ),
  });

  test('is read back as it was written, over the wire', () => {
    fc.assert(
      fc.property(memory, (given) => {
        expect(readMemory(JSON.parse(JSON.stringify(writeMemory(given))))).toEqual(given);
      }),
    );
  });

  test('of anything else holds nothing that we would not have written', () => {
    const nothing = { nonce: null, draft: null };
    for (const stored of [undefined, null, 7, 'x', [], {}, { body: 7 }, { nonce: { a: 1 } }, { nonce: 'a b' }]) {
      expect(readMemory(stored)).toEqual(nothing);
    }
    expect(readMemory({ body: 'Hi\ud800\u0000', to: ' ', sender: 7, retry_of: 'x', editing: [], more: 1 })).toEqual({
      nonce: null,
      draft: { body: 'Hi\ufffd', to: null, sender: null, retryOf: null, editing: null, saveNumber: false, attach: '' },
    });
    fc.assert(
      fc.property(fc.anything(), (any) => {
        expect(readMemory(writeMemory(readMemory(any)))).toEqual(readMemory(any));
      }),
    );
  });

  test('is under 64 KB whatever was typed', () => {
    const draft = {
      body: '\u0001'.repeat(200_000),
      to: null,
      sender: null,
      retryOf: null,
      editing: null,
      saveNumber: false,
      attach: '',
    };
    expect(Buffer.byteLength(JSON.stringify(writeMemory({ nonce: null, draft })))).toBeLessThan(64 * 1024);
  });
});

// The events that tell a Series what became of a text, in whatever order its callbacks come.

import fc from 'fast-check';
import { type DeliveryState, deliveryStates, isAhead } from '../../src/domain/texts/delivery.ts';
import { eventsOfDelivery, resultEvents } from '../../src/domain/texts/result-event.ts';
import { expect, test } from '../support/jest-globals.ts';

test.each([
  [null, 'queued', ['sms-sent']],
  ['queued', 'sent', []],
  ['sent', 'delivered', ['sms-delivered']],
  [null, 'delivered', ['sms-sent', 'sms-delivered']],
  ['sent', 'undelivered', ['sms-failed']],
  [null, 'failed', ['sms-failed']],
  ['failed', 'delivered', ['sms-delivered']],
  ['delivered', 'read', []],
  ['failed', 'undelivered', []],
] as const)('from %p to %s: %p', (before, state, events) => expect(eventsOfDelivery(before, state)).toEqual(events));

test('each event comes at most once, whatever comes first', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...deliveryStates), { maxLength: 8 }), (states) => {
      let current: DeliveryState | null = null;
      const told: string[] = [];
      for (const state of states) {
        if (!isAhead(state, current)) continue;
        told.push(...eventsOfDelivery(current, state));
        current = state;
      }
      expect(new Set(told).size).toBe(told.length);
      expect(told.every((name) => (resultEvents as readonly string[]).includes(name))).toBe(true);
    }),
  );
});

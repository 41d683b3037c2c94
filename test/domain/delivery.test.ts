// A text's state only moves forward, in any order of its events.
import fc from 'fast-check';
import {
  type DeliveryState,
  deliveryStates,
  highest,
  isAhead,
  isDeliveryState,
  isFailure,
  isFinal,
} from '../../src/domain/texts/delivery.ts';
import { stateWords } from '../../src/words/panel/texts.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const state = fc.constantFrom(...deliveryStates);

function arrive(events: readonly DeliveryState[]): DeliveryState | null {
  return events.reduce<DeliveryState | null>((current, next) => (isAhead(next, current) ? next : current), null);
}

describe('the state of a text', () => {
  test.each<[DeliveryState, boolean, boolean, string]>([
    ['accepted', false, false, 'Accepted'],
    ['scheduled', false, false, 'Scheduled'],
    ['queued', false, false, 'Queued'],
    ['sending', false, false, 'Sending'],
    ['sent', false, false, 'Sent'],
    ['canceled', true, false, 'Cancelled'],
    ['failed', true, true, 'Failed'],
    ['undelivered', true, true, 'Not delivered'],
    ['delivered', true, false, 'Delivered'],
    ['read', true, false, 'Read'],
  ])('%s: final %s, failure %s, in words "%s"', (name, final, failure, inWords) => {
    expect([isFinal(name), isFailure(name), stateWords[name]]).toEqual([final, failure, inWords]);
  });

  test.each<[DeliveryState, DeliveryState | null, boolean]>([
    ['accepted', null, true],
    ['delivered', 'sent', true],
    ['sent', 'delivered', false],
    ['sent', 'sent', false],
    ['delivered', 'undelivered', true],
    ['failed', 'delivered', false],
    ['undelivered', 'failed', true],
    ['read', 'delivered', true],
  ])('%s after %s moves it: %s', (next, current, moves) => {
    expect(isAhead(next, current)).toBe(moves);
  });

  test('only the known names are states', () => {
    expect(deliveryStates.every(isDeliveryState)).toBe(true);
    for (const other of ['received', 'SENT', '', 'toString', null, undefined, 4]) {
      expect(isDeliveryState(other)).toBe(false);
    }
  });

  test('no event is no state', () => {
    expect(highest([])).toBeNull();
  });

  test('the same events in any order and number end alike', () => {
    const shuffled = fc.array(state, { minLength: 1, maxLength: 12 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        again: fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ events, again }) => {
        expect(arrive(again)).toBe(arrive(events));
        expect(highest(again)).toBe(arrive(events));
      }),
    );
  });

  test('a final state never becomes one that is not final', () => {
    fc.assert(
      fc.property(state, state, (current, next) => {
        if (isFinal(current) && isAhead(next, current)) expect(isFinal(next)).toBe(true);
      }),
    );
  });
});

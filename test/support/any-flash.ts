// Random words of the panel about what was just done, or why it was not.
import fc from 'fast-check';
import type { NumberProblem } from '../../src/domain/numbers/typed-number.ts';
import type { PanelDone, PanelFlash, PanelProblem } from '../../src/domain/panel-flash.ts';
import type { Refused } from '../../src/domain/texts/refusal.ts';
import type { TimeProblem } from '../../src/domain/times/typed-time.ts';
import { address, always, at, typed, zone } from './any-typed.ts';

export const unreadTime: fc.Arbitrary<TimeProblem> = fc.oneof(
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
export const unreadNumber: fc.Arbitrary<NumberProblem> = fc.oneof(
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
export const refused: fc.Arbitrary<Refused> = fc.record({
  kind: fc.constantFrom(
    'opted-out' as const,
    'opted-out-by-hand' as const,
    'blocked-by-twilio' as const,
    'not-answerable' as const,
    'no-sender' as const,
    'own-number' as const,
    'nothing-to-text' as const,
  ),
  address,
  sender: address,
});
export const waits = fc.constantFrom(
  null,
  'paused' as const,
  'secrets-locked' as const,
  'twilio-missing' as const,
  'twilio-refused' as const,
);
export const done: fc.Arbitrary<PanelDone> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'arrived' as const,
      'cancelled' as const,
      'opted-out' as const,
      'resumed' as const,
      'resumed-automatic' as const,
      'saved' as const,
      'sent-again-before' as const,
    ),
  }),
  fc.record({ kind: always('queued'), to: address, waits }),
  fc.record({ kind: always('queued-again'), waits }),
  fc.record({ kind: always('rest-queued'), waits }),
  fc.record({ kind: always('merged'), into: fc.option(typed) }),
  fc.record({ kind: always('signature-saved'), line: fc.option(typed) }),
  fc.record({ kind: always('scheduled'), to: address, at, zone }),
  fc.record({ kind: always('scheduled-again') }),
);
const ends = ['sent', 'refused', 'cancelled', 'held'] as const;
export const problem: fc.Arbitrary<PanelProblem> = fc.oneof(
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
      'reader-unknown' as const,
      'merge-changed' as const,
      'merge-forbidden' as const,
      'merge-refused' as const,
      'merge-unanswered' as const,
      'start-only' as const,
      'template-gone' as const,
      'text-gone' as const,
      'undo-too-late' as const,
    ),
  }),
  fc.record({
    kind: always('click-used'),
    body: typed,
    became: fc.constantFrom('scheduled' as const, ...ends),
  }),
  fc.record({ kind: always('text-too-long'), length: fc.nat(), most: fc.nat() }),
  fc.record({ kind: fc.constantFrom('reason-too-long' as const, 'signature-too-long' as const), most: fc.nat() }),
  fc.record({
    kind: always('not-scheduled'),
    became: fc.constantFrom('gone' as const, ...ends),
    isKept: fc.boolean(),
  }),
  fc.record({ kind: always('refused'), by: refused }),
  fc.record({ kind: always('time'), why: unreadTime }),
  fc.record({
    kind: always('time-unclear'),
    typed,
    why: fc.constantFrom('two-days' as const, 'clocks-go-back' as const),
  }),
  fc.record({ kind: always('typed-number'), why: unreadNumber }),
);
export const flash: fc.Arbitrary<PanelFlash> = fc.oneof(fc.record({ done }), fc.record({ problem }));

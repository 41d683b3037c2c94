// The states of a text on its way to the customer, their order and their names.

/**
 * The states of an outgoing text in their total order. A text is in the highest state of all events seen, so that late,
 * early and repeated callbacks all end in the same place. A proof of delivery outranks a reported failure.
 * Source of the states: https://www.twilio.com/docs/messaging/api/message-resource (message status values).
 */
export const deliveryStates = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'canceled',
  'failed',
  'undelivered',
  'delivered',
  'read',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

const rank: ReadonlyMap<unknown, number> = new Map(deliveryStates.map((state, index) => [state, index]));

export function isDeliveryState(value: unknown): value is DeliveryState {
  return rank.has(value);
}

/** True when `next` is strictly higher than `current`, or when nothing is known yet. */
export function isAhead(next: DeliveryState, current: DeliveryState | null): boolean {
  return current === null || rankOf(next) > rankOf(current);
}

/** The state that a list of events ends in, whatever their order; null for no events. */
export function highest(states: readonly DeliveryState[]): DeliveryState | null {
  let top: DeliveryState | null = null;
  for (const state of states) if (isAhead(state, top)) top = state;
  return top;
}

/** No state follows, except that a delivered text may still be read. */
export function isFinal(state: DeliveryState): boolean {
  return rankOf(state) >= rankOf('canceled');
}

/** Twilio has handed the text to a carrier. It may still fail there. */
export function hasLeft(state: DeliveryState): boolean {
  return state === 'sent' || state === 'delivered' || state === 'read';
}

/** The customer did not get the text. A canceled text is not a failure: somebody wanted it so. */
export function isFailure(state: DeliveryState): boolean {
  return state === 'failed' || state === 'undelivered';
}

function rankOf(state: DeliveryState): number {
  return rank.get(state) ?? -1;
}

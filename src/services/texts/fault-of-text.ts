// Tells why a text did not arrive, from its stored state.
import { isDeliveryState, isFailure } from '../../domain/texts/delivery.ts';
import type { Fault } from '../../domain/texts/fault.ts';
import type { Message } from '../../domain/texts/message.ts';
import { mayPass } from '../../domain/texts/refusal.ts';
import { NO_COUNTRY } from '../../domain/texts/spend.ts';
import { faultOf } from '../../twilio/errors.ts';

/** An agent decides about a text that failed on our side. */
const ownFault = { code: 0, page: null, fixedBy: 'agent' } as const;

/** Null when nothing went wrong. `hours`: those after which texts are held. */
export function faultOfText(
  {
    state,
    errorCode,
    refusedFor,
    address,
    sender,
    heldFor,
    toCountry,
  }: Pick<Message, 'state' | 'errorCode' | 'refusedFor' | 'address' | 'sender' | 'heldFor' | 'toCountry'>,
  hours: number,
): Fault | null {
  if (isDeliveryState(state)) return isFailure(state) ? faultOf(errorCode) : null;
  if (state === 'held' && heldFor === 'limit')
    return { ...ownFault, fixedBy: 'admin', kind: 'over-limit', retry: 'never', country: toCountry ?? NO_COUNTRY };
  if (state === 'held') return { ...ownFault, kind: 'held', retry: 'now', hours };
  if (state === 'given-up') return { ...ownFault, kind: 'answer-lost', retry: 'now' };
  if (state !== 'refused') return null;
  if (refusedFor === null) return { ...ownFault, kind: 'not-sent', retry: 'never' };
  const neverSent = { kind: refusedFor, address, sender };
  return { ...ownFault, kind: 'not-sent', retry: mayPass(refusedFor) ? 'now' : 'never', neverSent };
}

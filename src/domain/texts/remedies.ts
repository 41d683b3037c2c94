// Ways out of a failed text that the panel offers an agent.
import type { Fault } from './fault.ts';
import type { MessageState } from './message.ts';

export type Remedy = 'again' | 'send-now' | 'arrived' | 'edit' | 'another-number' | 'fix-number' | 'settings';

/** The part of a text that an agent would have to change; null where none of them is to blame. */
export type Culprit = 'number' | 'sender' | 'words' | null;

export interface FailedText {
  fault: Fault;
  culprit: Culprit;
  state: MessageState;
}

interface Means {
  hasOtherSenders: boolean;
  /** There are settings, where an admin changes what only admins can. */
  hasSettings: boolean;
}

/** The most promising first. Sending again is left out where it can never work. */
export function remediesFor({ fault, culprit, state }: FailedText, { hasOtherSenders, hasSettings }: Means): Remedy[] {
  const again: Remedy = state === 'refused' ? 'send-now' : 'again';
  return [
    ...(fault.retry === 'later' || fault.retry === 'now' ? [again] : []),
    ...(state === 'given-up' ? ['arrived' as const] : []),
    ...(culprit === 'words' ? ['edit' as const] : []),
    ...(culprit === 'number' ? ['fix-number' as const] : []),
    ...(culprit === 'sender' && hasOtherSenders ? ['another-number' as const] : []),
    ...(fault.fixedBy === 'admin' && hasSettings ? ['settings' as const] : []),
    // Nobody tells us that it is fixed: the agent who hears of it sends the text again.
    ...(fault.retry === 'once-fixed' ? [again] : []),
  ];
}

// Keeps a person's consent and their subscription in Intercom in step: what was heard there, and what is to stand there.
import type { ConsentSource } from './consent.ts';

/** A type of messages that contacts subscribe to in Intercom, linked by an admin. */
export interface SubscriptionType {
  id: string;
  name: string;
  /** Nobody gets such messages without asking; otherwise everybody does who has not left. */
  isOptIn: boolean;
}

/** The choice as it was seen last, and the one that we are making there. */
export interface KeptSubscription {
  typeId: string;
  isSubscribed: boolean;
  making: boolean | null;
}

/** Intercom lists only what a contact chose: an opt-in on the one kind of type, an opt-out on the other. */
export function isSubscribed(type: Pick<SubscriptionType, 'isOptIn'>, isListed: boolean): boolean {
  return type.isOptIn === isListed;
}

/**
 * The choice that somebody made in Intercom since we looked; null where nobody did. Our own choice comes back as news, too.
 * On a first look an old subscription ends no stop, which may be newer.
 */
export function heardIn(
  kept: KeptSubscription | null,
  seen: { isSubscribed: boolean; isListed: boolean },
  isOptedOut: boolean,
): 'subscribed' | 'unsubscribed' | null {
  const heard = seen.isSubscribed ? 'subscribed' : 'unsubscribed';
  if (kept === null) return seen.isListed && !(seen.isSubscribed && isOptedOut) ? heard : null;
  return seen.isSubscribed === kept.isSubscribed || seen.isSubscribed === kept.making ? null : heard;
}

/** The person's words to all of our numbers together. */
export interface WordsOfPerson {
  isOptedOut: boolean;
  /** The source of their latest start; null where there is none. */
  startedBy: ConsentSource | null;
}

/**
 * The choice that is to stand in Intercom; null: leave it as it is. An agent who undoes an opt-out asks for nothing in the
 * customer's name, which a subscription to an opt-in type would.
 */
export function wantedIn(type: Pick<SubscriptionType, 'isOptIn'>, words: WordsOfPerson): boolean | null {
  if (words.isOptedOut) return false;
  if (words.startedBy === null) return null;
  return words.startedBy === 'manual' && type.isOptIn ? null : true;
}

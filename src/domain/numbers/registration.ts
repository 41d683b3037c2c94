// How far the registration of one of our numbers with the carriers of the United States has come: texts from others are blocked.
import { countryOf, isTollFree } from './phone-number.ts';

/** Local numbers belong to an A2P 10DLC campaign. Toll-free numbers are verified one by one, for Canada too. */
export type RegistrationScheme = 'campaign' | 'toll-free';

/** Twilio's state of a registration. A reason is in Twilio's words. */
export type Registration =
  | { kind: 'registered'; of: RegistrationScheme }
  /** `since`: ISO 8601. */
  | { kind: 'in-review'; of: RegistrationScheme; since: string | null }
  | { kind: 'rejected'; of: RegistrationScheme; reason: string | null }
  /** The campaign or its brand was approved once, and is stopped now. */
  | { kind: 'suspended'; of: 'campaign' }
  /** Nothing was registered; `no-service`: it is in no Messaging Service, so in no campaign. */
  | { kind: 'missing'; of: RegistrationScheme; why: 'never' | 'no-service' }
  /** The credentials may not read it, or Twilio says something that we do not know. */
  | { kind: 'unsaid'; of: RegistrationScheme };

/** The registration of a number as a page shows it. `code`: Twilio's error of texts that are blocked without it. */
export type ShownRegistration =
  | { kind: 'not-needed' }
  /** Twilio has not told yet. */
  | { kind: 'asking' }
  | { kind: 'told'; registration: Registration; readAt: Date; code: number };

/** Null where carriers ask for none: outside the United States, and for everything that is no phone number. */
export function schemeOf(address: string): RegistrationScheme | null {
  if (!/^\+1\d{10}$/.test(address)) return null;
  if (isTollFree(address)) return 'toll-free';
  return countryOf(address) === 'US' ? 'campaign' : null;
}

/** True where carriers block what the number sends. A review may take weeks, in which they do so too. */
export function isBlocked({ kind }: Registration): boolean {
  return kind === 'missing' || kind === 'rejected' || kind === 'suspended' || kind === 'in-review';
}

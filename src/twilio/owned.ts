// The numbers and Messaging Services of an account, and where the texts of each go.
import type { Secret } from '../lib/sealed.ts';

/** The URL for texts, and the one to use when that fails; empty where nothing is set. */
interface Webhook {
  url: string;
  method: string;
  fallbackUrl: string;
  fallbackMethod: string;
}

/** Where a number's texts go. */
export interface NumberWebhook extends Webhook {
  /** The TwiML app that overrides the URLs; empty where there is none. */
  app: string;
}

/** Where the texts to a Messaging Service's numbers go. */
export interface ServiceWebhook extends Webhook {
  /** Each number's own webhook decides instead. */
  useNumbers: boolean;
}

/** A Messaging Service of the account. Source: twilio.com/docs/messaging/api/service-resource. */
export interface OwnedService {
  sid: string;
  name: string;
  webhook: ServiceWebhook;
  /** The phone numbers in its pool; none where they were not asked for. */
  numbers: readonly { sid: string; address: string }[];
  isRead: boolean;
}

/** Source: twilio.com/docs/iam/api/account. */
export interface AccountFacts {
  name: string;
  isActive: boolean;
  isTrial: boolean;
  /** No other account is above it, so it may have subaccounts. */
  isMain: boolean;
  /** The primary Auth Token, where Twilio shows it. */
  authToken: Secret | null;
}

/** A number of the account. Source: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. */
export interface OwnedNumber {
  sid: string;
  address: string;
  name: string;
  canText: boolean;
  /** MMS is among its capabilities. */
  sendsMedia: boolean;
  webhook: NumberWebhook;
}

// What an account has: its numbers and Messaging Services, and where each takes its texts.
import type { Secret } from '../lib/sealed.ts';

/** Where texts are brought, and where when that fails; empty where nothing is set. */
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
  /** Each number's own webhook counts instead. */
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
  /** Has no other above it, so that it may have subaccounts. */
  isMain: boolean;
  /** The primary one, where Twilio tells it. */
  authToken: Secret | null;
}

/** A number of the account. Source: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. */
export interface OwnedNumber {
  sid: string;
  address: string;
  name: string;
  canText: boolean;
  canSendPictures: boolean;
  webhook: NumberWebhook;
}

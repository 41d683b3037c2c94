// What an account has: its numbers and Messaging Services, and where each takes its texts.
import type { Secret } from '../lib/sealed.ts';
/** Where a number's texts go; empty where nothing is set. An application overrides the URLs. */
export interface NumberWebhook {
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  smsFallbackMethod: string;
  smsApplicationSid: string;
}

/** Where the texts to a Messaging Service's numbers go; `useNumbers`: each number's own webhook counts instead. */
export interface ServiceWebhook {
  inboundUrl: string;
  inboundMethod: string;
  fallbackUrl: string;
  fallbackMethod: string;
  useNumbers: boolean;
}

/** A Messaging Service of the account. Source: twilio.com/docs/messaging/api/service-resource. */
export interface OwnedService {
  sid: string;
  name: string;
  webhook: ServiceWebhook;
  /** The phone numbers in its pool. */
  numbers: readonly { sid: string; address: string }[];
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

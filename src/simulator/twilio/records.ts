// The records of an account: its tokens and keys, its numbers, Messaging Services and applications.

/** Each has tokens and keys of its own: https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials */
export type Region = 'US1' | 'IE1' | 'AU1';

export interface Account {
  sid: string;
  /** The owner's sid: its own, except for a subaccount. */
  ownerSid: string;
  friendlyName: string;
  /** The region in which its tokens and keys are good. */
  region: Region;
  /** The primary token, which signs. */
  authToken: string;
  /** The secondary token: good for calls, and for signatures only once it is promoted. */
  secondaryToken: string | null;
  apiKeys: Map<string, ApiKey>;
  status: 'active' | 'suspended' | 'closed';
  type: 'Trial' | 'Full';
  /** The numbers that a trial account may text. */
  verified: Set<string>;
  /** The redaction of its list of messages, and the lag of that list in clock milliseconds. */
  listing: Listing;
  /** Secrets by id: what Webhooks Rules may sign with. */
  sharedKeys: Map<string, string>;
  webhookRules: WebhookRule[];
  /** False where the account has no part in the beta. */
  showsWebhookRules: boolean;
  /** False for credentials that may not read campaigns, brands and verifications. */
  showsRegistrations: boolean;
  createdAt: number;
}

export interface WebhookRule {
  id: string;
  friendlyName: string;
  matchType: 'EXACT_MATCH' | 'PREFIX_MATCH';
  /** Without a slash at its end where it is exact, with one where it is a prefix. */
  url: string;
  /** Shares of a hundred. */
  settings: { percentage: number; setting: WebhookSetting }[];
}

/** Null: as without a rule. */
export interface WebhookSetting {
  id: string;
  signature: { type: 'SHARED_KEY'; sharedKeyId: string; algorithm: 'HMAC_SHA256' } | { type: 'NONE' } | null;
  connection: {
    connectTimeoutMs: number;
    readTimeoutMs: number;
    totalTimeoutMs?: number;
    /** Absent: nothing is tried again. */
    retryPolicy?: { retryCount: number; retryOn: string[] };
  } | null;
}

/** https://www.twilio.com/docs/messaging/guides/privacy-message-redaction */
export interface Listing {
  hidesWords: boolean;
  hidesNumbers: boolean;
  lagMs: number;
}

/** A standard key reads no account; a main one may do what the token may. */
export interface ApiKey {
  sid: string;
  secret: string;
  kind: 'standard' | 'main';
}

export type Method = 'GET' | 'POST';

export interface OwnNumber {
  sid: string;
  accountSid: string;
  phoneNumber: string;
  friendlyName: string;
  /** May carry connection overrides in its fragment; empty when nothing is called. */
  smsUrl: string;
  smsMethod: Method;
  smsFallbackUrl: string;
  smsFallbackMethod: Method;
  /** Where set, the URLs above are ignored. */
  smsApplicationSid: string | null;
  statusCallback: string;
  statusCallbackMethod: Method;
  tollFree: boolean;
  sms: boolean;
  mms: boolean;
  voice: boolean;
  /** False: US carriers block its texts. */
  isRegistered: boolean;
  createdAt: number;
  updatedAt: number;
}

/** A Messaging Service and its pool of senders. */
export interface MessagingService {
  sid: string;
  accountSid: string;
  friendlyName: string;
  /** Null ends receiving for the pool, unless the numbers' own settings are used. */
  inboundRequestUrl: string | null;
  inboundMethod: Method;
  fallbackUrl: string | null;
  fallbackMethod: Method;
  statusCallback: string | null;
  useInboundWebhookOnNumber: boolean;
  stickySender: boolean;
  smartEncoding: boolean;
  mmsConverter: boolean;
  areaCodeGeomatch: boolean;
  /** Seconds. */
  validityPeriod: number;
  /** When each number of the pool was added, by its sid. */
  pool: Map<string, number>;
  createdAt: number;
  updatedAt: number;
}

/** A TwiML application: webhook settings that numbers can share. */
export interface Application {
  sid: string;
  accountSid: string;
  friendlyName: string;
  smsUrl: string;
  smsMethod: Method;
  smsFallbackUrl: string;
  smsFallbackMethod: Method;
  createdAt: number;
}

/** How far a registration has come, in Twilio's words for a campaign; `NONE`: nothing was submitted. */
export type RegistrationStatus = 'VERIFIED' | 'IN_PROGRESS' | 'FAILED' | 'SUSPENDED' | 'NONE';

export interface BrandRecord {
  sid: string;
  accountSid: string;
  status: 'PENDING' | 'APPROVED' | 'FAILED' | 'IN_REVIEW' | 'SUSPENDED';
  failureReason: string | null;
  createdAt: number;
}

export interface CampaignRecord {
  sid: string;
  accountSid: string;
  serviceSid: string;
  brandSid: string;
  status: Exclude<RegistrationStatus, 'NONE'>;
  /** Why it failed. */
  reason: string | null;
  createdAt: number;
}

export interface VerificationRecord {
  sid: string;
  accountSid: string;
  number: OwnNumber;
  status: 'PENDING_REVIEW' | 'IN_REVIEW' | 'TWILIO_APPROVED' | 'TWILIO_REJECTED';
  reason: string | null;
  createdAt: number;
}

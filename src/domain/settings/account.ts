// How commands about the Twilio account end.
import type { NumberOrService } from '../numbers/number-or-service.ts';
import type { TwilioRegion } from '../twilio-region.ts';

export type AccountDone =
  | { kind: 'account-connected'; account: string; isTrial: boolean }
  | { kind: 'account-disconnected' }
  | { kind: 'next-token-promoted' | 'next-token-forgotten' }
  | { kind: 'shared-key-added' | 'shared-key-removed'; keyId: string }
  /** Twilio is asked for its prices, beside this. */
  | { kind: 'prices-asked' }
  | AccountLeft;

/** The fate of our webhooks at an account that is left. */
export type AccountLeft =
  /** There was no login to put them back with. */
  | { kind: 'webhooks-left-behind' }
  /** `theirs`: somebody has changed these at Twilio since, or they are gone. `failed`: Twilio refused. */
  | {
      kind: 'webhooks-returned';
      back: readonly NumberOrService[];
      theirs: readonly NumberOrService[];
      failed: readonly NumberOrService[];
    };

export type AccountProblem =
  | { kind: 'account-first' | 'main-account-first' | 'same-account' | 'main-token-locked' | 'no-such-subaccount' }
  /** The typed words do not look like one. */
  | { kind: 'account-sid-form' | 'api-key-form' | 'shared-key-form' }
  | { kind: 'auth-token-missing' | 'api-secret-missing' | 'shared-secret-missing' }
  | { kind: 'same-as-auth-token' | 'no-next-token' | 'next-token-locked' }
  /** Twilio takes it not, or not any more. */
  | { kind: 'auth-token-refused' | 'next-token-refused' | 'next-token-outdated' }
  | { kind: 'api-key-refused'; isSubaccount: boolean }
  | { kind: 'account-suspended' | 'twilio-silent' | 'tokens-unknown' }
  /** Another region takes the credentials. */
  | { kind: 'region-mismatch'; region: TwilioRegion }
  /** Twilio signs with the current Auth Token still, or takes nothing but the next one. */
  | { kind: 'current-token-signs' | 'next-token-only' }
  | { kind: 'credentials-changed' | 'shared-key-gone' | 'no-such-region' }
  | { kind: 'too-many-shared-keys'; most: number };

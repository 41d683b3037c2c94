// Why a vendor did not do what a workspace asked of it, for those who set the workspace up.
import type { ErrorReason } from './errors.ts';
import type { Fault } from './texts/fault.ts';
import type { TwilioRegion } from './twilio-region.ts';
import type { Vendor } from './vendors.ts';

/** The parts of a fault that its words depend on. */
export type FaultTold = Pick<Fault, 'kind' | 'code' | 'page' | 'hours'>;

export type VendorTrouble =
  /** `forbidden`: it knows us, and does not allow this call. */
  | { kind: 'credentials' | 'forbidden' | 'busy' | 'away'; vendor: Vendor }
  /** The account at Twilio is suspended or closed. */
  | { kind: 'suspended'; vendor: 'twilio' }
  /** The subscription at Intercom has lapsed. */
  | { kind: 'lapsed'; vendor: 'intercom' }
  /** A certain no. `code`: the vendor's own, or the HTTP status. `fault`: null where the code is unknown to us. */
  | { kind: 'refused'; vendor: Vendor; code: string; fault: FaultTold | null };

/** Why a Twilio account cannot be used now. */
export type TwilioTrouble =
  /** It has not answered yet. */
  | { kind: 'asking' }
  | { kind: 'refused' | 'suspended' | 'away'; trouble: VendorTrouble }
  /** The credentials are good in `region`, and `asked` is the one that is set. */
  | { kind: 'region'; region: TwilioRegion; asked: TwilioRegion };

/** Why there is no answer of a vendor. `asking`: it has not answered yet. */
export type NotAsked = VendorTrouble | { kind: 'asking'; vendor: Vendor } | NotAtHand;

/** The credentials to ask a vendor with are missing, or locked. */
export interface NotAtHand {
  kind: 'not-at-hand';
  reason: ErrorReason;
}

// Findings about the Twilio account: access, its Auth Token, and texts that it stops.
import type { Fault } from '../../texts/fault.ts';
import type { TwilioRegion } from '../../twilio-region.ts';
import type { VendorTrouble } from '../../vendor-trouble.ts';

export type TwilioFound =
  | { check: 'twilio'; kind: 'answers' | 'asking' | 'not-connected' | 'suspended' }
  | { check: 'twilio'; kind: 'refused' | 'away'; trouble: VendorTrouble }
  | { check: 'twilio'; kind: 'refused-since'; since: string; holdHours: number }
  /** The credentials belong to `region`, and are set for `set`. */
  | { check: 'twilio'; kind: 'wrong-region'; region: TwilioRegion; set: TwilioRegion }
  | { check: 'auth-token'; kind: 'rotated' | 'rotation-finished' | 'signs-with-next' }
  | StoppedFound;

export type StoppedFound =
  | { check: 'stopped'; kind: 'none' }
  /** In the last day. `unknown`: our table does not have the code. */
  | {
      check: 'stopped';
      kind: 'stopped' | 'unknown-error';
      sender: string;
      times: number;
      fault: Fault;
    };

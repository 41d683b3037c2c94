// The steps of setting a workspace up, and how far each has come.
import type { ErrorReason } from '../errors.ts';
import type { NumberOrService } from '../numbers/number-or-service.ts';
import type { FaultTold, TwilioTrouble } from '../vendor-trouble.ts';

export interface SetUpStep {
  id: 'intercom' | 'twilio' | 'numbers' | 'webhooks' | 'test' | 'pin';
  isDone: boolean;
  /** The vendor who knows has not answered yet. */
  isAwaited?: boolean;
  state: SetUpState;
}

export type SetUpState =
  | { kind: 'intercom-connected'; workspace: string }
  /** `reason`: null where Intercom refuses the token. */
  | { kind: 'intercom-locked-out'; isPrivate: boolean; reason: ErrorReason | null }
  | { kind: 'twilio-connected'; account: string }
  /** `account`: the one that was connected before, whose credentials are gone. */
  | { kind: 'twilio-missing'; account: string | null }
  | { kind: 'twilio-trouble'; trouble: TwilioTrouble }
  | { kind: 'numbers-chosen'; names: readonly NumberOrService[] }
  | { kind: 'numbers-missing' | 'webhooks-asked' | 'webhooks-set' | 'webhooks-missing' | 'panel-opened' | 'panel-new' }
  | TestState;

/** How the text that tries the set-up out has fared. */
export type TestState =
  | { kind: 'test-missing' }
  | { kind: 'test-delivered' | 'test-under-way' | 'test-not-sent'; to: string }
  | { kind: 'test-failed'; to: string; fault: FaultTold };

// How commands about numbers, Messaging Services and their webhooks end.
import type { NumberOrService } from '../numbers/number-or-service.ts';
import type { TwilioRegion } from '../twilio-region.ts';
import type { VendorTrouble } from '../vendor-trouble.ts';

export type NumbersDone =
  /** `isPutBack`: our webhooks at what was let go of were put back. */
  | { kind: 'numbers-chosen'; isAny: boolean; isPutBack: boolean }
  /** Done before the rest failed. */
  | { kind: 'webhooks-put-back'; names: readonly NumberOrService[] }
  /** The choice stays as it was, although some webhooks were put back. */
  | { kind: 'choice-stands' }
  | { kind: 'webhooks-set'; numbers: number; services: number }
  | { kind: 'webhooks-set-already' }
  | { kind: 'webhook-undone' | 'webhook-theirs' };

export type NumbersProblem =
  | { kind: 'twilio-first' | 'number-first' | 'pick-gone' | 'no-such-team' | 'nothing-set' | 'webhooks-set-meanwhile' }
  | { kind: 'label-too-long'; most: number }
  | { kind: 'number-mute'; address: string }
  /** The region has no texts for numbers of the US and Canada. `service`: the name of the Messaging Service that has it. */
  | { kind: 'number-abroad'; region: TwilioRegion; address: string; service: string | null }
  | { kind: 'service-empty'; service: string }
  /** Another workspace uses it. */
  | { kind: 'number-taken'; address: string; service: string | null }
  | { kind: 'service-decides'; service: string; address: string }
  | { kind: 'webhooks-not-put-back' | 'webhooks-not-set'; names: readonly NumberOrService[]; trouble: VendorTrouble }
  /** None was set: Twilio did not say what there is. */
  | { kind: 'no-webhook-set'; trouble: VendorTrouble }
  | { kind: 'webhooks-remain'; count: number };

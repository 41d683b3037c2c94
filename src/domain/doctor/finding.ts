// A finding of the doctor: what a check found, what stands still meanwhile, and what fixes it.
import type { ConnectorsFound } from './found/connectors.ts';
import type { EndpointFound } from './found/endpoints.ts';
import type { IntercomFound } from './found/intercom.ts';
import type { LimitsFound } from './found/limits.ts';
import type { MediaFound } from './found/media.ts';
import type { PricesFound, RegistrationFound } from './found/registrations.ts';
import type { ServiceFound } from './found/service.ts';
import type { SetUpFound } from './found/set-up.ts';
import type { SignatureFound } from './found/signatures.ts';
import type { TextRouteFound } from './found/text-routes.ts';
import type { TwilioFound } from './found/twilio.ts';
import type { WebhookFound } from './found/webhooks.ts';
import type { Fix } from './next-step.ts';

/** Texts go out; texts come in; we hear of agents' replies; we write in Intercom. */
export type Flow = 'sending' | 'receiving' | 'replies' | 'notes';

/** The result of a check as a value; `src/words/doctor/` has its title and its cause. Times in it are ISO 8601. */
export type Found =
  | ConnectorsFound
  | EndpointFound
  | IntercomFound
  | LimitsFound
  | MediaFound
  | PricesFound
  | RegistrationFound
  | ServiceFound
  | SetUpFound
  | SignatureFound
  | TextRouteFound
  | TwilioFound
  | WebhookFound;

/** The consequences while a finding stands. */
export interface Effect {
  /** Empty where everything still gets through. */
  stops: readonly Flow[];
  /** Our numbers that it concerns, E.164. Absent: all of them. */
  senders?: readonly string[];
  /**
   * How an agent's panel, which asks no vendor, learns of it. Absent: from the doctor's last examination. `lately`: the same, for
   * a few minutes only, because it may be over by then. `itself`: from its own look at what is stored.
   */
  inPanel?: 'lately' | 'itself';
}

interface Fine {
  severity: 'fine';
  stops?: undefined;
  senders?: undefined;
  /** Nothing has happened yet that would have shown a fault. */
  isUntried?: boolean;
}

export type Finding = { found: Found; fix: Fix | null } & (({ severity: 'broken' | 'warning' } & Effect) | Fine);

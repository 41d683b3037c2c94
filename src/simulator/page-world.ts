// What the demo page looks at and acts on: the two pretend vendors, one workspace of theirs, and the service between.
import type { IntercomStandIn } from './intercom/server.ts';
import type { Traffic } from './stand-in.ts';
import type { TwilioStandIn } from './twilio/server.ts';

export interface DemoWorld {
  intercom: IntercomStandIn;
  twilio: TwilioStandIn;
  workspaceId: string;
  /** The number that customers text, E.164. */
  ourNumber: string;
  serviceUrl: string;
  traffic: Traffic;
}

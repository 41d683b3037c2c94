// The world of the demo page: the two pretend vendors, the service between them, and the one workspace that it shows.
import type { IntercomStandIn } from '../intercom/server.ts';
import type { Traffic } from '../stand-in/traffic.ts';
import type { TwilioStandIn } from '../twilio/server.ts';

/** A workspace that the page can be turned to, and its account at Twilio. */
export interface ShownWorkspace {
  workspaceId: string;
  name: string;
  accountSid: string;
  /** The sid of the account's Messaging Service, if it has one. */
  serviceSid?: string;
}

export interface DemoWorld {
  intercom: IntercomStandIn;
  twilio: TwilioStandIn;
  /** The page shows the first one unless its address says otherwise. */
  places: readonly [ShownWorkspace, ...ShownWorkspace[]];
  serviceUrl: string;
  traffic: Traffic;
  now(): number;
  setForward(ms: number): Promise<void>;
}

/** The demo as one workspace sees it. */
export interface DemoView extends DemoWorld {
  place: ShownWorkspace;
}

/** The number that customers text, E.164: the first whose texts come to the service, once there is one. */
export function ourNumber({ twilio, serviceUrl, place }: DemoView): string {
  const numbers = twilio.account(place.accountSid).numbers();
  const leadsHere = (url: string | null) => url?.startsWith(serviceUrl) ?? false;
  const service = place.serviceSid === undefined ? undefined : twilio.service(place.serviceSid);
  const own = numbers.find(({ smsUrl }) => leadsHere(smsUrl));
  const pooled = leadsHere(service?.inboundRequestUrl ?? null)
    ? numbers.find(({ sid }) => service?.pool.has(sid))
    : undefined;
  return (own ?? pooled ?? numbers[0])?.phoneNumber ?? '';
}

// The two pretend vendors in real time, for a service that runs as a process of its own.
import { systemClock } from '../../src/lib/clock.ts';
import { freePort } from '../../src/lib/free-port.ts';
import { type IntercomStandIn, startIntercom } from '../../src/simulator/intercom/server.ts';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from '../../src/simulator/twilio/server.ts';
import { ACCOUNT_SID, AUTH_TOKEN, CLIENT_SECRET, WORKSPACE_ID } from '../../src/simulator/world.ts';
import { afterwards } from './process/service-process.ts';

export const ACCESS_TOKEN = 'an-access-token-of-the-tests';
export const OUR_NUMBER = '+14155550100';

export interface Vendors {
  intercom: IntercomStandIn;
  twilio: TwilioStandIn;
  workspace: SimulatedWorkspace;
  traffic: Traffic;
  /** Points both vendors at a service. */
  connect(serviceUrl: string): void;
  /** The words of all conversations, without markup. */
  saidInInbox(): string[];
  close(): Promise<void>;
}

/** Starts both, until the test ends: the file calls `stopServices()`. */
export async function startVendors(
  options: { latencyMs?: () => number; intercomPort?: number } = {},
): Promise<Vendors> {
  const traffic = new Traffic();
  const { latencyMs, intercomPort } = options;
  const common = { clock: systemClock, traffic, ...(latencyMs ? { latencyMs } : {}) };
  const intercom = await startIntercom({
    ...common,
    clientId: 'client',
    clientSecret: CLIENT_SECRET,
    ...(intercomPort === undefined ? {} : { port: intercomPort }),
  });
  const twilio = await startTwilio(common);
  const workspace = intercom.addWorkspace({ id: WORKSPACE_ID, name: 'Example Company', token: ACCESS_TOKEN });
  twilio.addAccount({ sid: ACCOUNT_SID, authToken: AUTH_TOKEN });
  twilio.addNumber({ accountSid: ACCOUNT_SID, phoneNumber: OUR_NUMBER });
  intercom.postOffice.start();
  twilio.postOffice.start();
  const close = async () => {
    await Promise.all([intercom.close(), twilio.close()]);
    await traffic.close();
  };
  afterwards(close);
  return {
    intercom,
    twilio,
    workspace,
    traffic,
    connect(serviceUrl) {
      twilio.setSmsUrl(OUR_NUMBER, `${serviceUrl}/webhooks/twilio/${WORKSPACE_ID}/messages#rc=5&rp=5xx,ct,rt`);
      intercom.configure({ webhookUrl: `${serviceUrl}/webhooks/intercom`, canvasUrl: serviceUrl });
    },
    saidInInbox: () => saidIn(workspace),
    close,
  };
}

/** The words of a workspace's conversations, without markup. */
export const saidIn = (workspace: {
  conversations(): readonly { id: string }[];
  parts(id: string): readonly { body: string | null }[];
}) =>
  workspace
    .conversations()
    .flatMap(({ id }) => workspace.parts(id).map((part) => (part.body ?? '').replace(/<[^>]+>/g, '')));

/** The variables that every start needs, with a port that is free now, and with the private workspace if there are vendors. */
export async function environmentFor(vendors?: Pick<Vendors, 'intercom' | 'twilio'>): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    INTERCOM_CLIENT_ID: 'client',
    INTERCOM_CLIENT_SECRET: CLIENT_SECRET,
    ENCRYPTION_KEYS: `tests:${Buffer.alloc(32, 9).toString('base64')}`,
    ...(vendors ? privateWorkspaceAt(vendors.intercom.url, vendors.twilio.url) : {}),
  };
}

/** The variables of the one private workspace, at these stand-ins. */
export function privateWorkspaceAt(intercomUrl: string, twilioUrl: string): Record<string, string> {
  return {
    INTERCOM_API_URL: intercomUrl,
    INTERCOM_ACCESS_TOKEN: ACCESS_TOKEN,
    TWILIO_API_URL: twilioUrl,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_PHONE_NUMBER: OUR_NUMBER,
  };
}

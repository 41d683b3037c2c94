// Tries both vendors with the credentials of the environment, by calls that only read.
import type { Config } from '../config.ts';
import type { Preflight } from '../domain/preflight.ts';
import { createIntercomClient } from '../intercom/calls/client.ts';
import { isTokenRefused } from '../intercom/calls/errors.ts';
import { AppPace, Pace } from '../intercom/calls/pace.ts';
import { reach } from '../intercom/reach.ts';
import { apiUrlOf, regions } from '../intercom/regions.ts';
import type { Secret } from '../lib/sealed.ts';
import { createTwilioClient, TwilioTransport } from '../twilio/client.ts';
import { isTurnedAway } from '../twilio/errors.ts';

const unobserved = { observe: () => {}, noteTime: () => {} };

export async function tryIntercom({ intercom, privateWorkspace }: Config): Promise<Preflight[]> {
  const hosts = [...new Set(regions.map((region) => apiUrlOf(region, intercom.apiUrl)))];
  const [first = ''] = hosts;
  const said = await reach(first);
  const { host } = new URL(first);
  const found: Preflight[] = [
    ...shapeOf(intercom.clientId, intercom.clientSecret),
    said === null ? { ok: true, kind: 'intercom-answers', host } : { ok: false, kind: 'intercom-silent', host, said },
  ];
  if (said !== null || privateWorkspace === undefined) return found;
  return [...found, await tryToken(hosts, privateWorkspace.intercomToken)];
}

/** Only an install proves the two; a slip of the clipboard shows before. */
function shapeOf(id: string, secret: Secret): Preflight[] {
  if (id === secret.reveal()) return [{ ok: false, kind: 'app-credentials-alike' }];
  const all = { INTERCOM_CLIENT_ID: id, INTERCOM_CLIENT_SECRET: secret.reveal() };
  return Object.entries(all)
    .filter(([, value]) => !/^[!-~]+$/.test(value))
    .map(([variable]) => ({ ok: false, kind: 'app-credentials-odd', variable }));
}

/** Each region knows its own tokens alone. */
async function tryToken(hosts: readonly string[], token: Secret): Promise<Preflight> {
  for (const apiUrl of hosts) {
    const pace = new Pace(new AppPace());
    const client = createIntercomClient({ apiUrl, token, pace, rank: 'person', now: Date.now, ...unobserved });
    try {
      const { workspaceId, name } = await client.me();
      return { ok: true, kind: 'token-fine', workspaceId, name };
    } catch (error) {
      if (!isTokenRefused(error))
        return { ok: false, kind: 'intercom-silent', host: new URL(apiUrl).host, said: causeOf(error) };
    }
  }
  return { ok: false, kind: 'token-refused' };
}

export async function tryTwilio({ twilio, privateWorkspace }: Config): Promise<Preflight[]> {
  if (privateWorkspace === undefined) return [];
  const { twilioAccountSid: accountSid, twilioAuthToken: password, senders } = privateWorkspace;
  const login = { accountSid, username: accountSid, password, region: 'US1' as const };
  const client = createTwilioClient({ ...login, ...unobserved }, new TwilioTransport(twilio.apiUrl, () => {}));
  try {
    if (!(await client.getAccount()).isActive) return [{ ok: false, kind: 'twilio-suspended' }];
    const owned = new Set((await client.listNumbers()).map(({ address }) => address));
    const numbers = senders.filter((sender) => !owned.has(sender));
    return [
      numbers.length > 0
        ? { ok: false, kind: 'numbers-missing', numbers }
        : { ok: true, kind: 'twilio-fine', numbers: senders },
    ];
  } catch (error) {
    if (isTurnedAway(error)) return [{ ok: false, kind: 'twilio-refused' }];
    return [{ ok: false, kind: 'twilio-silent', said: causeOf(error) }];
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

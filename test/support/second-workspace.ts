// A second workspace beside the demo's own, which its admin installs and sets up page by page.
import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { Visitor } from './visitor.ts';

export { saidIn } from './vendors.ts';

export const ACCOUNT = 'AC00000000000000000000000000000002';
export const ACCOUNT_TOKEN = 'the-auth-token-of-the-second-account';
export const NUMBER = '+14155550109';
/** The address to which its number's texts go before. */
export const ELSEWHERE = 'https://elsewhere.example/sms';

export async function installs(world: World, visitor: Visitor, who: string): Promise<Visitor> {
  await visitor.goes(`${world.serviceUrl}/install`);
  visitor.says('Threadwire wants to connect');
  return visitor.sends('/oauth', { who, decision: 'allow' });
}

/** Installs it with a Twilio account that is not connected yet; the visitor sees the settings page. */
export async function installSecond(world: World) {
  const workspace = world.intercom.addWorkspace({ id: 'second', name: 'Second Company', timezone: 'Europe/London' });
  world.twilio.addAccount({ sid: ACCOUNT, authToken: ACCOUNT_TOKEN });
  world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: NUMBER, smsUrl: ELSEWHERE });
  const who = `second/${workspace.admins[0]?.id}`;
  return { workspace, visitor: await installs(world, new Visitor(), who), who };
}

/** Connects its own account in the region of the form, unless told. */
export async function connect(
  visitor: Visitor,
  {
    accountSid = ACCOUNT,
    authToken = ACCOUNT_TOKEN,
    region,
  }: Partial<Record<'accountSid' | 'authToken' | 'region', string>> = {},
): Promise<Visitor> {
  const account = { account_sid: accountSid, auth_token: authToken, ...(region === undefined ? {} : { region }) };
  return visitor.sends('/settings/twilio', { ...account, do: 'save' });
}

/** Installs it, chooses its number and sets the webhook. */
export async function secondWorkspace(world: World) {
  const { workspace, visitor, who } = await installSecond(world);
  await connect(visitor);
  await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'save' });
  await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'set-webhooks' });
  return { workspace, visitor, who, customer: new Customer(world, '+14155550177') };
}

export type Second = Awaited<ReturnType<typeof secondWorkspace>>;

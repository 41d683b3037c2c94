// A workspace that has not heard of us, with a Twilio account of its own, and the pages that its admin walks.
import type { World } from '../../src/simulator/world.ts';
import { Visitor } from './visitor.ts';

export const ACCOUNT = 'AC00000000000000000000000000000002';
export const TOKEN = 'the-auth-token-of-the-second-account';
export const NUMBER = '+14155550109';
export const ELSEWHERE = 'https://elsewhere.example/sms';

function addNewcomer(world: World) {
  const workspace = world.intercom.addWorkspace({ id: 'second', name: 'Second Company', timezone: 'Europe/London' });
  world.twilio.addAccount({ sid: ACCOUNT, authToken: TOKEN });
  world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: NUMBER, smsUrl: ELSEWHERE });
  return workspace;
}

export async function allow(visitor: Visitor, who: string): Promise<Visitor> {
  visitor.says('Threadwire wants to connect');
  return visitor.sends('/oauth', { who, decision: 'allow' });
}

/** Ends on the settings page. */
export async function install(world: World): Promise<{ visitor: Visitor; who: string }> {
  const workspace = addNewcomer(world);
  const who = `second/${workspace.admins[0]?.id}`;
  const visitor = await new Visitor().goes(`${world.serviceUrl}/install`);
  await allow(visitor, who);
  return { visitor, who };
}

export async function connect(visitor: Visitor, accountSid = ACCOUNT, authToken = TOKEN): Promise<Visitor> {
  return visitor.sends('/settings/twilio', { account_sid: accountSid, auth_token: authToken, do: 'save' });
}

/** With its number chosen and brought here. */
export async function setUp(world: World): Promise<{ visitor: Visitor; who: string }> {
  const { visitor, who } = await install(world);
  await connect(visitor);
  const number = world.twilio.number(NUMBER);
  await visitor.sends('/settings/numbers', { number: number.sid, do: 'save' });
  await visitor.sends('/settings/numbers', { number: number.sid, do: 'set-webhooks' });
  return { visitor, who };
}

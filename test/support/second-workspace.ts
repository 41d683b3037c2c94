// A second workspace beside the demo's own, installed by an admin page by page.
import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { Visitor } from './visitor.ts';

export const ACCOUNT = 'AC00000000000000000000000000000002';
export const ACCOUNT_TOKEN = 'the-auth-token-of-the-second-account';
export const NUMBER = '+14155550109';

/** A second workspace, installed by its admin, with a Twilio account and a number of its own. */
export async function secondWorkspace(world: World) {
  const workspace = world.intercom.addWorkspace({ id: 'second', name: 'Second Company', timezone: 'Europe/London' });
  world.twilio.addAccount({ sid: ACCOUNT, authToken: ACCOUNT_TOKEN });
  const number = world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: NUMBER, smsUrl: '' });
  const who = `second/${workspace.admins[0]?.id}`;
  const visitor = await installs(world, new Visitor(), who);
  await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, auth_token: ACCOUNT_TOKEN, do: 'save' });
  await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'save' });
  await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'set-webhooks' });
  const customer = new Customer(world, '+14155550177');
  return { workspace, visitor, who, customer, number };
}

export async function installs(world: World, visitor: Visitor, who: string): Promise<Visitor> {
  await visitor.goes(`${world.serviceUrl}/install`);
  return visitor.sends('/oauth', { who, decision: 'allow' });
}

/** What stands in its conversations, without markup. */
export const saidIn = (workspace: {
  conversations(): readonly { id: string }[];
  parts(id: string): readonly { body: string | null }[];
}) =>
  workspace
    .conversations()
    .flatMap(({ id }) => workspace.parts(id).map((part) => (part.body ?? '').replace(/<[^>]+>/g, '')));

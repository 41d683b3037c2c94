// The demo's first workspace, installed as its admin would: page by page, over HTTP.
import { ACCOUNT_SID, AUTH_TOKEN, type World } from '../../world.ts';
import { Browser } from './browser.ts';

/** Allows the app, connects Twilio, ticks every number, has the webhooks set, and links a subscription type for texts. */
export async function installFirst(world: Pick<World, 'serviceUrl' | 'workspace' | 'twilio'>): Promise<void> {
  const { serviceUrl, workspace, twilio } = world;
  const admin = new Browser();
  await admin.goes(`${serviceUrl}/install`);
  await admin.sends('/oauth', { who: `${workspace.id}/${workspace.admins[0]?.id}`, decision: 'allow' });
  await admin.goes(`${serviceUrl}/settings/twilio`);
  await admin.sends('/settings/twilio', { account_sid: ACCOUNT_SID, auth_token: AUTH_TOKEN, do: 'save' });
  await admin.goes(`${serviceUrl}/settings/numbers`);
  const numbers = twilio.account(ACCOUNT_SID).numbers();
  await admin.sends('/settings/numbers', { number: numbers.map(({ sid }) => sid), do: 'set-webhooks' });
  const type = workspace.addSubscriptionType({ id: '31', name: 'Order updates by SMS', consentType: 'opt_out' });
  await admin.goes(`${serviceUrl}/settings/inbox`);
  await admin.sends('/settings/inbox', { subscription: type.id, do: 'save' });
}

// The demo's second workspace, which nobody has installed yet, and its pretend Twilio account.
import type { DemoWorld, ShownWorkspace } from '../page-world.ts';

/** A Twilio account that nobody has connected yet. */
export const SECOND = {
  workspaceId: 'second12',
  name: 'Second Company',
  accountSid: 'AC00000000000000000000000000000002',
  authToken: 'an-auth-token-of-the-second-account',
  number: '+14155550109',
  pool: ['+14155550110', '+442079460155'],
} as const;

/** A workspace without the app, with an account, a number and a Messaging Service of its own. */
export function addSecondWorkspace({ intercom, twilio }: Pick<DemoWorld, 'intercom' | 'twilio'>): ShownWorkspace {
  const { workspaceId, name, accountSid, authToken, number: phoneNumber } = SECOND;
  intercom.addWorkspace({ id: workspaceId, name, region: 'EU', timezone: 'Europe/Dublin' });
  twilio.addAccount({ sid: accountSid, authToken, friendlyName: name });
  for (const own of [phoneNumber, ...SECOND.pool]) twilio.addNumber({ accountSid, phoneNumber: own, smsUrl: '' });
  const service = { accountSid, friendlyName: 'Customer care', numbers: [...SECOND.pool] };
  return { workspaceId, name, accountSid, serviceSid: twilio.addService(service) };
}

// The Auth Token is rotated at Twilio while its next one is known here, or unknown.

import type { World } from '../../../src/simulator/world.ts';
import { forgetSightings } from '../../support/database/tampering.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, ACCOUNT_TOKEN, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const NEXT = 'the-next-auth-token';
const API_KEY = 'SK00000000000000000000000000000001';

/** Finished at Twilio, the next one known here, and an agent's reply that came just after: as it stands so long later. */
async function rotated(world: World, withinMs: number) {
  const { workspace, visitor, customer } = await secondWorkspace(world);
  customer.texts('Hello', { to: NUMBER });
  await world.settle();
  const account = world.twilio.account(ACCOUNT);
  account.startRotation(NEXT);
  await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, next_auth_token: NEXT, do: 'save' });
  account.finishRotation();
  const [conversation] = workspace.conversations();
  workspace.reply(conversation?.id ?? '', { html: '<p>Hi</p>', adminId: workspace.admins[0]?.id ?? '' });
  await world.settle(withinMs);
  return { visitor, customer };
}

describe('the doctor sees that the Auth Token was rotated', () => {
  test('and goes on with the next one within seconds', async () => {
    const { world } = await stage();
    const { visitor, customer } = await rotated(world, 1_000);
    expect(customer.sees()).toEqual([]);
    await visitor.goes('/');
    visitor.says('The rotation of the Auth Token is finished at Twilio');
    await world.settle(5_000);
    expect(customer.sees()).toEqual(['Hi']);
    await visitor.goes('/');
    expect(visitor.words()).not.toContain('rotation of the Auth Token is');
    await visitor.goes('/settings/history');
    visitor.says('Finished the rotation of the Twilio Auth Token.');
  });

  test('and uses the next one at a click', async () => {
    const { world } = await stage();
    const { visitor, customer } = await rotated(world, 0);
    await visitor.goes('/');
    const offered = visitor.forms().find(({ action }) => action.startsWith('/settings/twilio'));
    expect(offered?.fields.map(([name]) => name)).toContain('seen');
    await visitor.posts('/settings/twilio', { ...Object.fromEntries(offered?.fields ?? []), do: 'promote' });
    visitor.says('The next Auth Token is now the only one.');
    await world.settle(0);
    expect(customer.sees()).toEqual(['Hi']);
  });

  test('by texts that are signed with the next one', async () => {
    const { world } = await stage();
    const { visitor, customer } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    account.addApiKey({ sid: API_KEY, secret: 'the-secret-of-the-key' });
    account.startRotation(NEXT);
    await visitor.sends('/settings/twilio', {
      account_sid: ACCOUNT,
      api_key_sid: API_KEY,
      api_secret: 'the-secret-of-the-key',
      next_auth_token: NEXT,
      do: 'save',
    });
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    await visitor.goes('/');
    expect(visitor.words()).not.toContain('Twilio signs with the next');
    const repair = world.twilio.faults.add({ path: /\/Accounts\/AC\w+\.json$/, kind: 'status', status: 500 });
    account.finishRotation();
    await world.pass(60_000);
    customer.texts('And again', { to: NUMBER });
    await world.settle();
    await visitor.goes('/');
    visitor.says('Twilio signs with the next Auth Token').says('Use the next Auth Token alone');
    repair();
    world.twilio.rotateAuthToken(ACCOUNT, 'a-third-auth-token');
    await forgetSightings(world);
    await visitor.goes('/');
    visitor.says('The Auth Token was rotated at Twilio');
  });

  test('by Twilio’s word where an API key makes the calls', async () => {
    const { world } = await stage();
    const { visitor, customer, workspace } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    const account = world.twilio.account(ACCOUNT);
    account.addApiKey({ sid: API_KEY, secret: 'the-secret-of-the-key' });
    const login = { account_sid: ACCOUNT, api_key_sid: API_KEY, api_secret: 'the-secret-of-the-key' };
    await visitor.sends('/settings/twilio', { ...login, do: 'save' });
    await visitor.goes('/');
    expect(visitor.words()).not.toContain('The Auth Token was rotated');
    world.twilio.rotateAuthToken(ACCOUNT, NEXT);
    await visitor.goes('/');
    visitor.says('The Auth Token was rotated at Twilio');
    expect(visitor.page.html).not.toContain(ACCOUNT_TOKEN);
    const [conversation] = workspace.conversations();
    workspace.reply(conversation?.id ?? '', { html: '<p>Hi</p>', adminId: workspace.admins[0]?.id ?? '' });
    await world.settle();
    expect(customer.sees()).toEqual(['Hi']);
  });
});

describe('the next Auth Token', () => {
  test('is tried before it is kept, as Twilio takes it', async () => {
    const { world } = await stage();
    const { visitor, customer, workspace } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    const enters = (token: string) =>
      visitor.sends('/settings/twilio', { account_sid: ACCOUNT, next_auth_token: token, do: 'save' });
    const presses = (verb: string) => visitor.sends('/settings/twilio', { do: verb });
    (await enters('a-slip-of-the-pen')).says('Twilio does not accept this as an Auth Token of this account.');
    (await enters(ACCOUNT_TOKEN)).says('This is the same as the Auth Token.');
    account.startRotation(NEXT);
    (await enters(NEXT)).says('Connected to');

    (await presses('promote')).says('Twilio still signs texts with the current Auth Token');
    expect(visitor.page.status).toBe(422);
    (await presses('forget-next')).says('The next Auth Token is forgotten.');
    expect(visitor.words()).not.toContain('Two Auth Tokens work now');
    customer.texts('Still here?', { to: NUMBER });
    await world.settle();
    expect(workspace.conversations()).toHaveLength(1);

    await enters(NEXT);
    account.finishRotation();
    (await presses('forget-next')).says('Twilio accepts only the next Auth Token now.');
    const repair = world.twilio.faults.add({ path: /\/Accounts\/AC\w+\.json$/, kind: 'status', status: 500 });
    (await presses('promote')).says('Twilio did not say which of the two it accepts.');
    expect(visitor.words()).not.toContain('The rotation of the Auth Token is finished');
    repair();
    (await presses('promote')).says('The next Auth Token is now the only one.');
  });
});

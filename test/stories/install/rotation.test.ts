// The Auth Token is rotated at Twilio while its next one is known here, or not.
import { expect, test } from '@jest/globals';
import { onEachDatabase } from '../../support/databases.ts';
import { ACCOUNT, ACCOUNT_TOKEN, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const NEXT = 'the-next-auth-token';
const API_KEY = 'SK00000000000000000000000000000001';

onEachDatabase('the doctor sees that the Auth Token was rotated', (kind) => {
  test('and goes on with the next one by itself, so that what waited goes within seconds', async () => {
    const { world } = await stage(kind);
    const { workspace, visitor, customer } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    const account = world.twilio.account(ACCOUNT);
    account.startRotation(NEXT);
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, next_auth_token: NEXT, do: 'save' });
    account.finishRotation();
    const [conversation] = workspace.conversations();
    workspace.reply(conversation?.id ?? '', { html: '<p>Hi</p>', adminId: workspace.admins[0]?.id ?? '' });
    await world.settle(1_000);
    expect(customer.sees()).toEqual([]);
    await visitor.goes('/settings');
    visitor.says('The rotation of the Auth Token is finished at Twilio');
    await world.settle(5_000);
    expect(customer.sees()).toEqual(['Hi']);
    await visitor.goes('/settings');
    expect(visitor.words()).not.toContain('rotation of the Auth Token is');
    visitor.says('Finished the rotation of the Twilio Auth Token.');
  });

  test('and uses the next one at a click', async () => {
    const { world } = await stage(kind);
    const { visitor, customer, workspace } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    const account = world.twilio.account(ACCOUNT);
    account.startRotation(NEXT);
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, next_auth_token: NEXT, do: 'save' });
    account.finishRotation();
    const [conversation] = workspace.conversations();
    workspace.reply(conversation?.id ?? '', { html: '<p>Hi</p>', adminId: workspace.admins[0]?.id ?? '' });
    await world.settle(0);
    await visitor.goes('/settings');
    await visitor.sends('/settings/doctor', { do: 'promote' });
    await world.settle(0);
    expect(customer.sees()).toEqual(['Hi']);
  });

  test('by texts that are signed with the next one', async () => {
    const { world } = await stage(kind);
    const { visitor, customer } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    account.addApiKey({ sid: API_KEY, secret: 'the-secret-of-the-key' });
    await visitor.sends('/settings/twilio', {
      account_sid: ACCOUNT,
      api_key_sid: API_KEY,
      api_secret: 'the-secret-of-the-key',
      next_auth_token: NEXT,
      do: 'save',
    });
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    await visitor.goes('/settings');
    expect(visitor.words()).not.toContain('next Auth Token alone');
    world.twilio.rotateAuthToken(ACCOUNT, NEXT);
    await world.pass(60_000);
    customer.texts('And again', { to: NUMBER });
    await world.settle();
    await visitor.goes('/settings');
    visitor.says('Use the next Auth Token alone');
  });

  test('by Twilio’s word where an API key makes the calls, which go on', async () => {
    const { world } = await stage(kind);
    const { visitor } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    account.addApiKey({ sid: API_KEY, secret: 'the-secret-of-the-key' });
    const login = { account_sid: ACCOUNT, api_key_sid: API_KEY, api_secret: 'the-secret-of-the-key' };
    await visitor.sends('/settings/twilio', { ...login, do: 'save' });
    await visitor.goes('/settings');
    expect(visitor.words()).not.toContain('The Auth Token was rotated');
    world.twilio.rotateAuthToken(ACCOUNT, NEXT);
    await visitor.goes('/settings');
    visitor.says('The Auth Token was rotated at Twilio');
    expect(visitor.page.html).not.toContain(ACCOUNT_TOKEN);
  });
});

// From the install button to the first text, as an admin does it: page by page, form by form.

import { OpenPanel } from '../../../src/simulator/open-panel.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { WORKSPACE_ID } from '../../../src/simulator/world.ts';
import { holdingsOf, tablesWith } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  ACCOUNT_TOKEN,
  installSecond,
  installs,
  NUMBER,
  secondWorkspace,
} from '../../support/second-workspace.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const DAY = 86_400_000;
describe('an admin', () => {
  test('sets everything up and sees a text delivered without a manual', async () => {
    const { world } = await stage();
    const { visitor, who } = await installSecond(world);
    visitor.says('Second Company');
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, auth_token: 'not the token', do: 'save' });
    expect(visitor.page.status).toBe(422);
    visitor.says('Twilio does not accept this Auth Token for this account.');
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, auth_token: ACCOUNT_TOKEN, do: 'save' });
    visitor.says(/Connected to/);
    expect(visitor.page.html).not.toContain(ACCOUNT_TOKEN);
    expect(visitor.page.html).toContain(ACCOUNT_TOKEN.slice(-4));
    const number = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number: number.sid, do: 'save' });
    await visitor.sends('/settings/numbers', { number: number.sid, do: 'set-webhooks' });
    visitor.says('come here from now on');
    await visitor.sends('/settings/test', { to: '+14155550188', do: 'send' });
    await world.pass(60_000);
    await visitor.goes('/');
    visitor.says('Delivered to (415) 555-0188');
    expect(new Customer(world, '+14155550188').sees()).toEqual([
      'Hello from Second Company: texts from Intercom reach this phone.',
    ]);

    const workspace = world.intercom.workspace('second');
    new Customer(world, '+14155550177').texts('Is anybody there?', { to: NUMBER });
    await world.settle();
    expect(workspace.conversations()).toHaveLength(1);
    expect(world.workspace.conversations()).toHaveLength(0);

    visitor.says('What to do next').says('Edit Apps');
    expect(visitor.page.html).toContain('install_success=true');
    const [conversation] = workspace.conversations();
    await new OpenPanel(workspace, conversation?.id ?? '', workspace.admins[0]?.id ?? '').opens();
    await world.settle();
    for (const _ of ['first told', 'reloaded']) {
      await visitor.goes('/');
      visitor.says('Set-up is complete').says('Somebody has opened the panel in the Inbox.');
      expect(visitor.page.html).toContain('install_success=true');
    }
    await world.pass(2 * 3_600_000);
    await visitor.goes('/');
    visitor.says(/Everything works.*Set-up is complete/);
    expect(visitor.page.html).not.toContain('install_success=true');

    // An admin who installs again came from Intercom, and is led back there.
    await installs(world, visitor, who);
    visitor.says('Set-up is complete');
    expect(visitor.page.html).toContain('install_success=true');
    workspace.uninstall();
    await world.settle();
    await installs(world, visitor, who);
    expect(visitor.page.html).not.toContain('install_success=true');
    for (const undone of ['Send a text to your own phone (open)', 'Show the panel to your agents (open)'])
      visitor.says(undone);
  });

  test('installs again with a new token, and loses nothing else', async () => {
    const { world } = await stage();
    const { visitor, who } = await secondWorkspace(world);
    const workspace = world.intercom.workspace('second');
    const colleague = workspace.admins[1]?.id ?? '';
    await visitor.sends('/settings/inbox', { acting_admin: colleague, time_zone: 'Asia/Tokyo', do: 'save' });
    visitor.says('Saved.');
    workspace.revokeToken();
    new Customer(world, '+14155550177').texts('Hello?', { to: NUMBER });
    await world.pass(10_000);
    expect(workspace.conversations()).toHaveLength(0);
    await installs(world, visitor, who);
    visitor.says('(415) 555-0109');
    await visitor.goes('/settings/inbox');
    expect(visitor.fieldsOf('/settings/inbox')).toMatchObject({ acting_admin: colleague, time_zone: 'Asia/Tokyo' });
    await world.pass(60_000);
    expect(workspace.conversations()).toHaveLength(1);
  });

  test('uninstalls: nothing is sent, and a month later all is gone', async () => {
    const { world } = await stage();
    const { visitor, who } = await secondWorkspace(world);
    const workspace = world.intercom.workspace('second');
    // The news comes once, and Intercom cannot be asked in that moment for its truth.
    world.intercom.faults.add({ path: '/me', kind: 'status', status: 503, times: 2 });
    workspace.uninstall();
    await world.settle();
    await world.pass(10_000);
    expect(world.twilio.number(NUMBER).smsUrl).toBe('https://elsewhere.example/sms');
    await visitor.goes('/settings');
    expect(visitor.page.status).toBe(401);
    await world.pass(20 * DAY);
    await installs(world, visitor, who);
    visitor.says('(415) 555-0109');
    workspace.uninstall();
    await world.pass(31 * DAY);
    expect(await holdingsOf(world, 'second')).toEqual([]);
    expect(await holdingsOf(world, WORKSPACE_ID)).not.toEqual([]);
  });

  test('installs again, connects Twilio again, and finds the numbers', async () => {
    const { world } = await stage();
    const { visitor, who } = await secondWorkspace(world);
    world.intercom.workspace('second').uninstall();
    await world.settle();
    await installs(world, visitor, who);
    expect(visitor.words()).not.toMatch(/Connected to Pretend account|has no number yet|Buy one|left empty stays/);
    visitor.says('Connect Twilio (open)');
    visitor.says('Enter the Auth Token of Pretend account again, or connect another account.');
    visitor.says('Twilio is not connected').says('Connect Twilio');
    await visitor.goes('/settings/twilio');
    visitor.says('Twilio account Not connected');
    await visitor.goes('/settings/numbers');
    visitor.says('The ones you chose before, (415) 555-0109, are used again then.');
    await visitor.sends('/settings/twilio', { auth_token: ACCOUNT_TOKEN, do: 'save' });
    visitor.says('Connected to Pretend account.');
    await visitor.goes('/settings/numbers');
    visitor.says('1 of 1 not connected');
    const viewer = await signIn(world, 1, { workspace: world.intercom.workspace('second') });
    viewer.says('(415) 555-0109').says('Connected to Pretend account');
  });

  test('fixes a wrong Auth Token, and refused texts are taken in', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const workspace = world.intercom.workspace('second');
    const account = world.twilio.account(ACCOUNT);
    account.startRotation('the-next-auth-token');
    account.finishRotation();
    const customer = new Customer(world, '+14155550177');
    customer.texts('Lost?', { to: NUMBER });
    customer.texts('And this?', { to: NUMBER });
    await world.settle();
    expect(workspace.conversations()).toHaveLength(0);
    expect(await tablesWith(world, 'Lost?')).toEqual([]);
    await visitor.goes('/');
    visitor.says('4 requests are kept for a day, until you enter the right one');
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, auth_token: 'the-next-auth-token', do: 'save' });
    await visitor.sends('/settings/doctor', { do: 'release' });
    await world.settle();
    const [conversation] = workspace.conversations();
    expect(workspace.parts(conversation?.id ?? '').map((part) => part.body)).toEqual([
      expect.stringContaining('Lost?'),
      expect.stringContaining('And this?'),
    ]);
    await visitor.goes('/');
    visitor.says('Texts from Twilio are verified');
    expect(visitor.words()).not.toContain('can be accepted now');
    await visitor.goes('/settings/history');
    visitor.says('Checked the refused requests again: 4 accepted');
  });

  test('rotates the Auth Token while texts arrive, and none is lost', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const workspace = world.intercom.workspace('second');
    const customer = new Customer(world, '+14155550177');
    const account = world.twilio.account(ACCOUNT);
    customer.texts('One', { to: NUMBER });
    account.startRotation('the-next-auth-token');
    await visitor.sends('/settings/twilio', {
      account_sid: ACCOUNT,
      next_auth_token: 'the-next-auth-token',
      do: 'save',
    });
    customer.texts('Two', { to: NUMBER });
    await world.settle();
    account.finishRotation();
    customer.texts('Three', { to: NUMBER });
    await world.settle();
    await visitor.goes('/');
    await visitor.sends('/settings/twilio', { do: 'promote' });
    customer.texts('Four', { to: NUMBER });
    await world.settle();
    const [conversation] = workspace.conversations();
    expect(workspace.parts(conversation?.id ?? '').map((part) => part.body)).toEqual(
      ['One', 'Two', 'Three', 'Four'].map((words) => expect.stringContaining(words)),
    );
  });
});

// A vendor says no while a section is saved: the page says what is missing and where to fix it, and needs no more than it must.
import { describe, expect, test } from '../support/jest-globals.ts';
import { ACCOUNT, connect, installs, NUMBER, secondWorkspace } from '../support/second-workspace.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('a section is saved', () => {
  test('without a permission it does not need; else the page names it', async () => {
    const { world } = await stage();
    const { visitor, workspace } = await secondWorkspace(world);
    workspace.withdrawPermission('Read admins');
    const { sid } = world.twilio.number(NUMBER);
    await visitor.goes('/');
    expect(visitor.words()).not.toContain('Intercom does not let Threadwire in');
    await visitor.sends('/settings/numbers', { number: sid, [`label_${sid}`]: 'Front desk', do: 'save' });
    visitor.says('Saved.');
    await visitor.sends('/settings/inbox', { tag_name: 'Texted', do: 'save' });
    visitor.says('Saved.');
    expect(visitor.fieldsOf('/settings/inbox')).toMatchObject({ tag_name: 'Texted' });
    const team = { number: sid, [`team_${sid}`]: '4711', do: 'save' };
    await visitor.sends('/settings/numbers', team);
    expect(visitor.page.status).toBe(422);
    visitor.says(
      'Intercom does not let Threadwire do this: the app lacks a permission. The checks on this page name the permission',
    );
    expect(visitor.words()).not.toContain('Intercom did not answer');
  });

  test('once Twilio allows it, and else says why it does not', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const { sid } = world.twilio.number(NUMBER);
    const saves = () => visitor.sends('/settings/numbers', { number: sid, do: 'save' });
    await visitor.goes('/settings/numbers');
    world.twilio.account(ACCOUNT).setStatus('suspended');
    (await saves()).says('Twilio has suspended or closed this account. Reopen it in the Twilio Console.');
    world.twilio.account(ACCOUNT).setStatus('active');
    await visitor.goes('/settings/numbers');
    world.twilio.rotateAuthToken(ACCOUNT, 'the-next-auth-token');
    (await saves()).says('Twilio does not accept these credentials. Enter the current ones');
    expect(visitor.words()).not.toContain('Connected to Pretend');
    expect(visitor.words()).not.toMatch(/answered (GET|POST)|did not answer/);
    await connect(visitor, { authToken: 'the-next-auth-token' });
    await visitor.goes('/settings/numbers');
    world.twilio.faults.add({ kind: 'status', status: 500, times: 1, path: /IncomingPhoneNumbers/ });
    (await saves()).says('Twilio did not answer. Try again in a minute.');
  });

  test('with values its form has, and each country once', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    await visitor.sends('/settings/pause', { do: 'pause' });
    const shown = async () => {
      const all = [];
      for (const section of ['replies', 'prices']) {
        await visitor.goes(`/settings/${section}`);
        visitor.says('Sending is paused');
        const { nonce: _, ...fields } = visitor.fieldsOf(`/settings/${section}`);
        all.push(fields);
      }
      return all;
    };
    const before = await shown();
    for (const [section, fields, words] of [
      ['replies', { bot_replies: 'sometimes', do: 'save' }, 'Choose never or always.'],
      ['pause', { do: 'perhaps' }, 'Choose pause or resume.'],
      [
        'prices',
        { currency: 'usd', price_US: '0.0083', country: 'US', price: '0.01', do: 'save' },
        'United States is listed above. Enter its price there.',
      ],
    ] as const) {
      await visitor.sends(`/settings/${section}`, fields);
      expect(visitor.page.status).toBe(422);
      visitor.says(words);
    }
    expect(await shown()).toEqual(before);
  });
});

describe('a test text', () => {
  test('is not sent while sending is paused, and says so', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    await visitor.sends('/settings/pause', { do: 'pause' });
    await visitor.sends('/settings/test', { to: '+14155550188', do: 'send' });
    expect(visitor.page.status).toBe(422);
    visitor.says('Sending is paused. Resume it first.');
    await visitor.sends('/settings/pause', { do: 'resume' });
    await visitor.sends('/settings/test', { to: '+14155550188', do: 'send' });
    visitor.says('On its way.');
  });
});

describe('a problem', () => {
  test('is told of what the button would have done', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    await visitor.sends('/settings/test', { to: 'nobody', do: 'send' });
    visitor.says('Not sent: Overview').says('Not sent: see below.');
    await visitor.sends('/settings/templates', { id: '', name: 'Hi', body: 'Hi', contact: 'nobody', do: 'preview' });
    visitor.says('No preview: see below.');
    expect(visitor.words()).not.toContain('Not saved');
  });

  test('of a vendor that is not connected is told in the section', async () => {
    const { world } = await stage();
    const { visitor, who } = await secondWorkspace(world);
    world.intercom.workspace('second').uninstall();
    await world.settle();
    await installs(world, visitor, who);
    const fields = { csrf: visitor.formToken(), do: 'set-webhooks' };
    await visitor.posts(`${world.serviceUrl}/settings/doctor`, fields);
    expect(visitor.page.status).toBe(422);
    visitor.says('Twilio is not connected.');
  });
});

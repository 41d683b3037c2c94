// A number belongs to one workspace, and its webhooks from before us stay known.

import { Secret } from '../../../src/lib/sealed.ts';
import { setUpPrivateWorkspace } from '../../../src/services/workspaces/set-up-private-workspace.ts';
import { ACCESS_TOKEN, ACCOUNT_SID, AUTH_TOKEN } from '../../../src/simulator/world.ts';
import { changeSender } from '../../support/database/tampering.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, installs, NUMBER } from '../../support/second-workspace.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const CARE = '+14155550110';

describe('the numbers of a workspace', () => {
  test('are taken by one of two, and freed by an uninstall', async () => {
    const { world } = await stage();
    const { visitor, who, workspace } = await installSecond(world);
    const third = world.intercom.addWorkspace({ id: 'third', name: 'Third Company' });
    const whoElse = `third/${third.admins[0]?.id}`;
    const both = [
      { workspace, who, visitor },
      { workspace: third, who: whoElse, visitor: await installs(world, new Visitor(), whoElse) },
    ];
    for (const one of both) await connect(one.visitor);
    const { sid: number } = world.twilio.number(NUMBER);
    await Promise.all(both.map((one) => one.visitor.sends('/settings/numbers', { number, do: 'save' })));
    const [winner, loser] = both.sort((a, b) => a.visitor.page.status - b.visitor.page.status);
    expect(both.map((one) => one.visitor.page.status)).toEqual([200, 422]);
    loser?.visitor.says('Another workspace uses (415) 555-0109. Untick it there first.');

    winner?.workspace.uninstall();
    await world.settle();
    await loser?.visitor.sends('/settings/numbers', { number, do: 'set-webhooks' });
    loser?.visitor.says('Texts to this number come here from now on.');
    const back = await connect(await installs(world, new Visitor(), winner?.who ?? ''));
    await back.goes('/settings/history');
    back.says('Lost (415) 555-0109 to another workspace.');
    await back.sends('/settings/numbers', { number, do: 'set-webhooks' });
    back.says('Another workspace uses (415) 555-0109. Untick it there first.');
  });

  test('are free for others though they could not be put back', async () => {
    const { world } = await stage();
    const { visitor, who, workspace } = await installSecond(world);
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: CARE, smsUrl: ELSEWHERE });
    await connect(visitor);
    const [first, second] = [NUMBER, CARE].map((number) => world.twilio.number(number).sid);
    await visitor.sends('/settings/numbers', { number: [first ?? '', second ?? ''], do: 'set-webhooks' });
    const fails = { method: 'POST', kind: 'status', status: 500 } as const;
    world.twilio.faults.add({ ...fails, path: new RegExp(`${first}`) });
    world.twilio.faults.add({ ...fails, path: new RegExp(`${second}`), times: 2 });
    workspace.uninstall();
    // It is tried again for a minute, with a login that is kept for so long.
    await world.pass(2 * 60_000);
    expect(world.twilio.number(CARE).smsUrl).toBe(ELSEWHERE);
    expect(world.twilio.number(NUMBER).smsUrl).toContain(world.serviceUrl);
    world.twilio.faults.clear();
    const back = await installs(world, new Visitor(), who);
    await back.sends('/settings/twilio', { do: 'disconnect' });
    back.says('The webhooks that Threadwire set are still there: change them in the Twilio Console.');
  });
});

describe('a number of the environment', () => {
  test('is refused where another workspace uses it', async () => {
    const { world } = await stage({ environment: { TWILIO_PHONE_NUMBER: `+14155550100,${NUMBER}` } });
    const { visitor } = await installSecond(world);
    await connect(visitor);
    const { sid: number } = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number, do: 'save' });
    visitor.says('Another workspace uses (415) 555-0109. Untick it there first.');

    // As it was chosen before the variable named it.
    await changeSender(world, NUMBER, { workspace_id: 'second' });
    const input = {
      intercomToken: new Secret(ACCESS_TOKEN),
      twilioAccountSid: ACCOUNT_SID,
      twilioAuthToken: new Secret(AUTH_TOKEN),
      senders: ['+14155550100', NUMBER],
    };
    const intercom = world.app.ctx.intercomAt(world.intercom.url, input.intercomToken);
    const outcome = await setUpPrivateWorkspace(world.app.ctx, [{ region: 'US', intercom }], input);
    expect(outcome).toEqual({ ok: false, problem: { kind: 'numbers-taken', numbers: [NUMBER] } });
    const ours = await world.app.ctx.workspaces.find(world.workspace.id, 0);
    expect(ours?.senders).toEqual(['+14155550100']);
    const admin = await signIn(world);
    admin.says('Another workspace uses a number of the environment');
    admin.says('TWILIO_PHONE_NUMBER names (415) 555-0109, which another workspace of this service uses.');

    await visitor.goes(`${world.serviceUrl}/`);
    await visitor.sends('/settings/numbers', { number: '', do: 'save' });
    visitor.says('Saved. No number is in use now.');
    expect(await setUpPrivateWorkspace(world.app.ctx, [{ region: 'US', intercom }], input)).toMatchObject({ ok: true });
    await admin.goes('/');
    expect(admin.words()).not.toContain('Another workspace uses a number');
  });
});

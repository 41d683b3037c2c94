// A number belongs to one workspace, and its webhooks from before us stay known.

import { Secret } from '../../../src/lib/sealed.ts';
import type { Editor } from '../../../src/services/changes/change.ts';
import { within } from '../../../src/services/context.ts';
import { chooseNumbers } from '../../../src/services/numbers/choose-numbers.ts';
import { setWebhooks } from '../../../src/services/numbers/set-webhooks.ts';
import { setUpPrivateWorkspace } from '../../../src/services/workspaces/set-up-private-workspace.ts';
import { ACCESS_TOKEN, ACCOUNT_SID, AUTH_TOKEN, type World } from '../../../src/simulator/world.ts';
import { tellProblem } from '../../../src/words/settings/saved.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, installs, NUMBER } from '../../support/second-workspace.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const [CARE, ADDED] = ['+14155550110', '+14155550111'];

/** An owner who opened the page when the workspace was as it is now. */
async function begins({ app }: World, id: string) {
  const workspace = await app.ctx.workspaces.get(id);
  return { ctx: within(app.ctx, id), editor: { workspace, adminId: '1', role: 'owner' } satisfies Editor };
}

describe('the numbers of a workspace', () => {
  test('are saved by two at once without losing either’s change', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    for (const phoneNumber of [CARE, ADDED]) world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber });
    const before = { inboundRequestUrl: ELSEWHERE, useInboundWebhookOnNumber: false };
    const care = { accountSid: ACCOUNT, friendlyName: 'Customer care', numbers: [CARE], ...before };
    const service = world.twilio.addService(care);
    const { sid } = world.twilio.number(NUMBER);
    await connect(visitor);
    await visitor.sends('/settings/numbers', { number: sid, service, do: 'save' });
    const early = await begins(world, 'second');
    const labels = { [`label_${sid}`]: 'Support', [`label_${service}`]: 'Care' };
    await visitor.sends('/settings/numbers', { number: sid, service, ...labels, do: 'set-webhooks' });

    const number = { sid, label: 'Sales', teamId: null, country: null };
    const picks = { numbers: [number], services: [{ ...number, sid: service, label: 'Care' }] };
    expect(await chooseNumbers(early.ctx, early.editor, picks)).toMatchObject({ ok: true });
    world.twilio.addToService(service, ADDED);
    expect(await setWebhooks(early.ctx, early.editor)).toMatchObject({ ok: true });
    const { senderDetails, services } = await world.app.ctx.workspaces.get('second');
    expect(senderDetails.map(({ address, label }) => [address, label])).toEqual([
      [NUMBER, 'Sales'],
      [CARE, null],
      [ADDED, null],
    ]);
    expect(services).toMatchObject([{ label: 'Care' }]);

    const late = await chooseNumbers(early.ctx, early.editor, { numbers: [number], services: [] });
    expect(late).toMatchObject({ ok: false, problems: { '': { kind: 'webhooks-set-meanwhile' } } });
    for (const number of [sid, service]) {
      await visitor.goes(`${world.serviceUrl}/settings`);
      await visitor.sends('/settings/numbers', { number, do: 'undo-webhooks' });
    }
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    expect(world.twilio.service(service)).toMatchObject(before);

    // Two workspaces have it from a time when that could be.
    const { owner } = world.app.ctx.database;
    await owner.updateTable('senders').set({ address: CARE }).where('address', '=', world.ourNumber).execute();
    const taken = await setWebhooks(early.ctx, early.editor);
    const found = { kind: 'number-taken', address: CARE, service: 'Customer care' } as const;
    expect(taken).toEqual({ ok: false, problems: { service: found } });
    expect(tellProblem(found)).toBe(
      'Another workspace uses (415) 555-0110, which is in Customer care. Untick it there first.',
    );
  });

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
    const { database } = world.app.ctx;
    const { visitor } = await installSecond(world);
    await connect(visitor);
    const { sid: number } = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number, do: 'save' });
    visitor.says('Another workspace uses (415) 555-0109. Untick it there first.');

    // As it was chosen before the variable named it.
    await database.owner.updateTable('senders').set({ workspace_id: 'second' }).where('address', '=', NUMBER).execute();
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

    await visitor.goes(`${world.serviceUrl}/settings`);
    await visitor.sends('/settings/numbers', { number: '', do: 'save' });
    visitor.says('Saved. No number is in use now.');
    expect(await setUpPrivateWorkspace(world.app.ctx, [{ region: 'US', intercom }], input)).toMatchObject({ ok: true });
    await admin.goes('/settings');
    expect(admin.words()).not.toContain('Another workspace uses a number');
  });
});

// The doctor names each broken thing, its cause, and its fix.

import { freePort } from '../../../src/lib/free-port.ts';
import { within } from '../../../src/services/context.ts';
import { addressFinding, queueFinding } from '../../../src/services/doctor/find-service.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { ACCOUNT_SID, WORKSPACE_ID } from '../../../src/simulator/world.ts';
import { storedForbidden, storedOldestDue } from '../../support/database/stored.ts';
import { forbidCall, moveToEurope } from '../../support/database/tampering.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { findingsOf, inWords, troublesOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { startListener } from '../../support/listener.ts';
import { installSecond, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

describe('the doctor', () => {
  test('finds nothing wrong where both vendors answer and texts flow', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    expect(await troublesOf(world)).toEqual([]);
  });

  test('says so when Intercom or Twilio do not let us in', async () => {
    const { world } = await stage();
    world.workspace.revokeToken();
    world.twilio.account(ACCOUNT_SID).setStatus('closed');
    const titles = (await troublesOf(world)).map(({ title }) => title);
    expect(titles).toContain('Intercom does not let Threadwire in');
    expect(titles).toContain('Twilio refuses the credentials');
  });

  test('tells a refused token from a missing permission and an outage', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const second = world.intercom.workspace('second');
    const { faults } = world.intercom;
    second.withdrawPermission('Read admins');
    await visitor.goes('/');
    visitor.says('Intercom does not allow: Read admins').says('Intercom answers').says('Connected to Second Company');
    second.restorePermission('Read admins');
    faults.add({ kind: 'hang-up-before' });
    await visitor.goes('/');
    visitor.says('Intercom does not answer').says('See Intercom’s status');
    expect(visitor.words()).not.toContain('Install it again');
    faults.clear();
    const refusal = (code: string) => ({ type: 'error.list', errors: [{ code, message: 'No' }] });
    faults.add({ path: '/macros', kind: 'status', status: 403, body: refusal('forbidden') });
    const macros = world.app.ctx.intercom(await world.app.ctx.workspaces.get('second')).listMacros(null);
    await expect(macros).rejects.toThrow('403');
    const calls = world.traffic.exchanges.length;
    await visitor.goes('/');
    visitor.says('Intercom does not allow: reading Intercom’s macros').says('ask Intercom which permission this needs');
    const asked = world.traffic.exchanges.slice(calls).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    expect(asked).toEqual([...new Set(asked)]);
    faults.clear();
    faults.add({ kind: 'status', status: 403, body: refusal('api_plan_restricted') });
    await visitor.goes('/');
    visitor.says('The Intercom subscription has lapsed').says('Open Intercom');
    faults.clear();
    faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '9' } });
    await visitor.goes('/');
    visitor.says('Intercom asks for a pause');
  });

  test('tells what is left of the rate limit', async () => {
    const { world } = await stage();
    const told = async () => (await findingsOf(world)).find(({ title }) => title.startsWith('Intercom’s rate limit'));
    expect(await told()).toMatchObject({
      severity: 'fine',
      cause: expect.stringMatching(/^1,6\d\d of 1,666 calls are left in these ten seconds\.$/),
    });
    await world.pass(10_000);
    world.intercom.rateLimit.limit = 5;
    expect(await told()).toMatchObject({ severity: 'warning', title: 'Intercom’s rate limit is nearly used up' });
  });

  test('forgets another process’s forbidden call once it is allowed here', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    await forbidCall(world, 'GET /macros');
    expect(await storedForbidden(world)).toHaveLength(1);
    await ctx.intercom(await ctx.workspaces.get(WORKSPACE_ID)).listMacros(null);
    expect(await storedForbidden(world)).toEqual([]);
  });

  test('leads to an installation only where there is one, in its region', async () => {
    const { world } = await stage();
    const { workspace } = await installSecond(world);
    await moveToEurope(world);
    workspace.revokeToken();
    world.workspace.revokeToken();
    const fixOf = async (id: string) =>
      (await findingsOf(world, id)).find(({ title }) => title === 'Intercom does not let Threadwire in');
    expect((await fixOf('second'))?.fix).toMatchObject({ url: `${world.serviceUrl}/install?region=eu` });
    const own = await fixOf(world.workspace.id);
    expect(own?.cause).toContain('put a token that works into INTERCOM_ACCESS_TOKEN');
    expect(own?.fix).toMatchObject({ label: 'Check again' });
  });

  test('calls texts late where they wait, not where others’ do', async () => {
    const { world, maya } = await stage();
    const { customer, visitor } = await secondWorkspace(world);
    await world.settle();
    maya.texts('Hello');
    await world.twilio.postOffice.deliverDue();
    const later = new Date(world.now() + 90_000);
    const { db } = within(world.app.ctx, 'second');
    expect(await storedOldestDue(world, 'second', later)).toBeNull();
    customer.texts('Hello', { to: NUMBER });
    await world.twilio.postOffice.deliverDue();
    expect(await storedOldestDue(world, 'second', later)).toEqual(new Date(world.now()));
    const clock = { ...world.app.ctx.clock, now: () => later.getTime() };
    const workspace = await world.app.ctx.workspaces.get('second');
    const late = inWords(await queueFinding({ ...world.app.ctx, db, clock }, workspace));
    expect(late).toMatchObject({
      severity: 'warning',
      title: 'Texts are late',
      cause: expect.stringContaining('90 s'),
    });
    await visitor.goes('/');
    visitor.says('Nothing is late');
  });

  test('names a permission that a call lacked, until it is given', async () => {
    const { world, maya } = await stage();
    world.workspace.withdrawPermission('Read conversations');
    world.workspace.withdrawPermission('Write tags');
    maya.texts('Hello');
    await world.settle();
    expect((await troublesOf(world)).map(({ severity, title }) => `${severity}: ${title}`)).toEqual([
      'broken: Intercom does not allow: Read conversations',
      'warning: Intercom does not allow: Write tags',
    ]);
    world.workspace.restorePermission('Read conversations');
    expect((await troublesOf(world)).map(({ title }) => title)).toEqual(['Intercom does not allow: Write tags']);
    world.workspace.restorePermission('Write tags');
    await world.pass(60 * 60_000);
    expect(await troublesOf(world)).toEqual([]);
  });

  test('notices that nobody, or somebody else, answers at its own address', async () => {
    const { world } = await stage();
    const { ctx } = world.app;
    const workspace = await ctx.workspaces.get(WORKSPACE_ID);
    const loopAt = async (publicUrl: string) => inWords(await addressFinding({ ...ctx, publicUrl }, workspace));
    expect(await loopAt(world.serviceUrl)).toMatchObject({ severity: 'fine', cause: world.serviceUrl });
    const other = await startListener();
    other.answer('/canvas', { status: 404 });
    const nobody = `127.0.0.1:${await freePort()}`;
    for (const [url, why] of [
      [`http://${nobody}`, `no answer (connect ECONNREFUSED ${nobody})`],
      [other.url, 'the answer was 404'],
    ] as const)
      expect(await loopAt(url)).toMatchObject({
        severity: 'warning',
        title: 'This service does not reach itself at its own address',
        cause: expect.stringMatching(new RegExp(`^${url}: ${why.replace(/[()]/g, '\\$&')}\\. .* PUBLIC_URL`)),
        fix: { label: 'Check again' },
      });
    await other.close();
  });

  test('reminds of texts that are paused', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    await visitor.sends('/settings/pause', { do: 'pause' });
    visitor.says('Sending is paused').says('Resume sending');
    await visitor.goes('/');
    visitor.says('Sending is paused').says('Go to Pause sending');
    await visitor.sends('/settings/pause', { do: 'resume' });
    expect(new URL(visitor.page.url).pathname).toBe('/');
    expect(visitor.words()).not.toContain('Sending is paused');
  });

  test('says how far the clock is off', async () => {
    const { world } = await stage();
    world.intercom.aheadMs = 120_000;
    expect(await troublesOf(world)).toEqual([
      expect.objectContaining({ severity: 'warning', title: 'The clock of this service is 120 s behind' }),
    ]);
    world.intercom.aheadMs = 5_000;
    expect(await troublesOf(world)).toEqual([]);
  });

  test('gives everything that is not fine a link or a button', async () => {
    const { world, maya, theo } = await stage({ webhookBodies: 'plain' });
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    world.workspace.withdrawPermission('Write tags');
    new Customer(world, magicNumberFor(30032)).texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    world.intercom.aheadMs = -120_000;
    world.workspace.revokeToken();
    world.twilio.account(ACCOUNT_SID).setStatus('closed');
    const called = world.serviceUrl.replace('http:', 'https:');
    await knock(world.serviceUrl, fromTwilio(called, MESSAGES_PATH, textFields(1)));
    await world.settle();
    const found = await troublesOf(world);
    expect(found.map(({ title }) => title)).toContain('Texts from Twilio are refused');
    expect(found.length).toBeGreaterThan(6);
    expect(found.filter(({ fix }) => fix === null)).toEqual([]);
    expect(found.filter(({ cause }) => cause === '')).toEqual([]);
  });
});

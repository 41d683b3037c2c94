// A vendor no longer lets a workspace in: its work rests, asks nobody, and goes on once it is let in again.

import { readDeadLetters } from '../../src/services/operations/settle-dead-letters.ts';
import { Admin, Customer } from '../../src/simulator/people.ts';
import { ACCESS_TOKEN, ACCOUNT_SID, AUTH_TOKEN, type World } from '../../src/simulator/world.ts';
import { storedJobs } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import {
  ACCOUNT,
  ACCOUNT_TOKEN,
  connect,
  installs,
  NUMBER,
  saidIn,
  secondWorkspace,
} from '../support/second-workspace.ts';
import { asOperator, begin, closeStages, lettersOf, notesOf, stage } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Work that merely fails is given up sooner. */
const LONG = DAY + 2 * HOUR;
const sending = /\/Messages\.json$/;

const answered401 = (world: World) =>
  world.traffic.exchanges.filter(({ service, status }) => service === 'intercom' && status === 401);

describe('Intercom revokes the token of a workspace', () => {
  test('gives nothing up, and has every text once there is another', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.workspace.revokeToken();
    maya.texts('One.');
    maya.texts('Two.');
    await world.pass(HOUR);
    maya.texts('Three.');
    maya.texts('STOP');
    maya.texts('START');
    theo.replies('I am looking.');
    await world.pass(LONG);
    expect(maya.sees().at(-1)).toBe('I am looking.');
    expect(theo.sees()).toEqual(['customer: Is my order out?', 'admin: I am looking.']);
    expect(await lettersOf(world)).toEqual([]);
    world.workspace.giveToken(ACCESS_TOKEN);
    // The vendor is asked once an hour by then.
    await world.pass(HOUR + 60_000);
    const seen = theo.sees();
    expect(seen.filter((line) => line.startsWith('customer: '))).toEqual(
      ['Is my order out?', 'One.', 'Two.', 'Three.', 'STOP', 'START'].map((words) => `customer: ${words}`),
    );
    expect(notesOf(cast)).toHaveLength(2);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('a reply in a half-made conversation goes out later', async () => {
    const { world, maya, theo } = await stage();
    world.intercom.faults.add({ method: 'POST', path: '/conversations', kind: 'hang-up-after', times: 1 });
    maya.texts('Is my order out?');
    await world.settle(0);
    world.workspace.revokeToken();
    await world.pass(LONG);
    theo.replies('It is.');
    await world.settle();
    world.workspace.giveToken(ACCESS_TOKEN);
    await world.pass(HOUR + 60_000);
    expect(world.workspace.conversations()).toHaveLength(1);
    expect(maya.sees()).toEqual(['It is.']);
  });

  test('Intercom is asked now and then, however many texts wait', async () => {
    const { world } = await begin();
    world.workspace.revokeToken();
    for (let customer = 10; customer < 50; customer += 1) new Customer(world, `+141555502${customer}`).texts('Hello?');
    await world.settle(1_000);
    // These calls were under way when the first answer came.
    const first = answered401(world).length;
    expect(first).toBeLessThanOrEqual(33);
    await world.pass(6 * HOUR);
    const asked = answered401(world).length - first;
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(30);
    world.workspace.giveToken(ACCESS_TOKEN);
    await world.pass(HOUR + 60_000);
    expect(world.workspace.conversations()).toHaveLength(41);
    expect(await lettersOf(world)).toEqual([]);
  });

  test('a new installation resumes at once, and other workspaces notice nothing', async () => {
    const { world, maya, theo } = await begin();
    const { workspace, visitor, who, customer } = await secondWorkspace(world);
    workspace.revokeToken();
    customer.texts('One', { to: NUMBER });
    customer.texts('Two', { to: NUMBER });
    maya.texts('And mine?');
    await world.settle();
    expect(theo.sees().at(-1)).toBe('customer: And mine?');
    await world.pass(LONG);
    expect(workspace.conversations()).toHaveLength(0);
    await installs(world, visitor, who);
    await world.settle(0);
    expect(saidIn(workspace)).toEqual(['One', 'Two']);
    expect(await lettersOf(world, 'second')).toEqual([]);
  });

  test('the settings say since when and what to do', async () => {
    const { world } = await begin();
    const { workspace, visitor, who, customer } = await secondWorkspace(world);
    workspace.revokeToken();
    customer.texts('One', { to: NUMBER });
    await world.settle();
    await visitor.goes(`${world.serviceUrl}/`);
    visitor.says('Intercom does not let Threadwire in');
    visitor.says(/It has refused the token since Jan 8, 2026.*Install again/);
    await installs(world, visitor, who);
    await visitor.goes(`${world.serviceUrl}/`);
    expect(visitor.words()).not.toContain('does not let Threadwire in');
  });

  test('a look at the settings resumes once the token is back', async () => {
    const { world } = await begin();
    const { workspace, visitor, customer } = await secondWorkspace(world);
    const [{ token = '' } = {}] = workspace.tokens();
    workspace.revokeToken();
    customer.texts('One', { to: NUMBER });
    await world.pass(2 * HOUR);
    workspace.giveToken(token);
    await visitor.goes(`${world.serviceUrl}/`);
    await world.settle(0);
    expect(saidIn(workspace)).toEqual(['One']);
  });
});

describe('Twilio no longer takes the credentials of a workspace', () => {
  test('replies wait and go in order, while customers’ texts come in', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setStatus('suspended');
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(HOUR);
    expect(maya.sees()).toEqual([]);
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(1);
    expect(notesOf(cast)).toEqual([]);
    world.twilio.account(ACCOUNT_SID).setStatus('active');
    await world.pass(20 * 60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(3);
  });

  test('the settings say that the account is suspended, later they resume', async () => {
    const { world } = await begin();
    const { workspace, visitor, customer } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    world.twilio.account(ACCOUNT).setStatus('suspended');
    const [conversation] = workspace.conversations();
    workspace.reply(conversation?.id ?? '', { html: '<p>Hi</p>', adminId: workspace.admins[0]?.id ?? '' });
    await world.pass(HOUR);
    await visitor.goes('/');
    visitor.says('Twilio has suspended this account');
    world.twilio.account(ACCOUNT).setStatus('active');
    await visitor.goes('/');
    visitor.says('Twilio answers');
    await world.settle(0);
    expect(customer.sees()).toEqual(['Hi']);
  });

  test('credentials that are saved again resume at once, beside a neighbour', async () => {
    const { world, maya, theo } = await begin();
    const { workspace, visitor, customer } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    world.twilio.rotateAuthToken(ACCOUNT, 'the-next-auth-token');
    const [admin] = workspace.admins;
    const ida = new Admin({ ...world, workspace }, admin?.id ?? '');
    ida.replies('One');
    ida.replies('Two');
    theo.replies('Ours goes.');
    await world.pass(HOUR);
    expect(maya.sees()).toEqual(['Ours goes.']);
    expect(customer.sees()).toEqual([]);
    await visitor.goes(`${world.serviceUrl}/`);
    visitor.says('Twilio refuses the credentials');
    await connect(visitor, { authToken: 'the-next-auth-token' });
    await world.settle(0);
    expect(customer.sees()).toEqual(['One', 'Two']);
  });

  test('a reply that waits too long is held with a note', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.rotateAuthToken(ACCOUNT_SID, 'the-next-token');
    theo.replies('Tomorrow.');
    await world.pass(LONG);
    expect(notesOf(cast)).toEqual([expect.stringMatching(/waited for more than 4 hours, so it was not texted/)]);
    expect(await lettersOf(world)).toEqual([]);
    world.twilio.rotateAuthToken(ACCOUNT_SID, AUTH_TOKEN);
    await world.pass(HOUR + 60_000);
    expect(maya.sees()).toEqual([]);
    theo.replies('At noon.');
    await world.settle();
    expect(maya.sees()).toEqual(['At noon.']);
  });
});

describe('a workspace is uninstalled while texts wait', () => {
  test('cancels replies with a note, and keeps texts for its return', async () => {
    const { world } = await begin();
    const { workspace, visitor, who, customer } = await secondWorkspace(world);
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    const ida = new Admin({ ...world, workspace }, workspace.admins[0]?.id ?? '');
    workspace.revokeToken();
    customer.texts('And now?', { to: NUMBER });
    await world.settle();
    world.twilio.rotateAuthToken(ACCOUNT, 'the-next-auth-token');
    ida.replies('One');
    await world.settle();
    workspace.uninstall();
    await world.pass(LONG);
    expect(await lettersOf(world, 'second')).toEqual([]);
    world.twilio.rotateAuthToken(ACCOUNT, ACCOUNT_TOKEN);
    await installs(world, visitor, who);
    await connect(visitor);
    await world.settle();
    expect(saidIn(workspace).slice(1)).toEqual(
      expect.arrayContaining([
        'And now?',
        expect.stringMatching(/The app was uninstalled before this reply .* It was not texted/),
      ]),
    );
    expect(customer.sees()).toEqual([]);
  });

  test('a month later nothing of its work is left', async () => {
    const { world } = await begin();
    const { workspace, customer } = await secondWorkspace(world);
    workspace.revokeToken();
    customer.texts('Hello', { to: NUMBER });
    await world.settle();
    workspace.uninstall();
    await world.pass(31 * DAY);
    expect(await storedJobs(world, { workspaceId: workspace.id })).toEqual([]);
    expect(await readDeadLetters(asOperator(world))).toEqual([]);
  });
});

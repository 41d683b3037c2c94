// The doctor's headline never says that all works where nothing can be sent or received.
import { headlineOf } from '../../../src/domain/doctor/headline.ts';
import { within } from '../../../src/services/context.ts';
import { diagnose } from '../../../src/services/doctor/diagnose.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { ACCOUNT_SID, type World } from '../../../src/simulator/world.ts';
import { headlineWords } from '../../../src/words/doctor/headline.ts';
import { changeStored, chooseSettings } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { connect, installSecond, NUMBER } from '../../support/second-workspace.ts';
import { begin, closeStages, stage } from '../../support/story.ts';

closeStages();

async function headline(world: World, id = world.workspace.id, changes: { publicUrl?: string } = {}): Promise<string> {
  const ctx = { ...within(world.app.ctx, id), ...changes };
  const workspace = await ctx.workspaces.find(id, 0);
  if (!workspace) throw new Error('The workspace is installed.');
  return headlineWords(headlineOf(await diagnose(ctx, workspace), workspace.senders));
}

const TWO = ['+14155550100', '+14155550101'];

describe('the headline', () => {
  test('follows a workspace that is being set up, step by step', async () => {
    const { world } = await stage();
    const { visitor, workspace } = await installSecond(world);
    visitor.says('No text can be sent or received');
    await connect(visitor);
    await visitor.goes('/');
    visitor.says('No text can be sent or received').says('No number is chosen');
    const number = world.twilio.number(NUMBER);
    await visitor.sends('/settings/numbers', { number: number.sid, do: 'save' });
    await visitor.goes('/');
    visitor.says('No text comes in');
    await visitor.sends('/settings/numbers', { number: number.sid, do: 'set-webhooks' });
    await visitor.goes('/');
    visitor.says('Ready for the first text');
    await visitor.sends('/settings/test', { to: '+14155550188', do: 'send' });
    await world.pass(60_000);
    await visitor.goes('/');
    visitor.says('Everything works');
    expect(workspace.conversations()).toHaveLength(0);
  });

  test.each<[what: string, words: string, breaks: (world: World) => unknown]>([
    ['nothing is broken', 'Everything works', () => undefined],
    ['texts are paused', 'No text can be sent', (world) => chooseSettings(world, { isPaused: true })],
    [
      'the token of Intercom was revoked',
      'No text comes in, and replies are not texted',
      (world) => world.workspace.revokeToken(),
    ],
    [
      'Intercom is away',
      'No text comes in, and replies are not texted',
      (world) => world.intercom.faults.add({ kind: 'status', status: 503 }),
    ],
    [
      'the credentials of Twilio are refused',
      'No text can be sent or received',
      (world) =>
        world.twilio.faults.add({ kind: 'status', status: 401, body: { code: 20003, message: 'Authenticate' } }),
    ],
    ['Twilio is away', 'No text can be sent', (world) => world.twilio.faults.add({ kind: 'status', status: 503 })],
    [
      'the account is suspended',
      'No text can be sent or received',
      (world) => world.twilio.account(ACCOUNT_SID).setStatus('suspended'),
    ],
    [
      'both numbers have left the account',
      'No text can be sent or received',
      (world) => {
        for (const number of TWO) world.twilio.removeNumber(number);
      },
    ],
    ['one number has left', 'Some texts do not get through', (world) => world.twilio.removeNumber('+14155550101')],
    [
      'no webhook leads here',
      'No text comes in',
      (world) => {
        for (const number of TWO) world.twilio.setSmsUrl(number, 'https://elsewhere.example/sms');
      },
    ],
    [
      'one webhook leads elsewhere',
      'Some texts do not get through',
      (world) => world.twilio.setSmsUrl('+14155550101', 'https://elsewhere.example/sms'),
    ],
    [
      'the teammate who writes notes has left',
      'Agents are not told of texts that fail',
      (world) => changeStored(world, { actingAdminId: '404' }),
    ],
    [
      'Intercom does not allow to write conversations',
      'No text comes in',
      async (world) => {
        world.workspace.withdrawPermission('Write conversations');
        new Customer(world, '+14155550132').texts('Still there?');
        await world.settle();
      },
    ],
  ])('where %s says “%s”', async (_, words, breaks) => {
    const { world, theo } = await begin({ ourNumbers: TWO });
    theo.replies('It is.');
    await world.settle();
    await breaks(world);
    expect(await headline(world)).toBe(words);
  });

  test('says that nothing comes in where nobody reached the service', async () => {
    const { world } = await stage();
    expect(await headline(world, world.workspace.id, { publicUrl: 'http://127.0.0.1:9' })).toMatch(/^No text comes in/);
  });

  test('says that nothing goes on where no worker runs', async () => {
    const { world, maya } = await begin();
    maya.texts('Hello?');
    await world.twilio.postOffice.deliverDue();
    const later = world.now() + 30 * 60_000;
    const ctx = { ...within(world.app.ctx, world.workspace.id), clock: { ...world.app.ctx.clock, now: () => later } };
    const workspace = await ctx.workspaces.get(world.workspace.id);
    expect(headlineWords(headlineOf(await diagnose(ctx, workspace), workspace.senders))).toBe(
      'No text can be sent or received',
    );
  });
});

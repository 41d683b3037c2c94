// The doctor names what is broken, why, and how it is mended.
import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/domain/settings-page.ts';
import { within } from '../../../src/services/context.ts';
import { diagnose } from '../../../src/services/settings/diagnose.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { ACCOUNT_SID, type World } from '../../../src/simulator/world.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../../support/door.ts';
import { closeStages, stage } from '../../support/story.ts';
import { until } from '../../support/until.ts';

closeStages();

async function findings(world: World): Promise<Finding[]> {
  const workspace = await world.app.ctx.workspaces.find(world.workspace.id, 0);
  if (!workspace) throw new Error('The workspace is installed.');
  return diagnose(within(world.app.ctx, workspace.id), workspace);
}

const notFine = async (world: World) => (await findings(world)).filter(({ severity }) => severity !== 'fine');

onEachDatabase('the doctor', (kind) => {
  test('finds nothing wrong where texts come, replies are heard of and both vendors answer', async () => {
    const { world, maya, theo } = await stage(kind);
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    expect(await notFine(world)).toEqual([]);
  });

  test('says so when Intercom or Twilio do not let us in', async () => {
    const { world } = await stage(kind);
    world.workspace.revokeToken();
    world.twilio.account(ACCOUNT_SID).setStatus('closed');
    const titles = (await notFine(world)).map(({ title }) => title);
    expect(titles).toContain('Intercom does not let Threadwire in');
    expect(titles).toContain('Twilio does not take the credentials');
  });

  test('says where a number’s texts go instead of here', async () => {
    const { world } = await stage(kind);
    world.twilio.setSmsUrl(world.ourNumber, 'https://elsewhere.example/sms');
    expect((await notFine(world)).map(({ cause }) => cause)).toContain('Twilio sends them to another address.');
    world.twilio.setSmsUrl(world.ourNumber, '');
    expect((await notFine(world)).map(({ cause }) => cause)).toContain(
      'No webhook is set at this number, so Twilio drops its texts.',
    );
  });

  test('names the carriers’ reason when they stop a number', async () => {
    const { world, theo } = await stage(kind);
    new Customer(world, magicNumberFor(30034)).texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.pass(60_000);
    const stopped = (await notFine(world)).find(({ title }) => title.includes('were stopped'));
    expect(stopped?.cause).toContain('not registered with the US carriers');
  });

  test('recognises that Twilio calls another address than ours, and names it', async () => {
    const { world } = await stage(kind);
    const called = world.serviceUrl.replace('http:', 'https:');
    const answer = await knock(world.serviceUrl, fromTwilio(called, MESSAGES_PATH, textFields(1)));
    expect(answer.status).toBe(401);
    const find = async () => (await notFine(world)).find(({ title }) => title.includes('were refused'));
    await until('the refusal is counted', async () => (await find()) !== undefined);
    const refused = await find();
    expect(refused?.cause).toContain(`signed for ${called}`);
  });
});

import { Admin } from '../../../src/simulator/people.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../../support/story.ts';

closeStages();

async function sendFromPanel({ world, maya, theo }: Cast, words: string): Promise<void> {
  maya.texts('Hello?');
  await world.settle();
  const panel = await theo.opensPanel();
  await panel.clicks(/^Write a text/);
  await panel.types('Text', words).clicks('Send');
}

describe('the comment of a text from the panel', () => {
  test.each([
    ['after the work was done', 'hang-up-after'],
    ['before it was done', 'hang-up-before'],
  ] as const)('is made once when the connection drops %s', async (_when, fault) => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await sendFromPanel(cast, 'It arrives today.');
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: fault, times: 1 });
    await world.pass(60_000);
    expect(theo.sees().filter((line) => line === 'admin: It arrives today.')).toHaveLength(1);
    expect(maya.sees()).toEqual(['It arrives today.']);
  });

  test('does not swallow what an admin replies while its outcome is unknown', async () => {
    const cast = await stage();
    const { world, maya, theo } = cast;
    await sendFromPanel(cast, 'It arrives today.');
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 });
    world.intercom.faults.add({ method: 'GET', path: /^\/conversations\//, kind: 'status', status: 503, times: 2 });
    await world.settle(500);
    theo.replies('Anything else?');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['It arrives today.', 'Anything else?']);
    expect(theo.sees().filter((line) => line.startsWith('admin:'))).toHaveLength(2);
  });

  test('is made as the acting admin where its author may not comment', async () => {
    const cast = await stage();
    const { world, maya } = cast;
    const [acting, other] = world.workspace.admins;
    const dana = new Admin(world, other?.id ?? '');
    await sendFromPanel({ ...cast, theo: dana }, 'It arrives today.');
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'status', status: 422, times: 1 });
    await world.pass(10_000);
    expect(maya.sees()).toEqual(['It arrives today.']);
    expect(dana.sees()).toEqual(['customer: Hello?', 'admin: It arrives today.']);
    expect(world.workspace.parts(dana.conversation().id).at(-1)?.author.id).toBe(acting?.id);
  });
});

// (d) Calls upstream that a text costs, counted at the pretend vendors in a world whose time is moved by hand.
import path from 'node:path';
import { Admin, Customer } from '../../src/simulator/people.ts';
import { createWorld, type World } from '../../src/simulator/world.ts';
import type { Figure } from '../figures.ts';
import type { Options } from '../options.ts';
import type { Stage } from '../stage.ts';

export async function benchCalls(stage: Stage, _options: Options): Promise<Figure[]> {
  const world = await createWorld({
    database: { dataDir: path.join(stage.folder, 'calls') },
    time: 'manual',
    random: () => 0,
  });
  try {
    return await countCalls(world);
  } finally {
    await world.close();
  }
}

async function countCalls(world: World): Promise<Figure[]> {
  const [admin] = world.workspace.admins;
  const first = new Customer(world, '+14155550131');
  const stranger = new Customer(world, '+14155550132');
  const theo = new Admin(world, admin?.id ?? '');
  const firstEver = await callsOf(world, () => first.texts('Is anybody there?'));
  const ofStranger = await callsOf(world, () => stranger.texts('Is my order on its way?'));
  const ofKnown = await callsOf(world, () => stranger.texts('It was to come on Monday.'));
  const firstReply = await callsOf(world, () => theo.replies('It left on Friday.'));
  const reply = await callsOf(world, () => theo.replies('It will be with you tomorrow.'));
  const burst = await callsOf(world, () => {
    for (const words of ['Or the day after.', 'At the latest.', 'For sure.', 'I promise.']) theo.replies(words);
  });
  const at = (most: number) => ({ kind: 'most', at: most }) as const;
  const shared = { part: 'd', unit: 'calls' };
  return [
    {
      ...shared,
      name: 'first text of a stranger',
      value: ofStranger.length,
      limit: at(6),
      note: ofStranger.join(', '),
    },
    {
      ...shared,
      name: '  the first one of a workspace',
      value: firstEver.length,
      limit: at(6),
      note: firstEver.join(', '),
    },
    { ...shared, name: 'text in a known thread', value: ofKnown.length, limit: at(1), note: ofKnown.join(', ') },
    { ...shared, name: 'ordinary reply', value: reply.length, limit: at(2), note: reply.join(', ') },
    { ...shared, name: '  the first one of a workspace', value: firstReply.length, note: firstReply.join(', ') },
    { ...shared, name: 'four replies at once', value: burst.length, limit: at(5), note: burst.join(', ') },
  ];
}

/** The calls to the vendors from now until all is quiet, with those for delivery states. */
async function callsOf(world: World, act: () => unknown): Promise<string[]> {
  world.traffic.clear();
  act();
  await world.settle(10 * 60_000);
  return world.traffic.exchanges.map(({ method, path: url }) => {
    const [operation = ''] = url.split('?');
    return `${method} ${operation.replace(/\/(?:[0-9a-f]{24}|\d+|AC[0-9a-f]{32})(?=\/|$)/gi, '/…')}`;
  });
}

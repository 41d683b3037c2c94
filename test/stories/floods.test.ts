// A flood of texts from one number: one part a minute, nothing lost, in order, and over by itself.
import { loseFirstJob } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, notesOf, sentTo } from '../support/story.ts';

closeStages();

const MINUTE = 60_000;
const HANG_UP = { method: 'POST', path: /\/reply$/, kind: 'hang-up-after', times: 1 } as const;

describe('more than twenty texts a minute from one number', () => {
  test('join into one part a minute, until they slow down', async () => {
    const { world, maya, theo } = await begin();
    await world.pass(2 * MINUTE);
    const sids = Array.from({ length: 30 }, (_, index) => maya.texts(`Text ${index + 1}`));
    await world.settle();
    const heard = () => theo.sees().filter((line) => line.startsWith('customer: '));
    // One came before, and twenty of these stand alone.
    expect(heard()).toHaveLength(21);

    // A STOP counts at once, long before its part is written.
    maya.texts('STOP');
    await world.settle();
    theo.replies('Please slow down');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(notesOf({ theo }).join()).toContain('has opted out');

    // Intercom's answer to the part is lost, and it is found.
    world.intercom.faults.add(HANG_UP);
    await world.pass(MINUTE);
    await world.settle();
    const rest = Array.from({ length: 10 }, (_, index) => `• Text ${index + 21}`);
    expect(heard()).toHaveLength(22);
    expect(heard().at(-1)).toBe(`customer: 11 texts within a minute:\n${rest.join('\n')}\n• STOP`);
    expect(notesOf({ theo }).filter((note) => note.includes('More than 20 texts a minute'))).toHaveLength(1);

    maya.texts('START');
    maya.texts('Still here');
    await world.pass(2 * MINUTE);
    expect(heard().at(-1)).toBe('customer: 2 texts within a minute:\n• START\n• Still here');
    maya.texts('And calm again');
    await world.settle();
    expect(heard().at(-1)).toBe('customer: And calm again');
    expect(notesOf({ theo }).filter((note) => note.includes('More than 20 texts a minute'))).toHaveLength(1);
    expect(new Set(sids).size).toBe(30);
  });

  test('stand in one part though the first one’s job was lost', async () => {
    const { world, maya, theo } = await begin();
    await world.pass(2 * MINUTE);
    for (let number = 1; number <= 23; number += 1) maya.texts(`Text ${number}`);
    await world.settle();
    // It has bound the others to it, and fails.
    world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'status', status: 500 });
    await world.pass(MINUTE);
    await loseFirstJob(world, 'receive-text');
    world.intercom.faults.clear();
    await world.pass(15 * MINUTE);
    expect(theo.sees().filter((line) => line.includes('texts within a minute'))).toEqual([
      'customer: 3 texts within a minute:\n• Text 21\n• Text 22\n• Text 23',
    ]);
  });
});

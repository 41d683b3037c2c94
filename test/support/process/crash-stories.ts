// Customers and agents talk while the service between them is killed, and everything that it had accepted is checked.
import type { Faults } from '../../../src/simulator/stand-in/faults.ts';
import type { DatabaseKind } from '../database/databases.ts';
import { expect } from '../jest-globals.ts';
import { Pair } from './crash-people.ts';
import { setScene, type Victim, WORKSPACE } from './crash-scene.ts';
import { afterRandomTime, eventually } from './patience.ts';

export interface CrashStory {
  customers: number;
  /** One after the other. */
  kills: readonly Victim[];
  /** Has the vendors fail now and then. */
  areVendorsFaulty: boolean;
  /** A flood takes minutes, since its texts wait for the end of theirs. */
  mayFlood: boolean;
}

/** Every accepted text is threaded and every accepted reply texted, exactly once and in order, under all these kills. */
export async function tellCrashStory(kind: DatabaseKind, story: CrashStory): Promise<void> {
  const scene = await setScene(kind);
  await scene.start();
  const people = Array.from({ length: story.customers }, (_, index) => new Pair(scene, index));
  await Promise.all(people.map((pair) => pair.meet()));

  if (story.areVendorsFaulty) for (const { faults } of [scene.intercom, scene.twilio]) addFaults(faults);
  let calm = false;
  const talking = Promise.all(
    people.map((pair) => pair.talk(() => calm, story.mayFlood ? Number.POSITIVE_INFINITY : 15)),
  );
  for (const [index, victim] of story.kills.entries()) {
    await afterRandomTime(500, 2_000);
    // Everybody has said something since the last start, however slow the machine.
    await eventually(() => people.every((pair) => pair.textsAccepted.length > index + 1));
    await scene.kill(victim);
    await scene.start();
  }
  calm = true;
  await talking;
  scene.intercom.faults.clear();
  scene.twilio.faults.clear();
  for (const pair of people) await eventually(() => pair.isDone());

  for (const pair of people) {
    expect(pair.textsAccepted.length).toBeGreaterThan(story.kills.length);
    expect(pair.inInbox()).toEqual(pair.textsAccepted);
    expect(pair.onPhone()).toEqual(pair.repliesAccepted);
  }
  expect(scene.intercom.workspace(WORKSPACE).conversations()).toHaveLength(story.customers);
  expect(scene.intercom.workspace(WORKSPACE).contacts()).toHaveLength(story.customers);
}

/** A reply that an agent writes while the service is dead is texted once it lives again, though no webhook tells of it. */
export async function tellOutageStory(kind: DatabaseKind): Promise<void> {
  const scene = await setScene(kind);
  await scene.start();
  const pair = new Pair(scene, 0);
  await pair.meet();
  // Killed at once, it does not know the conversation yet that it has made.
  if (kind === 'by URL') await eventually(() => pair.isTagged());
  await scene.kill('service');
  for (const words of ['One', 'Two', 'Three']) pair.writesUnheard(words);
  await scene.start();
  await eventually(() => pair.onPhone().length >= 3);
  expect(pair.onPhone()).toEqual(['One', 'Two', 'Three']);
}

/** Rare enough that hardly any job fails so often in a row that its pause outlasts the test. */
function addFaults(faults: Faults): void {
  faults.add({ kind: 'status', status: 503, probability: 0.02 });
  faults.add({ kind: 'status', status: 429, probability: 0.02 });
  faults.add({ kind: 'hang-up-before', probability: 0.02 });
  faults.add({ kind: 'hang-up-after', probability: 0.05 });
}

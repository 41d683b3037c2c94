// Customers text at night and agents answer: the service is killed while texts wait, and again while they are released.
import { DateTime } from 'luxon';
import type { DatabaseKind } from '../database/databases.ts';
import { expect } from '../jest-globals.ts';
import { Pair } from './crash-people.ts';
import { type Scene, setScene } from './crash-scene.ts';
import { afterRandomTime, eventually } from './patience.ts';

const MINUTE = 60_000;
const closed = 'We are closed.';
const answers = ['One', 'Two', 'Three'];

/** Each customer gets one automatic reply at once, and every answer in the morning, in its order and once. */
export async function tellNightStory(kind: DatabaseKind, customers: number): Promise<void> {
  const scene = await setScene(kind);
  await scene.start();
  // Customers are in Los Angeles, where the morning comes in two hours.
  const opens = DateTime.now().setZone('America/Los_Angeles').plus({ hours: 2 });
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  const choices = {
    textsFrom: opens.toFormat('HH:mm'),
    textsUntil: opens.plus({ hours: 3 }).toFormat('HH:mm'),
    repliesInQuietHours: 'wait',
    quietHours: 'true',
    saysOptOut: 'false',
    ...Object.fromEntries(days.map((day) => [day, ''])),
    afterHoursReply: closed,
  };
  for (const [name, value] of Object.entries(choices)) await scene.chooses(name, value);
  // The service takes the choices in within seconds.
  await scene.kill('service');
  await scene.start();

  const people = Array.from({ length: customers }, (_, index) => new Pair(scene, index));
  const meeting = Promise.all(people.map((pair) => pair.meet()));
  await afterRandomTime(100, 800);
  await scene.kill('service');
  await scene.start();
  await meeting;
  for (const pair of people) await eventually(() => pair.onPhone().length > 0);

  const answering = Promise.all(people.map(answer));
  await afterRandomTime(100, 800);
  await scene.kill('service');
  await scene.start();
  await answering;
  // A text that nobody looked at by then would go in the morning without waiting for those that did.
  const key = await scene.makesKey('read');
  await eventually(async () => (await countHeld(scene, key)) === people.length * answers.length, 500);
  for (const pair of people) expect(pair.onPhone()).toEqual([closed]);

  await scene.kill('service');
  // Past the minutes over which such texts go.
  scene.setForward(126 * MINUTE);
  await scene.start();
  await afterRandomTime(50, 400);
  await scene.kill('service');
  await scene.start();
  for (const pair of people) await eventually(() => pair.onPhone().length > answers.length);
  await afterRandomTime(1_000, 2_000);
  for (const pair of people) expect(pair.onPhone()).toEqual([closed, ...answers]);
}

/** The number of texts that quiet hours were seen to hold. */
async function countHeld({ publicUrl }: Scene, key: string): Promise<number> {
  const read = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${publicUrl}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
    return (await response.json()) as Answer;
  };
  const { data } = await read<{ data: { id: string }[] }>('texts?direction=out&limit=100');
  const texts = await Promise.all(data.map(({ id }) => read<{ trace: object }>(`texts/${id}`)));
  return texts.filter(({ trace }) => JSON.stringify(trace).includes('quiet-hours')).length;
}

async function answer(pair: Pair): Promise<void> {
  for (const words of answers) await pair.answers(words);
}

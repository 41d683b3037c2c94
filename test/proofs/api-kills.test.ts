// A system that texts by the API while the service is killed: with the same key each text goes once, and one note tells of it.
import { type DatabaseKind, onEachDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { Pair } from '../support/process/crash-people.ts';
import { type Scene, setScene, type Victim, WORKSPACE } from '../support/process/crash-scene.ts';
import { afterRandomTime, eventually } from '../support/process/patience.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

const PEOPLE = 4;
const TEXTS = 9;
const LIMIT_MS = 270_000;
const victims: Readonly<Record<DatabaseKind, readonly Victim[]>> = {
  'by URL': ['service', 'service', 'service', 'service'],
  embedded: ['service', 'server', 'both', 'service'],
};

onEachDatabase('a service that is killed while a system texts by its API', (kind) => {
  test('sends each text once, and one note tells of them', () => tellKilledCalls(kind), LIMIT_MS);
});

/** A call, and the id of its text in each answer that came. */
interface Called {
  to: string;
  body: string;
  once: string;
  answers: string[];
}

async function tellKilledCalls(kind: DatabaseKind): Promise<void> {
  const scene = await setScene(kind);
  await scene.start();
  const key = await scene.makesKey();
  const people = Array.from({ length: PEOPLE }, (_, index) => new Pair(scene, index));
  const calls = people.map(({ number: to }) =>
    Array.from({ length: TEXTS }, (_, turn): Called => {
      return { to, body: `Order ${turn} of ${to} has shipped.`, once: `${to}-${turn}`, answers: [] };
    }),
  );
  for (const faults of [scene.intercom.faults, scene.twilio.faults]) {
    faults.add({ kind: 'hang-up-after', probability: 0.1 });
    faults.add({ kind: 'status', status: 503, probability: 0.05 });
  }

  const calling = Promise.all(calls.map((ofPerson) => callAll(scene, key, ofPerson)));
  await killAll(scene, victims[kind]);
  await calling;
  await eventually(() => people.every((person) => person.onPhone().length >= TEXTS));
  expect(scene.intercom.workspace(WORKSPACE).conversations()).toEqual([]);

  const writing = Promise.all(people.map((person) => person.says('Thank you')));
  await killAll(scene, victims[kind].slice(0, 2));
  await writing;
  await eventually(() => people.every((person) => person.inInbox().length > 0 && person.notes().length > 0));
  // Whatever is to be done a second time is done by now.
  const again = Promise.all(calls.flat().map((call) => insistOn(scene, key, call)));
  await killAll(scene, ['service']);
  await again;
  await Promise.all(people.map((person) => person.says('Goodbye')));
  await eventually(() => people.every((person) => person.inInbox().length > 1));

  for (const [index, person] of people.entries()) {
    const bodies = calls[index]?.map(({ body }) => body) ?? [];
    expect(person.onPhone().map((body) => body.split('\n')[0])).toEqual(bodies);
    expect(person.inInbox()).toEqual(['Thank you', 'Goodbye']);
    expect(person.notes()).toHaveLength(1);
    for (const body of bodies) expect(person.notes()[0]).toContain(body);
  }
  for (const { answers } of calls.flat()) expect([answers.length > 1, new Set(answers).size]).toEqual([true, 1]);
}

async function killAll(scene: Scene, kills: readonly Victim[]): Promise<void> {
  for (const victim of kills) {
    await afterRandomTime(200, 1_200);
    await scene.kill(victim);
    await scene.start();
  }
}

async function callAll(scene: Scene, key: string, calls: readonly Called[]): Promise<void> {
  for (const call of calls) {
    await insistOn(scene, key, call);
    await afterRandomTime(50, 600);
  }
}

/** Calls until an answer comes, as a system does that must not text twice. */
async function insistOn({ publicUrl }: Scene, key: string, { to, body, once, answers }: Called): Promise<void> {
  await eventually(async () => {
    try {
      const answer = await fetch(`${publicUrl}/api/v1/texts`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': once,
        },
        body: JSON.stringify({ to, body }),
      });
      if (answer.ok) answers.push(((await answer.json()) as { text_id: string }).text_id);
      return answer.ok;
    } catch {
      return false;
    }
  }, 100);
}

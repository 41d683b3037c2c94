// A system that is told what happens while the service is killed: it hears of every text, in the order of each person.
import { type DatabaseKind, onEachDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { Pair } from '../support/process/crash-people.ts';
import { setScene, type Victim } from '../support/process/crash-scene.ts';
import { afterRandomTime, eventually } from '../support/process/patience.ts';
import { afterwards, stopServices } from '../support/process/service-process.ts';
import { openReceiver, type Receiver } from '../support/receiver.ts';

stopServices();

const PEOPLE = 4;
const TEXTS = 6;
const LIMIT_MS = 270_000;
const victims: Readonly<Record<DatabaseKind, readonly Victim[]>> = {
  'by URL': ['service', 'service', 'service'],
  embedded: ['service', 'server', 'service'],
};

onEachDatabase('a service that is killed while it tells an endpoint', (kind) => {
  test('loses no event, and keeps the order of each person', () => tellKilledEvents(kind), LIMIT_MS);
});

async function tellKilledEvents(kind: DatabaseKind): Promise<void> {
  const shop = await openReceiver();
  afterwards(shop.close);
  // Some answers are lost, and some calls fail: few, since each has later events of its person wait for seconds.
  let calls = 0;
  shop.answers.set('/hooks', () => {
    calls += 1;
    return calls % 40 === 20 ? 500 : calls % 40 === 0 ? 'hang-up' : 204;
  });
  const scene = await setScene(kind, { ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1' });
  await scene.start();
  const key = await scene.makesKey('read,send,admin');
  const call = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${scene.publicUrl}/api/v1${path}`, asked)).json();
  };
  const listed = async (number: string, status: string) => {
    const query = new URLSearchParams({ number, status, limit: '100' });
    const asked = { headers: { authorization: `Bearer ${key}` } };
    const answer = await fetch(`${scene.publicUrl}/api/v1/texts?${query}`, asked);
    return ((await answer.json()) as { data: { body: string }[] }).data;
  };
  const events = ['text.received', 'text.sent', 'text.delivered'];
  const made = (await call('/webhooks', { url: `${shop.url}/hooks`, events })) as { secret: string };
  shop.secret = made.secret;
  const people = Array.from({ length: PEOPLE }, (_, index) => new Pair(scene, index));
  const texting = Promise.all(
    people.map(async (person) => {
      for (let turn = 0; turn < TEXTS; turn += 1) {
        await person.says(`question ${turn}`);
        await call('/texts', { to: person.number, body: `answer ${turn}` }).catch(() => {});
        await afterRandomTime(100, 700);
      }
    }),
  );
  for (const victim of victims[kind]) {
    await afterRandomTime(500, 1_500);
    await scene.kill(victim);
    await scene.start();
  }
  await texting;
  for (const person of people) {
    const questions = Array.from({ length: TEXTS }, (_, turn) => `question ${turn}`);
    await eventually(() => bodiesOf(shop, 'text.received', person.number).length === TEXTS);
    expect(bodiesOf(shop, 'text.received', person.number)).toEqual(questions);
    // Twilio repeats no status, so that the service may not know of one itself.
    const delivered = async () => (await listed(person.number, 'delivered')).map(({ body }) => body).sort();
    await eventually(async () => {
      const known = await delivered();
      return bodiesOf(shop, 'text.delivered', person.number).length === known.length;
    }, 200);
    expect(bodiesOf(shop, 'text.delivered', person.number).sort()).toEqual(await delivered());
  }
  expect(shop.heard.every(({ isSigned }) => isSigned)).toBe(true);
}

/** The words of each text that was heard of, in the order in which it was heard of first. */
function bodiesOf({ heard }: Receiver, type: string, number: string): string[] {
  const first = new Map(
    heard
      .filter(({ type: heardOf, data }) => heardOf === type && [data.from, data.to].includes(number))
      .map(({ data }) => [data.id, String(data.body)]),
  );
  return [...first.values()];
}

// Events of contacts while the service is killed: Intercom has each of them once, with a second of its own.
import { type DatabaseKind, onEachDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { Pair } from '../support/process/crash-people.ts';
import { type Scene, setScene, type Victim, WORKSPACE } from '../support/process/crash-scene.ts';
import { afterRandomTime, eventually, insist } from '../support/process/patience.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

const PEOPLE = 3;
const TEXTS = 5;
const LIMIT_MS = 270_000;
const victims: Readonly<Record<DatabaseKind, readonly Victim[]>> = {
  'by URL': ['service', 'service', 'service'],
  embedded: ['service', 'server', 'both'],
};

onEachDatabase('a service that is killed while it tells events', (kind) => {
  test('tells each event once, with its own second', () => tellKilledEvents(kind), LIMIT_MS);
});

async function tellKilledEvents(kind: DatabaseKind): Promise<void> {
  const scene = await setScene(kind);
  await scene.start();
  const key = await scene.makesKey();
  await scene.chooses('resultEvents', 'true');
  // The service has read its settings already.
  await scene.kill('service');
  await scene.start();
  const workspace = scene.intercom.workspace(WORKSPACE);
  const people = Array.from({ length: PEOPLE }, (_, index) => new Pair(scene, index));
  const contacts = people.map(({ number: phone }) => workspace.addContact({ role: 'lead', phone, announce: false }));
  for (const faults of [scene.intercom.faults, scene.twilio.faults]) {
    faults.add({ kind: 'hang-up-after', probability: 0.15 });
    faults.add({ kind: 'status', status: 503, probability: 0.05 });
  }

  const calling = Promise.all(contacts.map(({ id }) => callAll(scene, key, id)));
  await killAll(scene, victims[kind]);
  await calling;
  const writing = Promise.all(people.map((person) => person.says('Thank you')));
  await killAll(scene, ['service']);
  await writing;
  const told = () => workspace.events().map(({ name, metadata }) => `${name} ${metadata['text_id']}`);
  const countOf = (name: string) => told().filter((one) => one.startsWith(`${name} `)).length;
  await eventually(() => countOf('sms-received') >= PEOPLE && countOf('sms-delivered') >= PEOPLE * TEXTS);
  await eventually(() => countOf('sms-sent') >= PEOPLE * TEXTS);
  // Jobs whose answers were lost are done again, behind those of the next texts.
  await killAll(scene, ['service']);
  for (const { id } of contacts) await call(scene, key, id, 'last');
  await eventually(() => countOf('sms-delivered') > PEOPLE * TEXTS + PEOPLE - 1);

  expect(told().length).toBe(new Set(told()).size);
  expect(countOf('sms-sent')).toBe(PEOPLE * TEXTS + PEOPLE);
  expect(countOf('sms-received')).toBe(PEOPLE);
}

async function killAll(scene: Scene, kills: readonly Victim[]): Promise<void> {
  for (const victim of kills) {
    await afterRandomTime(200, 1_200);
    await scene.kill(victim);
    await scene.start();
  }
}

async function callAll(scene: Scene, key: string, contactId: string): Promise<void> {
  for (let turn = 0; turn < TEXTS; turn += 1) await call(scene, key, contactId, String(turn));
}

/** Texts come one after the other, so that several fall into one second. */
async function call({ publicUrl }: Scene, key: string, contactId: string, turn: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const once = { 'idempotency-key': `${contactId}-${turn}` };
  const body = JSON.stringify({ contact_id: contactId, body: `Order ${turn} has shipped.` });
  await insist(() => fetch(`${publicUrl}/api/v1/texts`, { method: 'POST', headers: { ...headers, ...once }, body }));
}

// Customers and agents who talk while the service between them is killed, and the checks of everything that it had accepted.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { readTrafficFile } from '../../../src/config.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { freePort } from '../../../src/lib/free-port.ts';
import { type IntercomStandIn, startIntercom } from '../../../src/simulator/intercom/server.ts';
import type { Faults } from '../../../src/simulator/stand-in/faults.ts';
import { Traffic } from '../../../src/simulator/stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from '../../../src/simulator/twilio/server.ts';
import { signatureOf } from '../../../src/simulator/twilio/signing.ts';
import type { DatabaseKind } from '../database/databases.ts';
import { serverPid } from '../database/postgres-cluster.ts';
import { expect } from '../jest-globals.ts';
import { afterwards, compiledOnce, databaseVariables } from './service-process.ts';

const WORKSPACE = 'crash123';
const ACCOUNT = 'AC000000000000000000000000000000c1';
const SECRET = 'a-secret';
const OUR_NUMBER = '+14155550100';

export interface CrashStory {
  customers: number;
  /** The processes to kill, one after the other; the server only if it is the service's own. */
  kills: readonly ('service' | 'server' | 'both')[];
  /** Has the vendors fail now and then. */
  areVendorsFaulty: boolean;
}

/** Every accepted text is threaded and every accepted reply texted, exactly once and in order, whatever is killed meanwhile. */
export async function tellCrashStory(kind: DatabaseKind, story: CrashStory): Promise<void> {
  const scene = await setScene(kind);
  await scene.start();
  const people = Array.from({ length: story.customers }, (_, index) => new Pair(scene, index));
  await Promise.all(people.map((pair) => pair.meet()));

  if (story.areVendorsFaulty) for (const { faults } of [scene.intercom, scene.twilio]) addFaults(faults);
  let calm = false;
  const talking = Promise.all(people.map((pair) => pair.talk(() => calm)));
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

/** A customer and the agent who answers them; both keep trying until the service has accepted their words. */
class Pair {
  readonly #scene: Scene;
  readonly #number: string;
  readonly textsAccepted: string[] = [];
  readonly repliesAccepted: string[] = [];
  #sent = 0;

  constructor(scene: Scene, index: number) {
    this.#scene = scene;
    this.#number = `+1415555${String(1000 + index)}`;
  }

  async meet(): Promise<void> {
    await this.#text('hello');
    while (this.inInbox().length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async talk(isOver: () => boolean): Promise<void> {
    const say = async (one: (body: string) => Promise<void>, word: string) => {
      for (let round = 0; !isOver(); round += 1) {
        await one(`${word} ${round}`);
        // So many that the service is always busy when it is killed, and so few that it is soon done.
        await afterRandomTime(100, 900);
      }
    };
    await Promise.all([say((body) => this.#text(body), 'question'), say((body) => this.#reply(body), 'answer')]);
  }

  /** Writes in the inbox, without a webhook. */
  writesUnheard(words: string): void {
    this.#scene.intercom.workspace(WORKSPACE).reply(this.#conversation()?.id ?? '', { html: `<p>${words}</p>` });
  }

  isTagged(): boolean {
    return (this.#conversation()?.tags.length ?? 0) > 0;
  }

  isDone(): boolean {
    return this.inInbox().length >= this.textsAccepted.length && this.onPhone().length >= this.repliesAccepted.length;
  }

  inInbox(): string[] {
    const conversation = this.#conversation();
    if (!conversation) return [];
    return this.#scene.intercom
      .workspace(WORKSPACE)
      .parts(conversation.id)
      .filter((part) => part.author.type === 'user' && part.body)
      .map((part) => (part.body ?? '').replace(/<[^>]+>/g, ''));
  }

  onPhone(): string[] {
    return this.#scene.twilio
      .phone(this.#number)
      .filter((text) => text.direction === 'in')
      .map((text) => text.body);
  }

  #conversation() {
    const { intercom } = this.#scene;
    const contact = intercom
      .workspace(WORKSPACE)
      .contacts()
      .find((one) => one.phone === this.#number);
    const conversations = intercom.workspace(WORKSPACE).conversations();
    return conversations.find((one) => contact && one.contactIds.includes(contact.id));
  }

  async #text(body: string): Promise<void> {
    this.#sent += 1;
    const sid = `SM${createHmac('md5', this.#number).update(String(this.#sent)).digest('hex')}`;
    const form = {
      MessageSid: sid,
      AccountSid: ACCOUNT,
      From: this.#number,
      To: OUR_NUMBER,
      Body: body,
      NumMedia: '0',
    };
    const url = `${this.#scene.publicUrl}/webhooks/twilio/${WORKSPACE}/messages`;
    await insist(() =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'X-Twilio-Signature': signatureOf('token', url, form) },
      }),
    );
    this.textsAccepted.push(body);
  }

  async #reply(body: string): Promise<void> {
    const { intercom, publicUrl } = this.#scene;
    const conversation = this.#conversation();
    if (!conversation) throw new Error('There is nobody to answer yet.');
    const workspace = intercom.workspace(WORKSPACE);
    const partId = workspace.reply(conversation.id, { html: `<p>${body}</p>` });
    const seconds = Math.floor(Date.now() / 1000);
    const part = {
      type: 'conversation_part',
      id: partId,
      part_type: 'comment',
      body: `<p>${body}</p>`,
      created_at: seconds,
    };
    const author = { type: 'admin', id: workspace.admins[0]?.id };
    const item = {
      type: 'conversation',
      id: conversation.id,
      state: 'open',
      updated_at: seconds,
      // A reply may be faster than the answer to the call that made its conversation: its contacts identify it.
      contacts: { type: 'contact.list', contacts: conversation.contactIds.map((id) => ({ type: 'contact', id })) },
      conversation_parts: { conversation_parts: [{ ...part, author }] },
    };
    const envelope = { type: 'notification_event', id: `notif_${partId}`, created_at: seconds, data: { item } };
    const raw = JSON.stringify({ ...envelope, app_id: WORKSPACE, topic: 'conversation.admin.replied' });
    const signature = `sha1=${createHmac('sha1', SECRET).update(raw).digest('hex')}`;
    await insist(() =>
      fetch(`${publicUrl}/webhooks/intercom`, {
        method: 'POST',
        body: raw,
        headers: { 'Content-Type': 'application/json', 'X-Hub-Signature': signature },
      }),
    );
    this.repliesAccepted.push(body);
  }
}

interface Scene {
  intercom: IntercomStandIn;
  twilio: TwilioStandIn;
  publicUrl: string;
  start(): Promise<void>;
  kill(victim: CrashStory['kills'][number]): Promise<void>;
}

async function setScene(kind: DatabaseKind): Promise<Scene> {
  const trafficFile = readTrafficFile();
  const traffic = new Traffic(trafficFile === undefined ? {} : { file: trafficFile });
  const clock = systemClock;
  const intercom = await startIntercom({ clock, traffic, clientId: 'client', clientSecret: SECRET });
  const twilio = await startTwilio({ clock, traffic });
  intercom.addWorkspace({ id: WORKSPACE, name: 'Crash', token: 'token' });
  intercom.subscribedTopics = [];
  twilio.addAccount({ sid: ACCOUNT, authToken: 'token' });
  twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: OUR_NUMBER });
  twilio.postOffice.start();
  for (const close of [() => intercom.close(), () => twilio.close(), () => twilio.postOffice.stop()]) afterwards(close);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const environment: Record<string, string | undefined> = {
    ...(await databaseVariables(kind)),
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'error',
    INTERCOM_CLIENT_ID: 'client',
    INTERCOM_CLIENT_SECRET: SECRET,
    INTERCOM_API_URL: intercom.url,
    INTERCOM_ACCESS_TOKEN: 'token',
    TWILIO_API_URL: twilio.url,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_PHONE_NUMBER: OUR_NUMBER,
    ENCRYPTION_KEYS: `k:${Buffer.alloc(32, 1).toString('base64')}`,
  };
  let service: ChildProcess | undefined;
  const killService = async () => {
    if (!isRunning(service)) return;
    const gone = new Promise((resolve) => service?.once('exit', resolve));
    service?.kill('SIGKILL');
    await gone;
  };
  afterwards(killService);
  return {
    intercom,
    twilio,
    publicUrl,
    async kill(victim) {
      if (victim !== 'service') process.kill(serverPid(environment.DATA_DIR ?? ''), 'SIGKILL');
      if (victim !== 'server') await killService();
    },
    async start() {
      if (isRunning(service)) return;
      const entry = path.join(import.meta.dirname, 'impatient-service.ts');
      service = spawn(process.execPath, [entry], {
        env: { ...compiledOnce, ...environment },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await insist(() => fetch(`${publicUrl}/readyz`));
    },
  };
}

function isRunning(service: ChildProcess | undefined): boolean {
  return service !== undefined && service.exitCode === null && service.signalCode === null;
}

/** Rare enough that hardly any job fails so often in a row that its pause outlasts the test. */
function addFaults(faults: Faults): void {
  faults.add({ kind: 'status', status: 503, probability: 0.02 });
  faults.add({ kind: 'status', status: 429, probability: 0.02 });
  faults.add({ kind: 'hang-up-before', probability: 0.02 });
  faults.add({ kind: 'hang-up-after', probability: 0.05 });
}

/** Tries until the answer is a success. */
async function insist(call: () => Promise<Response>): Promise<void> {
  // Pauses, so that the tries leave the service time to start.
  await eventually(async () => {
    try {
      return (await call()).ok;
    } catch {
      return false;
    }
  }, 150);
}

async function eventually(check: () => boolean | Promise<boolean>, pauseMs = 20): Promise<void> {
  const deadline = Date.now() + 200_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('What was waited for did not happen within 200 s.');
    await afterRandomTime(pauseMs, 2 * pauseMs);
  }
}

function afterRandomTime(least: number, most: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, least + Math.random() * (most - least)));
}

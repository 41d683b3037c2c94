// Pictures that come in and go out while the service is killed: each is attached once, and each is texted once.

import { type DatabaseKind, onEachDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { afterRandomTime, eventually } from '../support/process/patience.ts';
import {
  databaseVariables,
  ready,
  type ServiceProcess,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { environmentFor, OUR_NUMBER, startVendors, type Vendors } from '../support/vendors.ts';

stopServices();

const MAYA = '+14155550132';
const ROUNDS = 5;
/** After a kill, jobs in a database that others may share wait until their claims run out. */
const LIMIT_MS = 240_000;

/** Large enough to be on its way for a while. */
const SIZE = 300_000;

/** A picture that is fetched later: its place among the words, and the words of the part that brings it. */
const STAND_INS = /^Picture received \(not shown here\)$|^\(1 file\)$/;

onEachDatabase('a service that is killed while pictures come and go', (kind) => {
  test('attaches and texts each of them once, in order', () => tellKilledPictures(kind), LIMIT_MS);
});

async function tellKilledPictures(kind: DatabaseKind): Promise<void> {
  const vendors = await startVendors({ latencyMs: () => 30 });
  const environment = { ...(await environmentFor(vendors)), ...(await databaseVariables(kind)) };
  let service = await ready(startService(environment));
  vendors.connect(service.url);
  vendors.twilio.text({ from: MAYA, to: OUR_NUMBER, body: 'Hello' });
  await eventually(() => vendors.workspace.conversations().length === 1);
  const texts: string[] = [];
  const replies: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const sid = comes(vendors, round);
    goes(vendors, round);
    texts.push(`Picture ${round}`);
    replies.push(`Answer ${round} with a link`);
    await afterRandomTime(20, 700);
    service = await killed(service, environment);
    await told(vendors, sid, `Picture ${round}`);
  }
  await eventually(() => inInbox(vendors).files.length >= ROUNDS && onPhone(vendors).length >= ROUNDS);
  // Nothing follows that was done before.
  await killed(service, environment);
  const last = vendors.twilio.text({ from: MAYA, to: OUR_NUMBER, body: 'Goodbye' });
  await told(vendors, last, 'Goodbye');

  expect(inInbox(vendors).words).toEqual(['Hello', ...texts, 'Goodbye']);
  expect(inInbox(vendors).files.toSorted()).toEqual(texts.map((_, index) => SIZE + index + 1));
  expect(onPhone(vendors)).toEqual(replies);
}

/** Twilio tells again what was not answered, and may tell twice what was. */
async function told(vendors: Vendors, sid: string, words: string): Promise<void> {
  await eventually(() => {
    if (inInbox(vendors).words.includes(words)) return true;
    vendors.twilio.repeat(sid);
    return false;
  }, 500);
}

async function killed(service: ServiceProcess, environment: Record<string, string>): Promise<ServiceProcess> {
  service.kill('SIGKILL');
  await service.exited;
  return ready(startService(environment));
}

/** Begins as a PNG does, with a size of its own by which it is known. */
function picture(round: number): Buffer {
  const bytes = Buffer.alloc(SIZE + round, `picture ${round} `);
  Buffer.from('89504e470d0a1a0a', 'hex').copy(bytes);
  return bytes;
}

function comes({ twilio }: Vendors, round: number): string {
  const media = [{ contentType: 'image/png', bytes: picture(round) }];
  return twilio.text({ from: MAYA, to: OUR_NUMBER, body: `Picture ${round}`, media });
}

function goes({ intercom, workspace }: Vendors, round: number): void {
  const [conversation] = workspace.conversations();
  const [name, data] = [`answer-${round}.png`, picture(round)];
  const url = intercom.upload({ name, contentType: 'image/png', data });
  const attachments = [{ name, url, content_type: 'image/png', filesize: data.length }];
  workspace.reply(conversation?.id ?? '', { html: `<p>Answer ${round}</p>`, attachments });
}

/** The words of the customer's parts, in order, and the sizes of all their files. */
function inInbox({ workspace }: Vendors): { words: string[]; files: number[] } {
  const parts = workspace
    .conversations()
    .flatMap(({ source, parts }) => [source, ...parts])
    .filter(({ author }) => author.type === 'user');
  const words = parts.map(({ body }) => wordsOf(body ?? '')).filter((line) => line !== '');
  return { words, files: parts.flatMap(({ attachments }) => attachments.map(({ filesize }) => filesize)) };
}

function wordsOf(html: string): string {
  const lines = html
    .replace(/<br[^>]*>|<\/p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .split('\n');
  return lines.filter((line) => line.trim() !== '' && !STAND_INS.test(line.trim())).join('\n');
}

/** Our texts; a picture, which no phone here can fetch by https, is one link below the words. */
function onPhone({ twilio }: Vendors): string[] {
  return twilio
    .messages()
    .filter(({ direction }) => direction !== 'inbound')
    .map(({ body }) => body.replace(/\nanswer-\d\.png: http\S+\/media\/\S+$/, ' with a link'));
}

// The memory that a large file costs the service on its way, in and out, as the system counts it.
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startBucketServer } from '../support/bucket-server.ts';
import { type DatabaseKind, onEachDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { eventually } from '../support/process/patience.ts';
import {
  afterwards,
  databaseVariables,
  ready,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { environmentFor, OUR_NUMBER, startVendors, type Vendors } from '../support/vendors.ts';

stopServices();

/** As `npm start` has them. */
const FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=50'];

const LARGE = 20_000_000 - 1_000;
const MOST_MB = 50;
const MAYA = '+14155550132';

onEachDatabase('a large file', (kind) => {
  test('costs the service little memory in and out', () => tellLargeFiles(kind, {}));
});

test('a large file costs little memory on its way through a bucket', async () => {
  const bucket = await startBucketServer();
  afterwards(() => bucket.close());
  await tellLargeFiles('by URL', { MEDIA_STORE_URL: bucket.url });
});

async function tellLargeFiles(kind: DatabaseKind, more: Record<string, string>): Promise<void> {
  const vendors = await startVendors();
  afterwards(() => vendors.close());
  const environment = { ...(await environmentFor(vendors)), ...(await databaseVariables(kind)), ...more };
  const service = startService({ ...environment, MALLOC_ARENA_MAX: '1' }, [], FLAGS);
  await ready(service);
  vendors.connect(service.url);
  // The first files load what later ones use.
  for (const size of [10_000, 20_000]) {
    await fileComes(vendors, size);
    await fileGoes(vendors, size);
  }
  await wait(2_000);
  const costIn = await costOf(service.pid, () => fileComes(vendors, LARGE));
  await wait(2_000);
  const costOut = await costOf(service.pid, () => fileGoes(vendors, LARGE));
  const store = Object.keys(more)[0] ?? kind;
  process.stderr.write(`20 MB (${store}): in ${costIn.toFixed(1)} MB, out ${costOut.toFixed(1)} MB\n`);
  expect(costIn).toBeLessThanOrEqual(MOST_MB);
  expect(costOut).toBeLessThanOrEqual(MOST_MB);
}

/** The most memory of three runs beyond that of before all of them, in MB (10^6). */
async function costOf(pid: number, work: () => Promise<void>): Promise<number> {
  const before = memoryOf(pid, 'VmRSS');
  const peaks: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    // The system begins a new peak: https://docs.kernel.org/filesystems/proc.html, clear_refs.
    fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
    await work();
    peaks.push(memoryOf(pid, 'VmHWM') - before);
  }
  process.stderr.write(`peaks: ${peaks.map((mb) => mb.toFixed(1)).join(', ')} MB\n`);
  return Math.max(...peaks);
}

function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
}

let files = 0;

/** A text with a file, until the conversation has both. */
async function fileComes({ twilio, workspace }: Vendors, size: number): Promise<void> {
  files += 1;
  const body = `File ${files}`;
  // Each has a length of its own, by which it is found.
  const bytes = Buffer.alloc(size - files, `bytes of file ${files} `);
  twilio.text({ from: MAYA, to: OUR_NUMBER, body, media: [{ contentType: 'application/zip', bytes }] });
  await eventually(() =>
    workspace
      .conversations()
      .flatMap(({ source, parts }) => [source, ...parts])
      .some(({ attachments }) => attachments.some(({ filesize }) => filesize === bytes.length)),
  );
}

/** A reply with a file, until the customer has opened the link to it. */
async function fileGoes({ twilio, intercom, workspace }: Vendors, size: number): Promise<void> {
  files += 1;
  const [conversation] = workspace.conversations();
  const data = Buffer.alloc(size, `bytes of file ${files} `);
  const contentType = 'application/zip';
  const url = intercom.upload({ name: 'parts.zip', contentType, data });
  const attachments = [{ name: 'parts.zip', url, content_type: contentType, filesize: size }];
  workspace.reply(conversation?.id ?? '', { html: `<p>Reply ${files}</p>`, attachments });
  let link: string | undefined;
  await eventually(() => {
    const text = twilio.phone(MAYA).find(({ body }) => body.includes(`Reply ${files}`));
    link = /https?:\S+/.exec(text?.body ?? '')?.[0];
    return link !== undefined;
  });
  const answer = await fetch(link ?? '');
  let length = 0;
  for await (const chunk of answer.body ?? []) length += chunk.length;
  expect(length).toBe(size);
}

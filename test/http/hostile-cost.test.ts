// A request without a proof costs no more of the event loop than others can wait for.
import net from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { ACCOUNT_SID } from '../../src/simulator/world.ts';
import { MESSAGES_PATH, STATUS_PATH } from '../support/door.ts';
import { expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

/** Milliseconds that one request may keep everybody else waiting. */
const MOST_MS = 5;
/** Node parses a packet of single bytes before we can refuse it; it parses no more than one packet. */
const MOST_MS_IN_PIECES = 40;
/** Many runs, since other work at the time of one run is no part of the request's cost. */
const RUNS = 30;

const SIGNATURES = {
  'X-Twilio-Signature': `${'a'.repeat(27)}=`,
  'X-Hub-Signature': `sha1=${'0'.repeat(40)}`,
  'X-Body-Signature': '0'.repeat(64),
};
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A request byte by byte. */
function raw(line: string, headers: Record<string, string>, body: string | Buffer = '', isChunked = false): Buffer {
  const length = isChunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(Buffer.byteLength(body)) };
  const head = Object.entries({ Host: 'x', ...SIGNATURES, ...length, ...headers });
  const lines = [`${line} HTTP/1.1`, ...head.map(([name, value]) => `${name}: ${value}`), '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), Buffer.from(body)]);
}

const K = 1024;
const TEXT = `MessageSid=SM${'1'.repeat(32)}&AccountSid=${ACCOUNT_SID}&From=%2B14155550132&To=%2B14155550100`;
const most = 256 * K;

const bodies: Record<string, [Record<string, string>, string | Buffer]> = {
  'one field many times': [FORM, 'a&'.repeat(most / 2)],
  'many fields': [FORM, Array.from({ length: 25_000 }, (_, index) => `a${index}=b`).join('&')],
  'a huge field name': [FORM, `${'a'.repeat(most - 4)}=b`],
  'nothing but percents': [FORM, `a=${'%'.repeat(most - 4)}`],
  'percent-escapes': [FORM, `a=${'%41'.repeat(most / 3 - 4)}`],
  'percent-escapes that are no text': [FORM, `a=${'%ff%c3'.repeat(most / 6 - 4)}`],
  'bytes that are no text': [FORM, Buffer.alloc(most - 1, 0xff)],
  'nothing but plus signs': [FORM, '+'.repeat(most - 1)],
  'a form just small enough': [FORM, `${'a=b&'.repeat(150)}c=${'%ff%c3'.repeat(10 * K)}`],
  'what could be a text': [FORM, `${TEXT}&Body=Hello`],
  'the largest that could be a text': [FORM, `${TEXT}&Body=${'%e4%b8%ad'.repeat(2_600)}`],
  'what could be a status': [FORM, `${TEXT}&MessageStatus=sent&Extra=${'x'.repeat(20 * K)}`],
  'deep lists': [JSON_TYPE, '['.repeat(most - 1)],
  'deep objects': [JSON_TYPE, '{"a":'.repeat(most / 5 - 1)],
  'a huge key': [JSON_TYPE, `{"${'a'.repeat(most - 10)}":1}`],
  'many keys': [JSON_TYPE, `{${Array.from({ length: 20_000 }, (_, index) => `"a${index}":1`).join(',')}}`],
  'a long number': [JSON_TYPE, '9'.repeat(most - 1)],
  'many escapes': [JSON_TYPE, `"${'\\u0041'.repeat(most / 6 - 2)}"`],
  'a gzip bomb': [{ ...FORM, 'Content-Encoding': 'gzip' }, gzipSync(Buffer.alloc(100 * K * K))],
  'a deflate bomb': [{ ...JSON_TYPE, 'Content-Encoding': 'deflate' }, deflateSync(Buffer.alloc(100 * K * K))],
  'a brotli bomb': [{ ...FORM, 'Content-Encoding': 'br' }, brotliCompressSync(Buffer.alloc(100 * K * K))],
};

const headers: Record<string, Record<string, string>> = {
  'a huge cookie': { Cookie: `threadwire_session=${'a'.repeat(15 * K)}` },
  'many cookies': { Cookie: 'a=b; '.repeat(3 * K) },
  'a cookie of blanks': { Cookie: `a;${' '.repeat(15 * K)}b` },
  'an address behind blanks': { 'X-Forwarded-For': `1${' '.repeat(15 * K)}2` },
  'a host behind blanks': { 'X-Forwarded-Host': `a${' '.repeat(15 * K)}b` },
  'a protocol behind blanks': { 'X-Forwarded-Proto': `a${' '.repeat(15 * K)}b` },
  'many addresses': { 'X-Forwarded-For': '1,'.repeat(7 * K) },
  'many types that are accepted': { Accept: 'a/b,'.repeat(3 * K) },
  'an open quote among accepted types': { Accept: `"${','.repeat(15 * K)}` },
  'a content type of blanks': { 'Content-Type': `a/b${' '.repeat(15 * K)};x` },
  'a huge signature': { 'X-Twilio-Signature': 'a'.repeat(15 * K) },
};

const bodyPaths = [
  MESSAGES_PATH,
  STATUS_PATH,
  '/webhooks/intercom',
  '/webhooks/intercom/uninstalled',
  '/canvas/initialize',
  '/canvas/submit',
  '/settings/numbers',
  '/sign-out',
  '/nowhere',
];
const urls = [
  '/',
  '/settings',
  '/settings/templates',
  '/install',
  '/oauth/callback',
  MESSAGES_PATH,
  '/webhooks/twilio',
  '/assets/settings.css',
  '/media/AAAA',
];
const tails = {
  'a long query': `?${'a'.repeat(14 * K)}`,
  'many names in the query': `?${'a&'.repeat(7 * K)}`,
  'escapes in the query': `?a=${'%ff'.repeat(4 * K)}`,
  'a long path': `/${'a'.repeat(14 * K)}`,
  'many slashes': '/'.repeat(14 * K),
  'escapes in the path': `/${'%41'.repeat(4 * K)}`,
};

const requests: [what: string, request: Buffer, mostMs?: number][] = [
  [
    'a list from nobody at /consents',
    raw('POST /consents', { 'Content-Type': 'multipart/form-data; boundary=x' }, `--x\r\n${'a'.repeat(most)}`),
  ],
  ...Object.entries(bodies).flatMap(([what, [type, body]]) =>
    bodyPaths.map((path): [string, Buffer] => [`${what} at ${path}`, raw(`POST ${path}`, type, body)]),
  ),
  ...Object.entries(headers).flatMap(([what, said]) =>
    ['GET /settings', 'GET /install', `POST ${MESSAGES_PATH}`, 'POST /webhooks/intercom'].map(
      (line): [string, Buffer] => [`${what} at ${line}`, raw(line, { ...FORM, ...said })],
    ),
  ),
  ...Object.entries(tails).flatMap(([what, tail]) =>
    urls.flatMap((url): [string, Buffer][] =>
      ['GET', 'POST'].map((method) => [`${what} at ${method} ${url}`, raw(`${method} ${url}${tail}`, FORM)]),
    ),
  ),
  ...['/webhooks/intercom', MESSAGES_PATH, '/settings/numbers', '/nowhere'].map((path): [string, Buffer, number] => [
    `a body in single bytes at ${path}`,
    raw(`POST ${path}`, FORM, `${'1\r\na\r\n'.repeat(250 * K)}0\r\n\r\n`, true),
    MOST_MS_IN_PIECES,
  ]),
];

/** Writes everything, and is done when the other side is: by an answer or by hanging up. */
function send(port: number, request: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    const done = () => {
      socket.destroy();
      resolve(answer.split('\r\n')[0] ?? '');
    };
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\r\n\r\n')) done();
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

/** Milliseconds of this thread, in which the server answers and the client asks. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

test('an unproved request costs few milliseconds at every URL', async () => {
  const { world } = await stage({ environment: { TRUSTED_PROXIES: '1' } });
  const port = Number(new URL(world.serviceUrl).port);
  const slow: string[] = [];
  for (const [what, request, mostMs = MOST_MS] of requests) {
    let least = Number.POSITIVE_INFINITY;
    let answer = '';
    for (let run = 0; run < RUNS && least > mostMs; run += 1)
      least = Math.min(
        least,
        await cost(async () => {
          answer = await send(port, request);
        }),
      );
    if (least > mostMs) slow.push(`${what}: ${least.toFixed(1)} ms, ${answer}`);
  }
  expect(slow).toEqual([]);
});

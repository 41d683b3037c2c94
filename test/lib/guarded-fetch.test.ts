// Files from addresses that others name: no way leads into a private network, and no credentials to another host.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGuardedFetch, type FetchError, type FetchOptions } from '../../src/lib/guarded-fetch.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';

const limits: FetchOptions = { mostBytes: 1_000, stallMs: 1_000, totalMs: 2_000 };
const servers: http.Server[] = [];
let [first, second] = ['', ''];
let heard: { path: string; authorization: string | undefined }[] = [];

/** Two hosts: each path of the first says what it does. */
beforeAll(async () => {
  const answer: http.RequestListener = (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://x');
    heard.push({ path, authorization: request.headers.authorization });
    if (path === '/to') return response.writeHead(307, { location: searchParams.get('url') ?? '' }).end();
    if (path === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    if (path === '/stalls') return response.writeHead(200).write('some');
    if (path === '/counted') return response.writeHead(200, { 'content-length': '1001' }).write('x');
    if (path === '/endless') return response.writeHead(200).end(Buffer.alloc(1_001));
    const named = { 'content-type': 'image/png; x=1', 'content-disposition': 'attachment; filename="a b.png"' };
    return response.writeHead(200, named).end('bytes');
  };
  for (let count = 0; count < 2; count += 1) {
    const server = http.createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
  }
  [first = '', second = ''] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const onThisMachine = createGuardedFetch({ privateHosts: [], loopback: true });
const outside = createGuardedFetch({ privateHosts: [], loopback: false });
const headers = { authorization: 'Basic secret' };

async function wordsOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let words = '';
  for await (const chunk of body) words += Buffer.from(chunk).toString();
  return words;
}

/** The failure of a fetch, or of its body. */
async function failureOf(url: string, fetchFile = onThisMachine): Promise<string> {
  try {
    return `fetched ${await wordsOf((await fetchFile(url, limits)).body)}`;
  } catch (error) {
    return (error as FetchError).failure;
  }
}

test('a file comes with its type, name and bytes', async () => {
  const file = await onThisMachine(`${first}/file`, limits);
  expect(file).toMatchObject({ status: 200, contentType: 'image/png', name: 'a b.png', length: null });
  expect(await wordsOf(file.body)).toBe('bytes');
});

test('credentials follow a redirect on their host, and none to another', async () => {
  heard = [];
  const away = `${first}/to?url=${encodeURIComponent(`${second}/to?url=${encodeURIComponent(`${first}/file`)}`)}`;
  expect(await wordsOf((await onThisMachine(away, { ...limits, headers })).body)).toBe('bytes');
  const here = `${first}/to?url=${encodeURIComponent('/file')}`;
  await wordsOf((await onThisMachine(here, { ...limits, headers })).body);
  expect(heard.map(({ authorization }) => authorization ?? 'none')).toEqual([
    'Basic secret',
    'none',
    'none',
    'Basic secret',
    'Basic secret',
  ]);
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '2130706433',
  '0x7f.1',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[fe80::1]',
  '[fd00::1]',
  '[64:ff9b::a00:1]',
  'localhost',
  'user:password@localhost',
])('https://%s is refused, before any byte is sent', async (host) => {
  expect(await failureOf(`https://${host}/file`, outside)).toBe('private-address');
});

test('a redirect leads into no private network either', async () => {
  const to = (url: string) => `${first}/to?url=${encodeURIComponent(url)}`;
  for (const host of ['10.0.0.1', '169.254.169.254', '[fd00::1]'])
    expect(await failureOf(to(`https://${host}/latest/meta-data`))).toBe('private-address');
  expect(await failureOf(to('http://files.example.com/'))).toBe('bad-address');
  expect(await failureOf(to('file:///etc/passwd'))).toBe('bad-address');
  expect(await failureOf(`${first}/loop`)).toBe('bad-address');
});

test('only a host that the operator names may be private', async () => {
  const named = createGuardedFetch({ privateHosts: ['127.0.0.1'], loopback: false });
  expect(await failureOf(`${first}/file`, named)).toBe('fetched bytes');
  expect(await failureOf(`${first.replace('127.0.0.1', 'localhost')}/file`, named)).toBe('bad-address');
  expect(await failureOf(`${first}/file`, createGuardedFetch({ privateHosts: 'all', loopback: false }))).toMatch(
    /^fetched/,
  );
});

test('too many bytes end it, counted or not', async () => {
  expect(await failureOf(`${first}/counted`)).toBe('too-large');
  expect(await failureOf(`${first}/endless`)).toBe('too-large');
});

test('a host that stalls, or is not there, is no answer', async () => {
  const short = { ...limits, stallMs: 50 };
  const { body } = await onThisMachine(`${first}/stalls`, short);
  await expect(wordsOf(body)).rejects.toMatchObject({ failure: 'no-answer' });
  expect(await failureOf('http://127.0.0.1:1/')).toBe('no-answer');
  expect(await failureOf('no address')).toBe('bad-address');
});

test('words are posted to public hosts only, and no redirect is followed', async () => {
  const posted = { ...limits, headers: { ...headers, 'content-type': 'application/json' }, posted: '{"é":1}' };
  heard = [];
  const answer = await onThisMachine(`${first}/to?url=${encodeURIComponent(`${second}/file`)}`, posted);
  answer.discard();
  expect([answer.status, heard.map(({ path }) => path)]).toEqual([307, ['/to']]);
  await expect(outside(`https://127.0.0.1/hook`, posted)).rejects.toMatchObject({ failure: 'private-address' });
  await expect(outside(`${first}/hook`, posted)).rejects.toMatchObject({ failure: 'bad-address' });
});

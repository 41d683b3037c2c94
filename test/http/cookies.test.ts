// Our cookies: their flags, and the signatures that are believed.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa, { type Context as KoaContext } from 'koa';
import {
  attemptOf,
  type Cookies,
  formToken,
  keepFlash,
  keepSession,
  requireFormToken,
  sessionOf,
  takeFlash,
} from '../../src/http/middleware/sign-in.ts';
import { afterEach, expect, test } from '../support/jest-globals.ts';

const [older, newer, foreign] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];

const servers: http.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Does `work` in one request of a browser with these cookies; `kept` are those that the browser is told to keep. */
async function request<T>(cookie: string, work: (ctx: KoaContext) => T): Promise<{ result: T; kept: string[] }> {
  let result: T | undefined;
  const app = new Koa().use((ctx) => {
    result = work(ctx);
    ctx.status = 204;
  });
  const server = http.createServer(app.callback());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const response = await fetch(url, { headers: { cookie, connection: 'close' } });
  return { result: result as T, kept: response.headers.getSetCookie() };
}

async function cookieOf(cookies: Cookies, session: string): Promise<string> {
  const { kept } = await request('', (ctx) => keepSession(ctx, cookies, session, 60_000));
  return kept[0]?.split(';')[0] ?? '';
}

const over = (isSecure: boolean, ...keys: Buffer[]): Cookies => ({ isSecure, keys });

test.each([
  ['https', true, '; secure'],
  ['http, for this machine alone', false, ''],
])('over %s, a cookie names its senders, readers and end', async (_, isSecure, mark) => {
  const { kept } = await request('', (ctx) => keepSession(ctx, over(isSecure, newer), 'abc', 60_000));
  const [line = ''] = kept;
  const [, expires = ''] = /expires=([^;]+)/.exec(line) ?? [];
  expect(Math.abs(Date.parse(expires) - Date.now() - 60_000)).toBeLessThan(10_000);
  const form = line.replace(/=abc\.[\w-]{43};/, '=…;').replace(expires, '…');
  expect([kept.length, form]).toEqual([1, `threadwire_session=…; path=/; expires=…; samesite=lax${mark}; httponly`]);
});

test('an older key’s cookies and forms hold; forged ones fail', async () => {
  const both = over(true, newer, older);
  const cookie = await cookieOf(over(true, older), 'abc');
  const { result, kept } = await request(cookie, (ctx) => sessionOf(ctx, both));
  expect([result, kept]).toEqual(['abc', []]);
  expect(() => requireFormToken(both, 'abc', formToken(over(true, older), 'abc'))).not.toThrow();
  expect(() => requireFormToken(both, 'abc', formToken(over(true, foreign), 'abc'))).toThrow('form-outdated');
  expect(() => requireFormToken(both, 'abc', formToken(both, 'another'))).toThrow('form-outdated');
  const [value = '', mac = ''] = (await cookieOf(both, 'abc')).replace('threadwire_session=', '').split('.');
  const forged = [value, `${value}.`, `${value}.${mac.slice(1)}`, `another.${mac}`, `.${mac}`];
  for (const one of [...forged.map((text) => `threadwire_session=${text}`), await cookieOf(over(true, foreign), 'abc')])
    expect((await request(one, (ctx) => sessionOf(ctx, both))).result).toBeUndefined();
  const elsewhere = `threadwire_sign_in=${value}.${mac}`;
  expect((await request(elsewhere, (ctx) => attemptOf(ctx, both))).result).toBeUndefined();
});

test('a save is told once, in our own words only', async () => {
  const cookies = over(false, newer);
  const flash = { section: 'test', kind: 'done', words: 'Sent to Müller GmbH & Söhne: 😀 '.repeat(40) } as never;
  const { kept } = await request('', (ctx) => keepFlash(ctx, cookies, flash));
  const cookie = kept[0]?.split(';')[0] ?? '';
  expect(cookie.length).toBeLessThan(4_000);
  const told = await request(cookie, (ctx) => takeFlash(ctx, cookies));
  expect(told.result?.words).toMatch(/^Sent to Müller GmbH & Söhne: 😀 /);
  expect(told.kept[0]).toMatch(/^threadwire_notice=;/);
  expect((await request(`${cookie}x`, (ctx) => takeFlash(ctx, cookies))).result).toBeNull();
  expect((await request('', (ctx) => takeFlash(ctx, cookies))).kept).toEqual([]);
});

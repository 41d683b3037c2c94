// The operator's URLs: liveness, readiness and metrics.
import request from 'supertest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { freePort } from '../../src/lib/free-port.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { fromTwilio, knock, sentenceOf, textFields } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { afterwards, stopServices } from '../support/process/service-process.ts';
import { closeStages, stage } from '../support/story.ts';
import { until } from '../support/until.ts';
import { environmentFor, privateWorkspaceAt, startVendors } from '../support/vendors.ts';

closeStages();
stopServices();

async function databaseThatStays() {
  const database = await freshDatabase();
  afterwards(() => database.close());
  return { ...database, close: async () => {} };
}

async function startApp(
  environment: Record<string, string>,
  database: Awaited<ReturnType<typeof databaseThatStays>>,
): Promise<App & { url: string }> {
  const app = await createApp(readConfig({ LOG_LEVEL: 'silent', ...environment }), { database });
  afterwards(() => app.close());
  const { url } = await app.start({ worker: false });
  return { ...app, url };
}

const ask = (url: string, path: string, headers = {}) => request(url).get(path).set(headers);

describe('an operator’s questions', () => {
  test('the service is ready once Intercom has answered about the workspace', async () => {
    const intercomPort = await freePort();
    const database = await databaseThatStays();
    const workspace = privateWorkspaceAt(`http://127.0.0.1:${intercomPort}`, 'http://127.0.0.1:9');
    const environment = { ...(await environmentFor()), ...workspace };

    const first = await startApp(environment, database);
    const early = await ask(first.url, '/readyz');
    expect(early.status).toBe(503);
    expect(JSON.parse(early.text)).toEqual({
      status: 'not ready',
      problems: ['The workspace of INTERCOM_ACCESS_TOKEN is not known yet: intercom GET /me: unreachable.'],
    });
    expect((await ask(first.url, '/healthz')).status).toBe(200);

    const vendors = await startVendors({ intercomPort });
    await until('the service is ready', async () => (await ask(first.url, '/readyz')).status === 200);
    await first.close();
    await vendors.close();

    // Known from before, it goes on while Intercom is away.
    const second = await startApp({ ...environment, ...(await environmentFor()) }, database);
    const late = await ask(second.url, '/readyz');
    expect({ status: late.status, body: JSON.parse(late.text) }).toEqual({
      status: 200,
      body: { status: 'ready', problems: [] },
    });
  });

  test('the metrics count all kinds of work, and name nobody', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('purple-giraffe');
    await world.settle();
    theo.replies('green-elephant');
    await world.settle();
    await knock(world.serviceUrl, fromTwilio(world.serviceUrl, '/webhooks/twilio/nobody/messages', textFields(1)));
    const { text, type, status } = await ask(world.serviceUrl, '/metrics');
    expect(status).toBe(200);
    expect(type).toContain('text/plain');
    for (const line of [
      'threadwire_texts_total{direction="in",outcome="accepted"} 1',
      'threadwire_texts_total{direction="out",outcome="delivered"} 1',
      'threadwire_webhooks_total{route="twilio-messages",outcome="stored"} 1',
      'threadwire_webhook_refusals_total{route="twilio-messages",reason="unknown-workspace"} 1',
      'threadwire_job_seconds_count{queue="receive-text",outcome="done"} 1',
      'threadwire_job_seconds_count{queue="deliver-text",outcome="done"} 1',
      'threadwire_jobs_waiting{queue="receive-text"} 0',
      'threadwire_dead_letters 0',
      'threadwire_vendor_call_seconds_count{vendor="twilio",operation="POST Messages",status="201"} 1',
      'threadwire_vendor_call_seconds_count{vendor="intercom",operation="POST /conversations",status="200"} 1',
    ])
      expect(text).toContain(line);
    expect(text).toMatch(/threadwire_replies_total\{outcome="\w[\w-]*"\} 1/);
    expect(text).toMatch(
      /threadwire_http_request_seconds_count\{route="\/webhooks\/twilio\/:workspaceId\/messages",status="200"\} 1/,
    );
    expect(text).not.toMatch(/giraffe|elephant|5550132|5550100|demo1234/);
  });
});

test('metrics ask for their token where one is set', async () => {
  const database = await databaseThatStays();
  const app = await startApp({ ...(await environmentFor()), METRICS_TOKEN: 'let-me-count' }, database);
  for (const headers of [{}, { authorization: 'Bearer let-me-coun' }, { authorization: 'let-me-count' }]) {
    const refused = await ask(app.url, '/metrics', headers);
    expect(refused.status).toBe(401);
    expect(sentenceOf(refused)).toBe('The Authorization header must be "Bearer" and the METRICS_TOKEN.');
  }
  expect((await ask(app.url, '/metrics', { authorization: 'Bearer let-me-count' })).status).toBe(200);
});

test('metrics with a port of their own are there and nowhere else', async () => {
  const database = await databaseThatStays();
  const port = await freePort();
  const app = await startApp({ ...(await environmentFor()), METRICS_PORT: String(port) }, database);
  expect((await ask(app.url, '/metrics')).status).toBe(404);
  const own = `http://127.0.0.1:${port}`;
  expect((await ask(own, '/metrics')).text).toContain('threadwire_jobs_waiting');
  expect((await ask(own, '/healthz')).status).toBe(404);
  expect((await knock(own, { path: '/webhooks/intercom' })).status).toBe(404);
});

test('pages carry the headers that keep browsers careful, and no webhook does', async () => {
  const database = await databaseThatStays();
  const environment = { ...(await environmentFor()), TRUSTED_PROXIES: '1' };
  const app = await startApp({ ...environment, PUBLIC_URL: 'https://sms.example.com' }, database);
  for (const path of ['/nowhere', '/settings', '/install', '/oauth/callback', '/assets/page.js']) {
    const { headers } = await ask(app.url, path);
    expect({ path, headers }).toMatchObject({
      path,
      headers: {
        'content-security-policy':
          "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;form-action 'self';frame-ancestors 'none';base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age='),
      },
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  }
  expect((await knock(app.url, { path: '/webhooks/intercom' })).headers).not.toHaveProperty('content-security-policy');
  const [cookie = ''] = (await ask(app.url, '/sign-in')).headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^threadwire_sign_in=.*; secure;/);

  // The one trusted proxy adds the caller last; the caller wrote everything before that.
  const from = (addresses: string) => ask(app.url, '/install', { 'x-forwarded-for': addresses });
  for (let turn = 0; turn < 30; turn += 1) expect((await from(`10.0.0.${turn}, 192.0.2.1`)).status).toBe(302);
  expect((await from('10.0.1.1, 192.0.2.1')).status).toBe(429);
  expect((await from('192.0.2.1, 192.0.2.2')).status).toBe(302);

  await app.ctx.database.owner.destroy();
  const away = await ask(app.url, '/install', { 'x-forwarded-for': '192.0.2.3', accept: 'text/html' });
  expect([away.status, away.headers['retry-after']]).toEqual([503, '5']);
  expect(away.text).toContain('Try again in a few seconds.');
});

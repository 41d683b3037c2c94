// The manifest of the app at Intercom agrees with the code: URLs, topics, versions and permissions.
import fs from 'node:fs';
import path from 'node:path';
import { createRouter, type Doors } from '../../src/http/server.ts';
import { INTERCOM_VERSION } from '../../src/intercom/calls/call.ts';
import { operations } from '../../src/intercom/calls/operations.ts';
import { permissionNeeded } from '../../src/intercom/resources/asking/permissions.ts';
import { isTopic, rowOf, topics } from '../../src/intercom/topics.ts';
import { permissionForTopic } from '../../src/simulator/intercom/permissions.ts';
import { WEBHOOK_TOPICS } from '../../src/simulator/intercom/webhooks/webhooks.ts';
import { expect, test } from '../support/jest-globals.ts';

interface Manifest {
  public_url: string;
  rest_api_version: string;
  canvas_kit: { inbox: { initialize_url: string; submit_url: string } };
  webhooks: { url: string; api_version: string; topics: string[] };
  install_url: string;
  uninstall_url: string;
  oauth: { redirect_urls: string[]; permissions: { name: string; reason: string }[] };
}

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('app-manifest.json')) as Manifest;
const permissions = manifest.oauth.permissions.map(({ name }) => name);

/** Every URL in the manifest, without the placeholder's host. */
const urls = read('app-manifest.json').match(/https?:\/\/[^"]+/g) ?? [];

const router = createRouter({ metricsAt: { ownPort: false, token: undefined } } as Doors);
const routes = router.stack.map((layer) => ({ path: String(layer.path), methods: layer.methods }));
const takes = (url: string, method: string) =>
  routes.some((route) => route.path === new URL(url).pathname && route.methods.includes(method));

test('every URL is one that the service answers, at the placeholder’s host', () => {
  const { canvas_kit, webhooks, public_url } = manifest;
  for (const url of urls) expect(new URL(url).origin).toBe(public_url);
  expect(takes(canvas_kit.inbox.initialize_url, 'POST')).toBe(true);
  expect(takes(canvas_kit.inbox.submit_url, 'POST')).toBe(true);
  expect(takes(webhooks.url, 'POST')).toBe(true);
  expect(takes(webhooks.url, 'HEAD')).toBe(true);
  expect(takes(manifest.install_url, 'GET')).toBe(true);
  expect(takes(manifest.uninstall_url, 'POST')).toBe(true);
  for (const url of manifest.oauth.redirect_urls) expect(takes(url, 'GET')).toBe(true);
});

test('every route that Intercom calls is named', () => {
  const called = routes
    .map((route) => route.path)
    .filter((route) => /^\/(canvas|webhooks\/intercom|oauth|install)/.test(route));
  expect([...new Set(called)].filter((route) => !urls.some((url) => new URL(url).pathname === route))).toEqual([]);
});

test('the topics are those that are read, and exist', () => {
  expect([...manifest.webhooks.topics].sort()).toEqual(Object.keys(topics).sort());
  expect(manifest.webhooks.topics.filter((topic) => !WEBHOOK_TOPICS.includes(topic))).toEqual([]);
});

test.each(Object.entries(topics))('Intercom tells of %s by the permission that it names', (topic, { permission }) => {
  expect(permissionForTopic(topic)).toBe(permission);
});

test('the version of webhooks keeps HTML, and calls name their own', () => {
  expect(manifest.webhooks.api_version).toBe('2.14');
  expect(manifest.rest_api_version).toBe(INTERCOM_VERSION);
});

// Source: developers.intercom.com, "OAuth scopes".
const ofCalls: [RegExp, readonly string[]][] = [
  [/^GET \/me$/, ['Gather App data', 'Read admins']],
  [/^GET \/(admins|teams)/, ['Read admins']],
  // No permission is named for macros; where Intercom should want one, the panel does without them.
  [/^GET \/macros$/, []],
  // Few apps are given office hours; without them the settings' own count.
  [/^GET \/office_hours_schedules/, []],
  [/^POST \/tags$/, ['Read tags', 'Write tags']],
  [/^(POST|DELETE) \/(contacts|conversations|tickets)\/\{id\}\/tags/, ['Write tags']],
  [/^POST \/events$/, ['Write events']],
  [/^POST \/data_attributes$/, ['Write data attributes']],
  // Their own pages name none; the webhooks about them name this one.
  [
    /^GET \/(contacts|data_attributes|subscription_types)|^POST \/contacts\/search$/,
    ['Read and list users and companies'],
  ],
  [/^(POST|PUT|DELETE) \/(contacts|companies)/, ['Write users and companies']],
  [/^GET \/conversations|^POST \/conversations\/search$/, ['Read conversations']],
  [/^(POST|PUT) \/conversations/, ['Write conversations']],
  [/^GET \/tickets/, ['Read tickets']],
  [/^(POST|PUT) \/tickets/, ['Write tickets']],
];

test('topics, calls and Canvas Kit need each permission, with its reason', () => {
  const needed = new Set(['Read and list users and companies', 'Read conversations', 'Read admins', 'Gather App data']);
  for (const topic of manifest.webhooks.topics) needed.add(isTopic(topic) ? rowOf(topic).permission : topic);
  const calls = new Set(Object.values(operations));
  expect(calls.size).toBeGreaterThan(10);
  for (const call of calls)
    for (const name of ofCalls.find(([pattern]) => pattern.test(call))?.[1] ?? [call]) needed.add(name);
  // The connectors are a resource, whose calls are described with it.
  needed.add(permissionNeeded('POST /data_connectors') ?? '');
  expect([...permissions].sort()).toEqual([...needed].sort());
  for (const { reason } of manifest.oauth.permissions) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
});

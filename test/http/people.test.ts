// Requests that people wait for are told from those of programs, which leave them room.
import type { Context } from 'koa';
import { watchPeople } from '../../src/http/middleware/people.ts';
import { expect, test } from '../support/jest-globals.ts';

/** True where a request to this path has people count as busy. */
function isPeoples(path: string): boolean {
  const people = watchPeople(() => 0);
  void people.notice({ path } as Context, async () => {});
  return people.areBusy();
}

test('replies, texts, the panel and pages are people’s', () => {
  const paths = [
    '/webhooks/intercom',
    '/webhooks/twilio/abc/messages',
    '/canvas/submit',
    '/settings/hours',
    '/texts',
    '/',
  ];
  expect(paths.filter((path) => !isPeoples(path))).toEqual([]);
});

test('calls, callbacks, files and probes are programs’', () => {
  const paths = ['/api/v1/texts', '/mcp', '/webhooks/twilio/abc/status', '/media/token', '/readyz', '/assets/a.css'];
  expect(paths.filter(isPeoples)).toEqual([]);
});

test('people are busy for two seconds after a request', () => {
  let now = 0;
  const people = watchPeople(() => now);
  expect(people.areBusy()).toBe(false);
  void people.notice({ path: '/webhooks/intercom' } as Context, async () => {});
  now = 1_999;
  expect(people.areBusy()).toBe(true);
  now = 2_000;
  expect(people.areBusy()).toBe(false);
});

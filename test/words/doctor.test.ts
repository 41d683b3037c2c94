// The doctor's sentences: each check has a title that is a cause, and a cause that says the consequence.
import type { Found } from '../../src/domain/doctor/finding.ts';
import type { NextStep } from '../../src/domain/doctor/next-step.ts';
import { faultOf } from '../../src/twilio/errors.ts';
import { tellFound } from '../../src/words/doctor/findings.ts';
import { tellStep } from '../../src/words/doctor/next-steps.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const ZONE = 'America/New_York';
const at = '2026-11-30T14:12:00.000Z';
const ours = { kind: 'number', address: '+14155550100' } as const;
const service = { kind: 'service', name: 'Care' } as const;
const moved = { kind: 'moved', address: '+14155550100', more: 1, service: 'Care' } as const;
const rule = { rule: 'R', percentage: 50 } as const;
const outage = { check: 'outage', reason: 'outage', since: at, until: at } as const;
const fault = faultOf(30034);

const found: readonly Found[] = [
  { check: 'acting-admin', kind: 'left', standIn: null },
  { check: 'acting-admin', kind: 'may-not-write', standIn: { name: 'Ines' } },
  {
    check: 'address',
    kind: 'not-reached',
    url: 'https://a.example',
    failure: { kind: 'status', status: 404 },
    isKnown: true,
  },
  { check: 'attributes', kind: 'not-written', names: ['sms_last_status'], why: ['taken', 'failed'] },
  { check: 'attributes', kind: 'tag-refused', tag: 'sms' },
  { check: 'auth-token', kind: 'rotated' },
  { check: 'auth-token', kind: 'rotation-finished' },
  { check: 'auth-token', kind: 'signs-with-next' },
  { check: 'bots', kind: 'undecided', conversations: 3 },
  { check: 'clock', kind: 'wrong', vendor: 'twilio', ahead: -120 },
  { check: 'first-text', kind: 'none-yet' },
  { check: 'intercom', kind: 'away', trouble: { kind: 'busy', vendor: 'intercom' } },
  { check: 'intercom', kind: 'not-connected', isPrivate: true },
  { check: 'intercom', kind: 'pausing' },
  { check: 'intercom', kind: 'refused', since: at, isPrivate: true },
  {
    check: 'missed-topic',
    kind: 'missed',
    topic: 'x',
    subject: 'closings',
    happened: at,
    heard: null,
    isReadDaily: true,
  },
  { check: 'tag-topics', kind: 'silent', topics: ['a', 'b'], happened: at, heard: null },
  { check: 'numbers', kind: 'none-chosen' },
  { check: 'numbers', kind: 'taken', numbers: ['+14155550100'] },
  { ...outage, kind: 'found', replies: 1, texts: 2, holdHours: 4 },
  { ...outage, kind: 'not-all-read', unread: null },
  { ...outage, kind: 'still-reading', conversations: 12 },
  { check: 'pace', kind: 'scarce', left: 16, limit: 1666 },
  { check: 'pause', kind: 'paused' },
  { check: 'permission', kind: 'all-allowed' },
  {
    check: 'permission',
    kind: 'lacking',
    of: { permission: 'write-tags', name: 'Write tags' },
    last: at,
    isPrivate: false,
  },
  { check: 'permission', kind: 'lacking', of: { permission: null, operation: 'x' }, last: at, isPrivate: true },
  { check: 'permission', kind: 'plan-lapsed', last: at },
  { check: 'queue', kind: 'late', seconds: 90 },
  { check: 'queue', kind: 'stuck', seconds: 960 },
  { check: 'refused-requests', kind: 'refused', sums: [{ route: 'intercom', reason: 'failed', times: 1, last: at }] },
  {
    check: 'secrets',
    kind: 'locked',
    of: [{ kind: 'secrets-locked', vendor: 'twilio', keyIds: 'a,b' }],
    isPrivate: false,
  },
  { check: 'services', kind: 'hidden', why: { kind: 'forbidden', vendor: 'twilio' } },
  { check: 'signatures', kind: 'changed-on-the-way', called: 'a=1', arrives: null },
  { check: 'signatures', kind: 'unproven', requests: 1 },
  { check: 'signatures', kind: 'verified', refused: 2 },
  { check: 'signatures', kind: 'waiting', requests: 1, until: at },
  { check: 'signatures', kind: 'wrong-address', signed: 'https://a.example', own: 'https://b.example' },
  { check: 'signatures', kind: 'wrong-key', keyId: 'K', requests: 1 },
  { check: 'signatures', kind: 'wrong-token', requests: 1 },
  { check: 'signing-key', kind: 'missing-for-requests', keyId: 'K', requests: 1 },
  { check: 'signing-key', kind: 'missing-for-rule', keyId: 'K', ...rule },
  { check: 'stopped', kind: 'stopped', sender: '+14155550100', times: 1, fault },
  { check: 'stopped', kind: 'unknown-error', sender: '+14155550100', times: 2, fault },
  { check: 'team', kind: 'deleted', numbers: ['+14155550100'] },
  { check: 'text-route', kind: 'came-chosen', of: moved },
  { check: 'text-route', kind: 'came-unchosen', of: moved },
  { check: 'text-route', kind: 'comes', of: service },
  { check: 'text-route', kind: 'detour', of: ours, why: { kind: 'service-elsewhere', service: 'Care' }, alike: 30 },
  { check: 'text-route', kind: 'gone', of: ours },
  { check: 'text-route', kind: 'left', of: moved },
  { check: 'text-route', kind: 'mute', of: ours },
  { check: 'text-route', kind: 'not-chosen', of: ours },
  { check: 'text-route', kind: 'part-astray', of: service, astray: { address: '+14155550100', more: 0 } },
  { check: 'text-route', kind: 'tried-once', of: ours },
  { check: 'text-route', kind: 'without-number', of: service },
  { check: 'topics', kind: 'never-came', heard: [] },
  { check: 'topics', kind: 'nothing-yet', heard: [] },
  { check: 'topics', kind: 'stopped', heard: [{ news: 'agent-replied', at }] },
  { check: 'twilio', kind: 'asking' },
  { check: 'twilio', kind: 'away', trouble: { kind: 'away', vendor: 'twilio' } },
  { check: 'twilio', kind: 'refused', trouble: { kind: 'refused', vendor: 'twilio', code: '20404', fault: null } },
  { check: 'twilio', kind: 'refused-since', since: at, holdHours: 4 },
  { check: 'twilio', kind: 'suspended' },
  { check: 'twilio', kind: 'wrong-region', region: 'IE1', set: 'US1' },
  { check: 'unreadable', kind: 'unreadable', what: 'x /data is missing', times: 1 },
  { check: 'webhook-version', kind: 'plain', last: at },
  { check: 'webhooks-rule', kind: 'signs-nothing', ...rule },
  {
    check: 'webhooks-rule',
    kind: 'changes-calls',
    rule: 'R',
    changes: { connection: { connectMs: 100, readMs: 200, retries: 0 }, isAuthorized: true },
    risks: ['no-retry', 'short-wait'],
  },
];

describe('a finding', () => {
  test.each(found.map((one) => [`${one.check}: ${one.kind}`, one] as const))('about %s reads well', (_, one) => {
    const { title, cause } = tellFound(one, ZONE);
    expect(title).toMatch(/^[A-Z\d(].*[^.]$/);
    expect(cause).toMatch(/^[A-Z\dh(].*\.$/);
    for (const words of [title, cause]) {
      expect(words).not.toMatch(/undefined|null|\[object|whoever|\bmend|\.\.| {2}/i);
      expect(words).not.toContain(at);
    }
  });

  test('has its times in the zone of the reader', () => {
    expect(tellFound({ check: 'webhook-version', kind: 'whole', last: at }, ZONE).cause).toBe(
      'Last seen Nov 30, 2026 at 9:12AM.',
    );
  });

  test('names one thing in the singular, and several in the plural', () => {
    const route = (more: number) => tellFound({ check: 'text-route', kind: 'left', of: { ...moved, more } }, ZONE);
    expect(route(0)).toEqual({
      title: '(415) 555-0100 left the Messaging Service Care',
      cause: 'Twilio refuses texts from it, because they still go out through the service.',
    });
    expect(route(2).title).toBe('(415) 555-0100 and 2 more left the Messaging Service Care');
    expect(route(2).cause).toContain('texts from them');
  });
});

test('a next step says what a click does', () => {
  const steps: NextStep[] = [
    { kind: 'resume-sending' },
    { kind: 'about-error', code: 30034 },
    { kind: 'use-next-token' },
  ];
  expect(steps.map(tellStep)).toEqual(['Resume sending', 'About error 30034', 'Use the next Auth Token alone']);
});

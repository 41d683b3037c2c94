// The workspace that the example pages are of: set up, with everything as it is when it works.

import { sectionFacts } from '../../../domain/settings/facts.ts';
import type { SetUpState, SetUpStep } from '../../../domain/settings/set-up.ts';
import { type Choices, defaultSettings } from '../../../domain/settings/settings.ts';
import type { ListedNumber, ListedService } from '../../../domain/settings-page.ts';
import { nothingSpent } from '../../../domain/texts/spend.ts';
import { plainFields } from '../../../domain/texts/template-check.ts';
import type { Example } from './example.ts';

const at = (iso: string) => new Date(iso);

export const number: ListedNumber = {
  sid: 'PN0123456789abcdef0123456789abcdef',
  address: '+14155550100',
  label: 'Support',
  isChosen: true,
  teamId: '7001',
  country: null,
  canText: true,
  sendsMedia: true,
  registration: {
    kind: 'told',
    registration: { kind: 'registered', of: 'campaign' },
    readAt: new Date('2026-11-20T12:00:00Z'),
    code: 30034,
  },
  webhook: 'ours',
  canUndo: true,
  wasSilent: false,
  serviceName: null,
  usedBy: null,
};

export const service: ListedService = {
  sid: 'MG0123456789abcdef0123456789abcdef',
  name: 'Customer care',
  label: 'Care',
  isChosen: true,
  teamId: '7002',
  country: 'GB',
  addresses: ['+14155550120', '+447700900123'],
  webhook: 'ours',
  canUndo: true,
  wasSilent: false,
};

const doneSteps: readonly SetUpStep[] = [
  { id: 'intercom', isDone: true, state: { kind: 'intercom-connected', workspace: 'Acme' } },
  { id: 'twilio', isDone: true, state: { kind: 'twilio-connected', account: 'Acme Messaging' } },
  { id: 'numbers', isDone: true, state: { kind: 'numbers-chosen', names: [{ number: number.address }] } },
  { id: 'webhooks', isDone: true, state: { kind: 'webhooks-set' } },
  { id: 'test', isDone: true, state: { kind: 'test-delivered', to: '+14155550132' } },
  { id: 'pin', isDone: true, state: { kind: 'panel-opened' } },
];

/** The first steps are done; `states` has those of the next ones that are not as usual. */
export function stepsUpTo(
  done: number,
  states: Readonly<Partial<Record<SetUpStep['id'], SetUpState>>> = {},
): SetUpStep[] {
  const open: Readonly<Record<SetUpStep['id'], SetUpState>> = {
    intercom: { kind: 'intercom-locked-out', isPrivate: false, reason: null },
    twilio: { kind: 'twilio-missing', account: null },
    numbers: { kind: 'numbers-missing' },
    webhooks: { kind: 'webhooks-missing' },
    test: { kind: 'test-missing' },
    pin: { kind: 'panel-new' },
  };
  return doneSteps.map((step, index) =>
    index < done ? step : { ...step, isDone: false, state: states[step.id] ?? open[step.id] },
  );
}

const nineToFive = [{ from: 540, until: 1_020 }];
const workWeek = [nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, [], []];

const choices: Choices = {
  ...defaultSettings,
  dailyTexts: 500,
  dailyMoney: { amount: '20', currency: 'USD' },
  allowedCountries: ['GB'],
  countryLimits: { GB: { segments: 100, money: null } },
  actingAdminId: '12',
  timezone: 'America/New_York',
  defaultCountry: 'US',
  prices: { currency: 'USD', perSegment: { US: '0.0083', GB: '0.0463' } },
};

export const green: Example & { findings: NonNullable<Example['findings']> } = {
  workspace: { id: 'acme', name: 'Acme', region: 'US', timeZone: 'America/New_York' },
  admin: { id: '11', name: 'Dana Fox', role: 'owner' },
  csrf: 'Q3NyZi10b2tlbg',
  nonce: 'the-nonce-of-this-page',
  mayChange: true,
  isPrivate: false,
  isConnected: true,
  officeHours: { zone: 'America/New_York', week: workWeek, dates: {}, isDayOff: () => false },
  intercomHours: null,
  price: { kind: 'own', currency: 'USD', low: '0.0083', high: '0.0083' },
  daysOff: [
    { date: '2026-12-24', isOwn: true, holidays: [] },
    { date: '2026-12-25', isOwn: false, holidays: [{ country: 'US', name: 'Christmas Day' }] },
  ],
  place: { page: 'overview' },
  owner: null,
  isPaused: false,
  open: [],
  flash: null,
  typed: {},
  problems: {},
  steps: doneSteps,
  finishUrl: null,
  findings: [
    { severity: 'fine', found: { check: 'intercom', kind: 'answers' }, fix: null },
    { severity: 'fine', found: { check: 'twilio', kind: 'answers' }, fix: null },
    {
      severity: 'fine',
      found: { check: 'text-route', kind: 'comes', of: { kind: 'number', address: number.address } },
      fix: null,
    },
    { severity: 'fine', found: { check: 'stopped', kind: 'none' }, fix: null },
  ],
  senders: [number.address],
  twilioPages: {
    console: 'https://console.twilio.com/',
    apiKeys: 'https://console.twilio.com/us1/account/keys-credentials/api-keys',
    moreNumbers: 'https://console.twilio.com/us1/develop/phone-numbers/manage/search',
    numbers: 'https://console.twilio.com/us1/develop/phone-numbers/manage/incoming',
    services: 'https://console.twilio.com/us1/develop/sms/services',
    registrations: 'https://console.twilio.com/us1/develop/sms/regulatory-compliance',
    prices: 'https://www.twilio.com/en-us/sms/pricing/us',
  },
  twilio: {
    isConnected: true,
    accountSid: 'AC0123456789abcdef0123456789abcdef',
    accountName: 'Acme Messaging',
    authTokenEnd: '1a2b',
    nextAuthTokenEnd: null,
    apiKeySid: 'SK0123456789abcdef0123456789abcdef',
    apiSecretEnd: '9f3c',
    sharedKeys: [{ id: 'webhooks_sharedkey_01k3example', end: 'q7Zx' }],
    region: 'US1',
    problem: null,
  },
  numbers: {
    listed: [number],
    services: [],
    teams: [
      { id: '7001', name: 'Support' },
      { id: '7002', name: 'Sales' },
    ],
    problem: null,
    list: null,
    kept: [],
    servicesProblem: null,
    messagesUrl: 'https://sms.example.com/webhooks/twilio/acme/messages#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt',
    fallbackUrl: 'https://sms.example.com/webhooks/twilio/acme/messages?fallback=1#rc=5&ct=2000&rt=4000&rp=5xx,ct,rt',
  },
  prices: [
    {
      country: 'US',
      own: '0.0083',
      sending: { kind: 'twilio', currency: 'USD', low: '0.0083', high: '0.0083', readAt: at('2026-11-20T09:00:00Z') },
      receiving: { low: '0.0083', high: '0.0083', currency: 'USD' },
    },
    {
      country: 'GB',
      own: '0.0463',
      sending: { kind: 'twilio', currency: 'USD', low: '0.0524', high: '0.0558', readAt: at('2026-11-20T09:00:00Z') },
      receiving: null,
    },
    { country: 'KP', own: null, sending: { kind: 'none', country: 'KP' }, receiving: null },
  ],
  limits: [
    {
      ...{ country: 'US', isOurs: true, own: null, held: null },
      ceiling: { segments: 500, money: { amount: '20', currency: 'USD' } },
      day: { ...nothingSpent, segments: 128, money: '1.0624', currency: 'USD' },
    },
    {
      ...{ country: 'GB', isOurs: false, own: { segments: 100, money: null }, held: null },
      ceiling: { segments: 100, money: null },
      day: { ...nothingSpent, segments: 12, money: '0.5556', currency: 'USD' },
    },
  ],
  learnsCountries: false,
  inbox: {
    admins: [
      { id: '11', name: 'Dana Fox' },
      { id: '12', name: 'Sam Okafor' },
    ],
    problem: null,
    subscriptions: [{ id: '31', name: 'Order updates by SMS' }],
    offsets: {
      'America/New_York': 'GMT-5',
      'America/Indiana/Knox': 'GMT-6',
      'Asia/Kolkata': 'GMT+5:30',
      'Europe/Kyiv': 'GMT+2',
    },
  },
  choices,
  facts: {
    threading: sectionFacts('threading', choices),
    'templates/0192f0c1-0000-7000-8000-000000000001': [
      ['template-name', 'Order shipped'],
      ['template-text', 'Hi {{contact.first_name | there}}, your order is on its way.'],
    ],
    'members/12': [['role/Sam Okafor', 'editor']],
  },
  fields: [...plainFields, 'contact.plan'],
  seriesUrl: 'https://sms.example.com/api/v1/series/',
  templates: [
    {
      id: '0192f0c1-0000-7000-8000-000000000001',
      name: 'Order shipped',
      body: 'Hi {{contact.first_name | there}}, your order is on its way.',
      fault: null,
      preview: null,
    },
    {
      id: '0192f0c1-0000-7000-8000-000000000002',
      name: 'Call back',
      body: 'We tried to reach you. When may we call? – {{admin.first_name}}',
      fault: null,
      preview: null,
    },
  ],
  members: {
    list: [
      { adminId: '11', name: 'Dana Fox', role: 'owner', signedInAt: at('2026-11-20T15:00:00Z') },
      { adminId: '12', name: 'Sam Okafor', role: 'editor', signedInAt: at('2026-11-18T10:12:00Z') },
      { adminId: '13', name: 'Kim Ito', role: 'viewer', signedInAt: at('2026-10-02T08:30:00Z') },
    ],
    roles: ['editor', 'viewer'],
  },
  apiKeys: {
    list: [
      {
        ...{ id: '0192f0c1-0000-7000-8000-000000000011', name: 'Shop', scopes: ['read', 'send'], ending: 'q7Zx' },
        ...{ createdAt: at('2026-11-01T09:00:00Z'), expiresAt: at('2027-11-01T09:00:00Z') },
        ...{ lastUsedAt: at('2026-11-20T14:58:00Z'), revokedAt: null },
      },
      {
        ...{ id: '0192f0c1-0000-7000-8000-000000000012', name: 'Reports', scopes: ['read'], ending: 'b31F' },
        ...{ createdAt: at('2026-09-02T14:00:00Z'), expiresAt: null, lastUsedAt: null },
        revokedAt: at('2026-10-02T14:00:00Z'),
      },
    ],
    made: null,
  },
  connectors: { publishedAt: at('2026-11-12T09:00:00Z'), isAny: true },
  endpoints: {
    list: [
      {
        ...{ id: '0192f0c1-0000-7000-8000-000000000031', url: 'https://shop.example/hooks/texts' },
        ...{ events: ['text.received', 'text.failed'], createdAt: at('2026-11-01T09:00:00Z') },
        ...{ failingSince: null, failure: null, offSince: null, waiting: 0, failed: 2 },
        told: [
          {
            ...{ id: '0192f0c1-0000-7000-8000-000000000032', type: 'text.received', at: at('2026-11-20T14:58:00Z') },
            ...{ status: 'delivered', tries: 1, answered: 204, failure: null },
          },
          {
            ...{ id: '0192f0c1-0000-7000-8000-000000000033', type: 'text.failed', at: at('2026-11-19T10:00:00Z') },
            ...{ status: 'failed', tries: 29, answered: 500, failure: 'answered' },
          },
        ],
      },
    ],
    made: null,
  },
  triedSentence: null,
  rules: {
    list: [
      {
        ...{ id: '0192f0c1-0000-7000-8000-000000000021', kind: 'tagged', tag: 'vip', delayMinutes: 0, sender: null },
        ...{
          templateId: '0192f0c1-0000-7000-8000-000000000001',
          purpose: 'marketing',
          hourlyCap: 100,
          contactDays: 30,
        },
        ...{ runningSince: at('2026-11-12T09:00:00Z'), createdAt: at('2026-11-11T09:00:00Z'), template: 'Offer' },
        counts: { texted: 41, waiting: 0, notTexted: 3 },
        reasons: [
          { reason: 'not-opted-in', count: 2 },
          { reason: 'no-phone', count: 1 },
        ],
      },
      {
        ...{ id: '0192f0c1-0000-7000-8000-000000000022', kind: 'closed', tag: null, delayMinutes: 1_440, sender: null },
        ...{ templateId: '0192f0c1-0000-7000-8000-000000000002', purpose: 'transactional', hourlyCap: 100 },
        ...{ contactDays: 30, runningSince: null, createdAt: at('2026-11-11T09:00:00Z'), template: 'How was it?' },
        counts: { texted: 0, waiting: 0, notTexted: 0 },
        reasons: [],
      },
    ],
    templates: [{ id: '0192f0c1-0000-7000-8000-000000000001', name: 'Offer' }],
    senders: [{ address: '+14155550100', label: 'Support' }],
    tried: null,
  },
  history: {
    older: null,
    isNewest: true,
    by: null,
    people: [],
    lines: [
      { at: at('2026-11-19T16:20:00Z'), who: 'Dana Fox', line: { kind: 'told', words: 'Paused sending.' } },
      { at: at('2026-11-01T09:00:00Z'), who: 'Sam Okafor', line: { kind: 'template-saved', name: 'Call back' } },
      {
        at: at('2026-09-02T14:00:00Z'),
        who: 'Dana Fox',
        line: { kind: 'account-connected', account: 'Acme Messaging' },
      },
    ],
  },
  item: null,
  figures: { day: '2026-11-20', received: 41, outgoing: 1_238, failed: 1, waiting: 2, held: 0 },
  readAt: at('2026-11-20T15:04:00Z'),
};

/** Just installed: Intercom is connected and nothing else is set. */
export const fresh: Example = {
  ...green,
  isConnected: false,
  steps: stepsUpTo(1),
  findings: [
    { severity: 'fine', found: { check: 'intercom', kind: 'answers' }, fix: null },
    {
      severity: 'broken',
      stops: ['sending', 'receiving'],
      found: { check: 'twilio', kind: 'not-connected' },
      fix: { kind: 'link', step: { kind: 'connect-twilio' }, url: '/settings/twilio' },
    },
  ],
  twilio: {
    isConnected: false,
    accountSid: null,
    accountName: null,
    authTokenEnd: null,
    nextAuthTokenEnd: null,
    apiKeySid: null,
    apiSecretEnd: null,
    sharedKeys: [],
    region: 'US1',
    problem: null,
  },
  senders: [],
  numbers: { ...green.numbers, listed: [] },
  choices: { ...green.choices, actingAdminId: '11', defaultCountry: null, prices: null },
  prices: [],
  templates: [],
  members: { ...green.members, list: green.members.list.slice(0, 1) },
  apiKeys: { list: [], made: null },
  connectors: { publishedAt: null, isAny: false },
  endpoints: { list: [], made: null },
  rules: { list: [], templates: [], senders: [], tried: null },
  history: { ...green.history, lines: [] },
  figures: { day: '2026-11-20', received: 0, outgoing: 0, failed: 0, waiting: 0, held: 0 },
};

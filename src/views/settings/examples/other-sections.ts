// Example pages of everyday changes, of trouble, and of who may not change anything.
import type { Endpoint } from '../../../domain/endpoints.ts';
import { previewShown, savedMeanwhile } from '../../../words/settings/form-flashes.ts';
import type { Example } from './example.ts';
import { green, number } from './people.ts';

const longHistory = Array.from({ length: 120 }, (_, index) => ({
  at: new Date(Date.UTC(2026, 10, 20, 12) - index * 8_640_000),
  who: index % 3 === 0 ? 'Dana Fox' : 'Sam Okafor',
  line:
    index % 2 === 0
      ? ({ kind: 'template-saved', name: 'Order shipped' } as const)
      : ({ kind: 'choices-saved', now: { tagName: 'sms-channel' }, changed: ['tagName'] } as const),
}));

const [shipped, callBack] = green.templates;

const fresh = { id: '', name: '', body: '', fault: null, preview: null };

export const everydayExamples: Readonly<Record<string, Example>> = {
  'everything is green': green,
  'a limit of the day was reached': {
    ...green,
    limits: green.limits.map((row) =>
      row.country === 'US'
        ? {
            ...row,
            day: { ...row.day, segments: 500, heldSince: new Date('2026-11-20T11:00:00Z') },
            held: { texts: 12, since: new Date('2026-11-20T11:00:00Z') },
          }
        : row,
    ),
  },
  'a rule was tried out': {
    ...green,
    rules: {
      ...green.rules,
      tried: {
        ...{ ruleId: green.rules.list[0]?.id ?? '', days: 7, isCut: false },
        people: [
          { name: 'Maya Reyes', reason: null },
          { name: 'Leo Brandt', reason: null },
          { name: 'Kim Osei', reason: 'opted-out' },
        ],
      },
    },
  },
  'an API key was made': {
    ...green,
    apiKeys: { ...green.apiKeys, made: { name: 'Shop', key: `threadwire_acme_${'k'.repeat(43)}` } },
  },
  'a sentence was read': {
    ...green,
    choices: { ...green.choices, assistTriage: true },
    triedSentence: {
      text: 'third time I write, my parcel is still not here!!!',
      classified: {
        ...{ category: 'delivery', urgency: 'high', sentiment: 'negative', language: 'en', confidence: 0.82 },
        because: [{ kind: 'words', words: ['parcel', 'here'] }],
      },
      mood: {
        ...{ label: 'negative', escalationRisk: 0.53 },
        because: [
          { kind: 'signal', signal: 'repeated', words: ['third time'] },
          { kind: 'signal', signal: 'shouting', words: [] },
        ],
      },
    },
  },
  'an endpoint was added': {
    ...green,
    endpoints: {
      ...green.endpoints,
      made: { endpoint: green.endpoints.list[0] as Endpoint, secret: `whsec_${'s'.repeat(43)}=` },
    },
  },
  'publishing connectors broke off': { ...green, connectors: { publishedAt: null, isAny: true } },
  'an endpoint is off': {
    ...green,
    endpoints: {
      list: green.endpoints.list.map((one) => ({
        ...{ ...one, offSince: new Date('2026-11-20T09:00:00Z'), failingSince: new Date('2026-11-19T09:00:00Z') },
        ...{ failure: 'no-answer', failed: 31 },
      })),
      made: null,
    },
  },
  'set up just now': { ...green, finishUrl: 'https://app.intercom.com/a/apps/acme/appstore' },
  'several things are broken': {
    ...green,
    twilio: {
      ...green.twilio,
      problem: { kind: 'refused', trouble: { kind: 'credentials', vendor: 'twilio' } },
    },
    numbers: {
      ...green.numbers,
      listed: green.numbers.listed.map((one) => ({ ...one, webhook: 'elsewhere', canUndo: false })),
    },
    choices: { ...green.choices, actingAdminId: '99' },
    inbox: {
      ...green.inbox,
      problem: { kind: 'forbidden', vendor: 'intercom' },
    },
    findings: [
      {
        severity: 'warning',
        stops: [],
        found: {
          check: 'stopped',
          kind: 'unknown-error',
          sender: '+14155550100',
          times: 14,
          fault: {
            kind: 'unlisted',
            code: 39999,
            page: 'https://www.twilio.com/docs/api/errors/39999',
            fixedBy: 'admin',
            retry: 'never',
          },
        },
        fix: {
          kind: 'link',
          step: { kind: 'about-error', code: 39999 },
          url: 'https://www.twilio.com/docs/api/errors/39999',
        },
      },
      {
        severity: 'broken',
        stops: ['receiving'],
        found: { check: 'signatures', kind: 'wrong-token', requests: 3 },
        fix: { kind: 'link', step: { kind: 'check-auth-token' }, url: '/settings/twilio' },
      },
      {
        severity: 'broken',
        stops: ['receiving'],
        senders: ['+14155550100'],
        found: {
          check: 'text-route',
          kind: 'detour',
          of: { kind: 'number', address: '+14155550100' },
          why: { kind: 'elsewhere' },
        },
        fix: { kind: 'button', step: { kind: 'set-webhooks' }, action: 'set-webhooks' },
      },
      {
        severity: 'warning',
        stops: [],
        found: {
          check: 'unreadable',
          kind: 'unreadable',
          what: 'conversation.deleted /data/item/id must be a string',
          times: 2,
        },
        fix: null,
      },
      ...green.findings.slice(0, 1),
    ],
  },
  'the auth token is being changed': {
    ...green,
    flash: { form: 'twilio', kind: 'done', words: 'Saved. Both Auth Tokens are accepted now.' },
    twilio: { ...green.twilio, nextAuthTokenEnd: '77cd' },
  },
  'sending is paused': {
    ...green,
    isPaused: true,
    choices: { ...green.choices, isPaused: true },
    flash: { form: 'pause', kind: 'done', words: 'Paused. Nothing is sent until you resume.' },
  },
  'automatic texts by Intercom’s hours': {
    ...green,
    choices: {
      ...green.choices,
      afterHoursReply: 'We’re closed and open again {{opens}}.',
      greeting: 'Welcome to Acme!',
      officeHours: 'intercom',
    },
    intercomHours: { readAt: '2026-11-20T14:00:00Z', problem: 'not-enabled', schedule: null },
  },
  'a template with its preview': {
    ...green,
    flash: { form: 'templates', kind: 'done', words: previewShown },
    typed: { id: shipped?.id ?? '', name: shipped?.name ?? '', body: shipped?.body ?? '', contact: '+1 415 555 0132' },
    templates: [
      {
        ...(shipped ?? fresh),
        preview: { id: '', text: 'Hi Maya, your order is on its way.', missing: ['{{contact.plan}}'], contact: null },
      },
      ...(callBack ? [callBack] : []),
      fresh,
    ],
  },
  'a new template had a problem': {
    ...green,
    flash: { form: 'templates', kind: 'problem', words: 'The template was not added.' },
    typed: { id: '', name: 'Order shipped', body: 'Hi {{contact.first_name' },
    problems: { name: 'There is a template of this name.', body: 'A field is not closed: write }} behind it.' },
  },
  'forms with problems keep what was typed': {
    ...green,
    flash: { form: 'prices', kind: 'problem', words: 'Nothing was changed.' },
    typed: { currency: 'dollars', price_US: 'much', country: 'DE', price: '0.1' },
    problems: { currency: 'Three letters, for example USD.', price_US: '“much” is not a price.' },
  },
  'somebody else saved in between': {
    ...green,
    flash: {
      form: 'threading',
      kind: 'problem',
      words: savedMeanwhile,
      conflict: {
        by: { name: 'Sam Okafor', isSelf: false, at: new Date('2026-11-20T14:05:00Z') },
        changes: [{ name: 'reopenDays', before: '5', now: '9' }],
      },
    },
    typed: { thread_per: 'contact', reopen_days: '2', hold_after_hours: '4', do: 'save' },
  },
  'a template was archived while it was edited': {
    ...green,
    flash: {
      form: 'templates',
      kind: 'problem',
      words: savedMeanwhile,
      conflict: {
        by: { name: 'Dana Fox', isSelf: true, at: new Date('2026-11-20T14:05:00Z') },
        changes: [
          { name: 'template-name', before: 'Where we are', now: null },
          { name: 'template-text', before: 'We are at 5 Main Street. '.repeat(40), now: null },
        ],
      },
    },
    typed: { id: '', name: 'Where we are', body: 'We are at 7 Main Street.', do: 'save' },
  },
  'numbers were chosen by nobody known while others were': {
    ...green,
    flash: {
      form: 'numbers',
      kind: 'problem',
      words: savedMeanwhile,
      conflict: {
        by: null,
        changes: [
          { name: 'number/+14155550100', before: '{"label":"Support"}', now: '{"teamId":"7001"}' },
          { name: 'number/+14155550101', before: null, now: '{}' },
        ],
      },
    },
    typed: { number: number.sid, do: 'save' },
  },
  'a long history': {
    ...green,
    history: { ...green.history, lines: longHistory, older: '0192f0c1-0000-7000-8000-000000000003' },
  },
};

export const lookingExamples: Readonly<Record<string, Example>> = {
  'a viewer looks': {
    ...green,
    mayChange: false,
    owner: 'Dana Fox',
    admin: { id: '13', name: 'Kim Ito', role: 'viewer' },
  },
  'an editor may not give roles': {
    ...green,
    admin: { id: '12', name: 'Sam Okafor', role: 'editor' },
    members: { ...green.members, roles: [] },
  },
  'the environment names twilio': {
    ...green,
    isPrivate: true,
    twilio: { ...green.twilio, apiKeySid: null, apiSecretEnd: null },
    numbers: { ...green.numbers, listed: green.numbers.listed.map((one) => ({ ...one, canUndo: false })) },
  },
};

// Example pages in which every text that somebody can write is as bad as it can be.
import type { Endpoint } from '../../../domain/endpoints.ts';
import type { VendorTrouble } from '../../../domain/vendor-trouble.ts';
import type { Vendor } from '../../../domain/vendors.ts';
import type { Example } from './example.ts';
import { green, number, service } from './people.ts';

export const hostileTexts: readonly string[] = [
  '</textarea></select></title><script>alert(1)</script><img src=x onerror=alert(1)>"\'><b onclick="alert(1)">&amp;',
  'W'.repeat(10_000),
  '\u202eمرحبا بالعالم <i>עברית</i>',
  '👨‍👩‍👧‍👦😀 🏳️‍🌈 Z\u0351\u036b\u0343',
];

function refusedBy(vendor: Vendor, text: string): VendorTrouble {
  return { kind: 'refused', vendor, code: text, fault: { kind: 'unlisted', code: 1, page: text } };
}

/** The green page, with this in every text but the words that the page itself is made of. */
export function hostilePage(text: string): Example {
  const team = { id: text, name: text };
  return {
    ...green,
    workspace: { ...green.workspace, name: text },
    admin: { ...green.admin, name: text },
    flash: { form: 'templates', kind: 'problem', words: text },
    typed: { id: green.templates[0]?.id ?? '', name: text, body: text, contact: text },
    problems: { name: text, body: text, contact: text },
    steps: green.steps.map((step, index) => ({
      ...step,
      state: { kind: 'test-failed', to: text, fault: { kind: 'unlisted', code: 1, page: text } },
      isDone: index < 4,
    })),
    findings: [
      {
        severity: 'broken',
        stops: ['sending'],
        senders: [text],
        found: { check: 'text-route', kind: 'gone', of: { kind: 'service', name: text } },
        fix: { kind: 'link', step: { kind: 'choose-service', name: text }, url: text },
      },
      {
        severity: 'warning',
        stops: [],
        found: { check: 'webhooks-rule', kind: 'signs-with-key', keyId: text, rule: text, percentage: 50 },
        fix: { kind: 'link', step: { kind: 'choose-service', name: text }, url: 'javascript:alert(1)' },
      },
      {
        severity: 'fine',
        found: { check: 'attributes', kind: 'tag-refused', tag: text },
        fix: { kind: 'button', step: { kind: 'choose-service', name: text }, action: text },
      },
    ],
    finishUrl: 'javascript:alert(1)',
    twilio: {
      isConnected: true,
      accountSid: text,
      accountName: text,
      authTokenEnd: text,
      nextAuthTokenEnd: text,
      apiKeySid: text,
      apiSecretEnd: text,
      sharedKeys: [{ id: text, end: text }],
      region: 'US1',
      problem: { kind: 'not-at-hand', reason: { kind: 'unknown-workspace', workspaceId: text } },
    },
    numbers: {
      listed: [
        {
          ...number,
          sid: text,
          address: text,
          label: text,
          teamId: text,
          country: text,
          serviceName: text,
          webhook: 'service',
        },
        { ...number, address: text, label: text, isChosen: false },
      ],
      services: [{ ...service, sid: text, name: text, label: text, teamId: text, country: text, addresses: [text] }],
      teams: [team],
      problem: { kind: 'refused', trouble: refusedBy('twilio', text) },
      list: { find: text, from: 100, size: 100, found: 250, total: 300, chosen: 9, silent: 8 },
      kept: [{ number: text }, { service: text }],
      servicesProblem: refusedBy('twilio', text),
      messagesUrl: text,
      fallbackUrl: text,
    },
    inbox: {
      admins: [team],
      problem: refusedBy('intercom', text),
      offsets: { [text]: text, 'Europe/Kyiv': text },
      subscriptions: [team],
    },
    choices: {
      ...green.choices,
      subscription: { id: text, name: text, isOptIn: true },
      actingAdminId: text,
      tagName: text,
      defaultCountry: text,
      timezone: text,
      prices: { currency: text, perSegment: { [text]: text } },
    },
    prices: [{ country: text, own: text, sending: { kind: 'none', country: text }, receiving: null }],
    templates: green.templates.map((template) => ({
      ...template,
      name: text,
      body: text,
      fault: { kind: 'broken-field', near: text } as const,
      preview: { id: template.id, text, missing: [text], contact: { name: text } },
    })),
    members: { ...green.members, list: green.members.list.map((member) => ({ ...member, name: text })) },
    rules: {
      list: green.rules.list.map((rule) => ({
        ...rule,
        id: text,
        tag: text,
        template: text,
        reasons: [{ reason: text, count: 1 }],
      })),
      templates: [{ id: text, name: text }],
      senders: [{ address: text, label: text }],
      tried: { ruleId: text, days: 7, people: [{ name: text, reason: null }], isCut: true },
    },
    apiKeys: {
      list: green.apiKeys.list.map((key) => ({ ...key, id: text, name: text, ending: text })),
      made: { name: text, key: text },
    },
    triedSentence: {
      text,
      classified: {
        ...{ category: text, urgency: null, sentiment: null, language: text, confidence: 0.5 },
        because: [{ kind: 'words', words: [text] }],
      },
      mood: { label: null, escalationRisk: 1, because: [{ kind: 'told', text }] },
    },
    endpoints: {
      list: green.endpoints.list.map((one) => ({ ...one, url: text })),
      made: { endpoint: { ...(green.endpoints.list[0] as Endpoint), url: text }, secret: text },
    },
    facts: { threading: [[text, text]], twilio: [[text, text]] },
    history: {
      ...green.history,
      people: [{ id: text, name: text }],
      lines: green.history.lines.map((line) => ({
        ...line,
        who: text,
        line: { kind: 'template-saved', name: text } as const,
      })),
    },
  };
}

/** The same, after somebody else had saved in between. */
function conflictPage(text: string): Example {
  const by = { name: text, isSelf: false, at: green.readAt };
  const changes = [
    { name: text, before: text, now: text },
    { name: `number/${text}`, before: text, now: JSON.stringify({ label: text, teamId: text, defaultCountry: text }) },
  ];
  return {
    ...hostilePage(text),
    flash: { form: 'threading', kind: 'problem', words: text, conflict: { by, changes } },
    typed: { reopen_days: text },
    problems: {},
  };
}

const names = ['markup', 'a very long word', 'text from right to left', 'emoji'];

export const hostileExamples: Readonly<Record<string, Example>> = Object.fromEntries(
  hostileTexts.flatMap((text, index) => [
    [`${names[index]} in every field`, hostilePage(text)],
    [`${names[index]} in what somebody else saved`, conflictPage(text)],
  ]),
);

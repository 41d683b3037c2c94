// The pages of texts in the states that they can have: tests draw them.

import type { Evidence } from '../../domain/consent/consent-list.ts';
import type { PageFrame } from '../../domain/page-frame.ts';
import { type AskedTexts, readAsked } from '../../domain/texts/asked-texts.ts';
import type {
  DeadLettersPage,
  LoggedText,
  LogPage,
  OneText,
  ScheduledPage,
  TextPage,
} from '../../domain/texts-page.ts';
import { renderLog } from './lists.ts';
import { renderText } from './text.ts';
import { renderDeadLetters, renderScheduled } from './waiting.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 9, minute));
const id = (number: number) => `019ad400-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const frame: PageFrame = {
  place: { page: 'texts' },
  workspace: { id: 'abc123', name: 'Harbour Books', region: 'EU', timeZone: 'Europe/London' },
  admin: { id: '1', name: 'Theo', role: 'owner' },
  mayChange: true,
  owner: null,
  isPaused: false,
  open: [],
  csrf: 'token',
  nonce: 'nonce',
  flash: null,
  typed: {},
  problems: {},
  facts: {},
  readAt: at(59),
};

const viewer: Partial<PageFrame> = {
  admin: { id: '2', name: 'Ines', role: 'viewer' },
  mayChange: false,
  owner: 'Theo',
};
const counts = { failed: 3, held: 1, waiting: 2, scheduled: 12, deadLetters: 1_000 };

export const someText: LoggedText = {
  id: id(1),
  direction: 'out',
  address: '+14155550132',
  sender: '+14155550100',
  body: 'Your parcel left our warehouse this morning. It should be with you by Thursday; reply STOP to opt out.',
  files: 0,
  state: 'delivered',
  fault: null,
  partNo: 1,
  at: at(14),
  author: { kind: 'admin', name: 'Theo' },
  contactName: 'Maya Lindqvist',
  wasSentAgain: false,
};

const own = { code: 0, page: null, fixedBy: 'agent' } as const;
const landline = {
  kind: 'landline',
  code: 6,
  page: 'https://example.com/errors/6',
  fixedBy: 'customer',
  retry: 'never',
} as const;
const overLimit = { ...own, fixedBy: 'admin', kind: 'over-limit', retry: 'never', country: 'GB' } as const;
const tooLate = { ...own, kind: 'held', retry: 'now', hours: 4 } as const;
const optedOut = {
  ...own,
  kind: 'not-sent',
  retry: 'now',
  neverSent: { kind: 'opted-out', address: someText.address, sender: someText.sender },
} as const;

const hostile = `<script>alert(1)</script>\u202egnp.exe ${'A'.repeat(300)} %_?'"\\`;

const texts: LoggedText[] = [
  someText,
  { ...someText, id: id(2), direction: 'in', state: 'threaded', body: 'Where is my order?', author: null, at: at(12) },
  {
    ...someText,
    id: id(3),
    state: 'undelivered',
    fault: landline,
    body: 'Call us back?',
    contactName: null,
    wasSentAgain: true,
  },
  {
    ...someText,
    id: id(4),
    state: 'held',
    fault: tooLate,
    body: 'We are open until six.',
    author: { kind: 'automation', name: null },
  },
  { ...someText, id: id(5), state: 'refused', fault: optedOut, body: 'Your parcel is here.' },
  { ...someText, id: id(6), direction: 'in', state: 'blocked', body: '', files: 2, author: null },
  {
    ...someText,
    id: id(7),
    state: 'pending',
    body: hostile,
    contactName: hostile,
    author: { kind: 'admin', name: null },
  },
];

const nothing: AskedTexts = readAsked(() => '');
const agents = [
  { id: '1', name: 'Theo' },
  { id: '2', name: hostile },
];

const log: LogPage = {
  ...frame,
  list: 'all',
  asked: nothing,
  askProblems: [],
  counts,
  agents,
  found: { texts, older: id(7), hasMoreNumbers: false },
};
const none = { texts: [], older: null, hasMoreNumbers: false };
const asked = (query: Record<string, string>) => readAsked((name) => query[name] ?? '');

const scheduled: ScheduledPage = {
  ...frame,
  list: 'scheduled',
  counts,
  scheduled: [
    {
      ...{
        id: id(20),
        address: someText.address,
        sender: someText.sender,
        body: 'See you at nine.',
        sendAt: at(300),
        zone: 'America/Los_Angeles',
      },
      ...{
        author: 'Theo',
        contactName: 'Maya Lindqvist',
        conversationUrl: 'https://inbox.example.com/a/inbox/abc123',
      },
    },
    {
      ...{ id: id(21), address: '+447700900123', sender: someText.sender, body: hostile, sendAt: at(900), zone: null },
      ...{ author: null, contactName: null, conversationUrl: 'https://inbox.example.com/a/inbox/abc123' },
    },
  ],
  later: `2026-12-01T00:00:00.000Z_${id(21)}`,
  waiting: { texts: texts.slice(-1), older: id(7), hasMoreNumbers: false },
};

const letters: DeadLettersPage = {
  ...frame,
  list: 'dead-letters',
  counts,
  letters: [
    {
      ...{ id: id(30), queue: 'deliver-text', reason: 'secrets-locked vendor=twilio keyIds=old', attempts: 14 },
      ...{ enqueuedAt: at(0), buriedAt: at(40), messageId: id(1) },
    },
    {
      id: id(31),
      queue: 'of-another-version',
      reason: hostile,
      attempts: 1,
      enqueuedAt: at(0),
      buriedAt: at(41),
      messageId: null,
    },
  ],
};

const event = (state: 'accepted' | 'sent' | 'undelivered', minute: number, errorCode: number | null = null) => ({
  ...{ at: at(minute), state, errorCode },
  source: state === 'accepted' ? ('answer' as const) : ('callback' as const),
});

const one: OneText = {
  ...someText,
  state: 'undelivered',
  fault: landline,
  parts: [
    {
      ...{ no: 1, of: null, body: someText.body, state: 'undelivered', price: { amount: '0.0079', currency: 'USD' } },
      events: [event('accepted', 14), event('sent', 15), event('undelivered', 16, 6)],
    },
  ],
  price: { amount: '0.0079', currency: 'USD', isWhole: true },
  sid: `SM${'a'.repeat(32)}`,
  conversationUrl: 'https://inbox.example.com/a/inbox/abc123/inbox/conversation/1',
  writtenAt: at(14),
  replaces: id(8),
  replacedBy: [{ id: id(9), at: at(30), author: 'Ines' }],
  notes: [{ at: at(16), words: 'Threadwire: The number is a landline.', isPosted: true }],
  acts: [{ at: at(29), who: 'Ines', act: 'again' }],
  mayDo: [],
  whyNot: 'sent-again',
  purpose: 'conversation',
  loop: null,
  trace: [
    { kind: 'allowed', by: 'no-stop', at: null, evidence: null },
    { kind: 'sent', sender: someText.sender, isReply: true },
    { kind: 'cost', price: { amount: '0.0079', currency: 'USD', isWhole: true }, sms: 1 },
  ],
};

const stop: Evidence = {
  ...{ id: id(40), at: at(10), address: someText.address, state: 'opted-out', source: 'reading' },
  ...{ saidTo: someText.sender, words: hostile, answered: null, messageId: null, answeredId: null },
  ...{ byName: null, reason: null, origin: null },
};

const text = (changes: Partial<OneText>, of: Partial<PageFrame> = {}): TextPage => ({
  ...{ ...frame, ...of },
  text: { ...one, replacedBy: [], acts: [], replaces: null, whyNot: null, ...changes },
});

/** Each page in each state, drawn, by a name for it. */
export const textExamples: Readonly<Record<string, () => string>> = {
  'the log': () => renderLog(log),
  'the log of a viewer': () => renderLog({ ...log, ...viewer }),
  'an empty log': () => renderLog({ ...log, counts: { ...counts, failed: 0, scheduled: 0 }, found: none }),
  'a search': () =>
    renderLog({
      ...log,
      asked: asked({ q: hostile, state: 'failed', agent: '2', error: '6', since: '2026-11-01', before: id(3) }),
    }),
  'a search that finds nothing': () => renderLog({ ...log, asked: asked({ q: 'parcel' }), found: none }),
  'a search with problems': () =>
    renderLog({
      ...log,
      asked: asked({ q: '415', error: 'x', since: 'y', until: 'z' }),
      askProblems: ['error', 'since', 'until', 'order'],
      found: { texts: [], older: id(3), hasMoreNumbers: true },
    }),
  'failed texts': () => renderLog({ ...log, list: 'failed', found: { ...log.found, texts: texts.slice(2, 3) } }),
  'held texts': () => renderLog({ ...log, list: 'held', found: { ...none, texts: texts.slice(3, 5) } }),
  'no held texts': () => renderLog({ ...log, list: 'held', found: none }),
  'scheduled texts': () => renderScheduled(scheduled),
  'scheduled texts of a viewer': () => renderScheduled({ ...scheduled, ...viewer }),
  'no scheduled texts': () => renderScheduled({ ...scheduled, scheduled: [], later: null, waiting: none }),
  'a text in a thread without automatic texts': () =>
    renderText(text({ direction: 'in', fault: null, loop: { kind: 'auto-replies', since: at(31) } })),
  'the same for a viewer': () =>
    renderText(text({ direction: 'in', fault: null, loop: { kind: 'pace', since: at(31) } }, viewer)),
  'dead letters': () => renderDeadLetters(letters),
  'dead letters of a viewer': () => renderDeadLetters({ ...letters, ...viewer }),
  'no dead letters': () => renderDeadLetters({ ...letters, letters: [] }),
  'a text that failed and was sent again': () => renderText({ ...frame, text: one }),
  'a text held too long': () => renderText(text({ state: 'held', fault: tooLate, mayDo: ['again'] })),
  'a text over a limit': () =>
    renderText(text({ state: 'held', fault: overLimit, mayDo: ['release', 'cancel'], sid: null, price: null })),
  'a text refused after a stop': () =>
    renderText(
      text({
        ...{ state: 'refused', fault: optedOut, whyNot: 'refused', sid: null, price: null, purpose: 'marketing' },
        trace: [{ kind: 'never-sent', by: optedOut.neverSent, evidence: stop }],
      }),
    ),
  'a text that waits': () =>
    renderText(text({ state: 'pending', fault: null, mayDo: ['cancel'], sid: null, price: null })),
  'a text of unknown outcome': () =>
    renderText(
      text({ state: 'given-up', fault: { ...own, kind: 'answer-lost', retry: 'now' }, mayDo: ['again', 'arrived'] }),
    ),
  'a cancelled text': () =>
    renderText(text({ acts: [{ at: at(20), who: null, act: 'cancel' }], conversationUrl: null, body: hostile })),
  'a text that a viewer opens': () => renderText(text({ whyNot: 'viewer' }, viewer)),
  'a text from a customer': () =>
    renderText(
      text({
        ...{ direction: 'in', state: 'threaded', fault: null, author: null, price: null, files: 2, body: '' },
        parts: [{ no: 1, of: null, body: '', state: 'threaded', price: null, events: [] }],
        trace: [
          { kind: 'matched', how: 'found', contactId: '1', name: hostile },
          { kind: 'threaded', why: 'open', conversationId: '1' },
        ],
      }),
    ),
  'a long text': () => {
    const [part] = one.parts;
    const parts = [1, 2].map((no) => ({ ...(part as (typeof one.parts)[0]), no, of: 2, body: hostile }));
    return renderText(text({ parts, price: { amount: '0.0158', currency: 'USD', isWhole: false }, mayDo: ['again'] }));
  },
};

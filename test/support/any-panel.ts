// Random states of the panel, hostile words among them.
import fc from 'fast-check';
import type { PanelState, PanelWarning, Trouble } from '../../src/domain/panel.ts';
import { deliveryStates } from '../../src/domain/texts/delivery.ts';
import type { Fault, FaultKind } from '../../src/domain/texts/fault.ts';
import type { MessageState } from '../../src/domain/texts/message.ts';
import { checkText } from '../../src/domain/texts/text-check.ts';
import type { TraceFact } from '../../src/domain/texts/told-trace.ts';
import { twilioFaults } from '../../src/twilio/errors.ts';
import { flash, refused } from './any-flash.ts';
import { address, always, at, few, id, maybe, typed, zone } from './any-typed.ts';

export const state = fc.constantFrom<MessageState>(
  'received',
  'threaded',
  'blocked',
  'pending',
  'held',
  'given-up',
  'refused',
  ...deliveryStates,
);
export const kinds = new Set<FaultKind>([...twilioFaults.values()].map(({ kind }) => kind));
export const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom<FaultKind>('answer-lost', 'held', 'no-reason', 'not-sent', 'unlisted', ...kinds),
  code: fc.nat(70_000),
  page: fc.constantFrom(null, 'https://www.twilio.com/docs/api/errors/30005'),
  hours: fc.nat(100),
  fixedBy: fc.constantFrom('customer', 'agent', 'admin', 'us', 'twilio', 'nobody'),
  retry: fc.constantFrom('never', 'once-fixed', 'later', 'now'),
});
export const author = fc.option(
  fc.record({ kind: fc.constantFrom('admin' as const, 'automation' as const), name: maybe }),
);
export const text = fc.record({
  id,
  direction: fc.constantFrom('in' as const, 'out' as const),
  address,
  body: typed,
  media: few(typed, 12),
  state,
  failure: fc.option(fault),
  waitsUntil: fc.option(at),
  at,
  author,
});
export const draft = fc.record({
  body: typed,
  to: maybe,
  sender: maybe,
  retryOf: maybe,
  editing: maybe,
  saveNumber: fc.boolean(),
  attach: typed,
});
export const memory = fc.record({ nonce: maybe, draft: fc.option(draft) });
export const frame = {
  timeZone: zone,
  readAt: at,
  memory,
  flash: fc.option(flash),
};
export const consent = fc.record({
  optedOut: fc.boolean(),
  at: fc.option(at),
  source: fc.constantFrom(
    null,
    'keyword' as const,
    'opt-out-type' as const,
    'reading' as const,
    'refusal' as const,
    'manual' as const,
  ),
  reason: maybe,
  byName: maybe,
});
export const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.record({
    what: fc.constantFrom(
      'intercom-refused' as const,
      'twilio-refused' as const,
      'secrets-locked' as const,
      'twilio-missing' as const,
      'intercom-forbids' as const,
      'intercom-silent' as const,
      'texts-refused' as const,
      'texts-late' as const,
    ),
  }),
  fc.record({
    what: always('found'),
    found: fc.record({ check: always('before'), kind: always('titled'), title: typed }),
    stops: few(fc.constantFrom('sending' as const, 'receiving' as const, 'replies' as const, 'notes' as const)),
  }),
);
export const warning: fc.Arbitrary<PanelWarning> = fc.oneof(
  fc
    .record({ kind: always('broken'), first: trouble, others: few(trouble, 9) })
    .map(({ first, ...rest }): PanelWarning => ({ ...rest, ...first })),
  fc.record({
    kind: fc.constantFrom(
      'no-sender' as const,
      'paused' as const,
      'not-answerable' as const,
      'bots-not-texted' as const,
      'also-email' as const,
    ),
  }),
  fc.record({ kind: always('replies-not-texted'), why: fc.constantFrom('chat' as const, 'no-thread' as const) }),
  fc.record({ kind: always('may-stop'), messageId: id, words: typed }),
  fc.record({ kind: always('moved'), conversationUrl: fc.oneof(fc.webUrl(), typed) }),
  fc.record({
    kind: always('loop'),
    how: fc.constantFrom('auto-replies' as const, 'keywords' as const, 'pace' as const, 'same-words' as const),
  }),
  fc.record({ kind: always('several-numbers'), address }),
  fc.record({ kind: always('over-limit'), country: fc.constantFrom('FR', 'GB', 'ZZ') }),
  fc.record({
    kind: always('barred'),
    by: fc.record({
      kind: fc.constantFrom('country-closed' as const, 'costly-number' as const),
      address,
      sender: address,
    }),
  }),
  fc.record({ kind: always('sender-blocked'), fault }),
);
export const remedy = fc.constantFrom(
  'again' as const,
  'arrived' as const,
  'edit' as const,
  'another-number' as const,
  'fix-number' as const,
  'settings' as const,
);
export const failure = fc.option(fc.record({ messageId: id, fault, remedies: few(remedy, 7) }));
export const person = fc.record({ contactId: typed, name: maybe });
export const end = fc.option(
  fc.record({
    state: fc.constantFrom('cancelled' as const, 'refused' as const, 'held' as const),
    at,
    by: maybe,
    canUndo: fc.boolean(),
  }),
);
export const scheduledText = fc.record({
  id,
  address,
  sender: address,
  body: typed,
  sendAt: at,
  zone,
  author: maybe,
  end,
});
export const sender = fc.record({ address, label: maybe });
export const price = fc.record({ amount: fc.oneof(always('0.0079'), typed), currency: fc.oneof(always('USD'), typed) });
export const event = fc.record({
  at,
  state: fc.constantFrom('refused' as const, 'held' as const, ...deliveryStates),
  source: fc.constantFrom('answer' as const, 'callback' as const, 'lookup' as const, 'gate' as const, 'agent' as const),
  errorCode: fc.option(fc.nat()),
});
export const part = fc.record({
  no: fc.nat(50),
  body: typed,
  state,
  at,
  price: fc.option(price),
  events: few(event, 40),
});
export const page = { page: fc.nat(20_000), pages: fc.nat(20_000), query: typed };
export const settingsUrl = fc.option(fc.oneof(fc.webUrl(), typed));

const length = fc.integer({ min: 1, max: 100_000 });

const file = fc.record({
  name: fc.option(typed),
  position: fc.nat(20),
  type: fc.oneof(fc.constantFrom('image/png', 'application/pdf', ''), typed),
  size: fc.option(fc.nat()),
  state: fc.constantFrom('waiting', 'kept', 'gone', 'too-large', 'expired'),
  url: fc.option(fc.oneof(fc.webUrl(), typed)),
  pixels: fc.option(fc.record({ width: length, height: length })),
});

const evidence = fc.record({
  id,
  at,
  address,
  state: fc.constantFrom('opted-out' as const, 'opted-in' as const, 'none' as const),
  source: fc.constantFrom('keyword' as const, 'manual' as const, 'import' as const, 'subscription' as const),
  saidTo: fc.option(address),
  words: maybe,
  answered: maybe,
  messageId: fc.option(id),
  answeredId: fc.option(id),
  byName: maybe,
  reason: maybe,
  origin: maybe,
});
const decision: fc.Arbitrary<TraceFact> = fc.oneof(
  fc.record({
    kind: always('matched'),
    how: fc.constantFrom('known' as const, 'found' as const, 'former' as const, 'merged' as const, 'made' as const),
    contactId: id,
    name: maybe,
  }),
  fc.record({ kind: always('threaded'), why: fc.constantFrom('open' as const, 'first' as const), conversationId: id }),
  fc.record({
    kind: always('allowed'),
    by: fc.constantFrom('opted-in' as const, 'wrote' as const, 'no-stop' as const),
    at: fc.option(always('2026-11-30T09:00:00.000Z')),
    evidence: fc.option(evidence),
  }),
  fc.record({ kind: always('never-sent'), by: refused, evidence: fc.option(evidence) }),
  fc.record({ kind: always('sent'), sender: address, isReply: fc.boolean() }),
);

export const anyState: fc.Arbitrary<PanelState> = fc.oneof(
  fc.record({ screen: always('unknown-workspace'), installUrl: fc.oneof(fc.webUrl(), typed) }),
  fc.record({ screen: always('unavailable'), memory }),
  fc.record({
    ...frame,
    screen: always('home'),
    address: fc.option(address),
    unreadPhone: fc.constantFrom(null, 'several', 'unreadable'),
    people: few(person),
    merge: fc.option(fc.record({ lead: person, user: person })),
    otherNumbers: fc.nat(100),
    customerZone: fc.option(
      fc.record({ zone, by: fc.constantFrom('attribute' as const, 'place' as const, 'number' as const) }),
    ),
    sender: fc.option(address),
    consent,
    warnings: few(warning, 6),
    failure,
    texts: few(text, 12),
    hasMoreTexts: fc.boolean(),
    scheduled: few(scheduledText),
    settingsUrl,
    mayChangeSettings: fc.boolean(),
  }),
  fc.record({
    ...frame,
    screen: always('texts'),
    texts: few(text, 80),
    unsent: few(scheduledText, 20),
    olderThan: fc.option(id),
    isNewest: fc.boolean(),
    optedOut: fc.boolean(),
  }),
  fc.record({
    ...frame,
    screen: always('text'),
    text,
    files: few(file, 22),
    parts: few(part, 30),
    price: fc.option(fc.record({ amount: typed, currency: typed, isWhole: fc.boolean() })),
    sender: address,
    optedOut: fc.boolean(),
    failure,
    wait: fc.option(fc.record({ until: at, zone, mayGoNow: fc.boolean() })),
    trace: few(decision, 12),
    settingsUrl,
  }),
  fc.record({
    ...frame,
    screen: always('write'),
    to: address,
    name: maybe,
    sender: fc.option(address),
    senders: few(sender, 14),
    draft,
    refusal: fc.option(refused),
    overLimit: fc.option(fc.constantFrom('FR', 'ZZ')),
    check: fc.option(
      typed.map((body) => checkText(body.slice(0, 2_000), { longestText: 1_600, price: { kind: 'no-country' } })),
    ),
    attached: fc.option(
      fc.record({
        name: maybe,
        type: typed,
        bytes: fc.nat(20_000_000),
        as: fc.constantFrom('mms' as const, 'link' as const),
      }),
    ),
    missingFields: few(typed, 12),
    filledFields: few(fc.record({ field: typed, value: typed }), 12),
    hasTemplates: fc.boolean(),
    signature: fc.option(fc.record({ line: maybe })),
    scheduled: fc.option(scheduledText),
  }),
  fc.record({
    ...frame,
    ...page,
    screen: always('templates'),
    isCut: fc.boolean(),
    templates: few(
      fc.record({ id, name: typed, body: typed, source: fc.constantFrom('ours' as const, 'macro' as const) }),
      70,
    ),
  }),
  fc.record({ ...frame, ...page, screen: always('senders'), senders: few(sender, 70) }),
  fc.record({
    ...frame,
    screen: always('number'),
    numbers: few(fc.record({ address, people: few(person) }), 70),
    typed,
    merge: fc.option(fc.record({ lead: person, user: person })),
    maySave: fc.boolean(),
  }),
  fc.record({ ...frame, screen: always('merge'), pair: fc.record({ lead: person, user: person }), address }),
  fc.record({ ...frame, screen: always('signature'), own: maybe, usual: maybe, typed }),
  fc.record({
    ...frame,
    screen: always('consent'),
    address,
    sender: fc.option(address),
    consent,
    evidence: few(evidence, 5),
    reason: typed,
  }),
  fc.record({
    ...frame,
    screen: always('later'),
    to: address,
    zone,
    isCustomersZone: fc.boolean(),
    choices: few(at, 3),
    presets: few(fc.record({ id: fc.constantFrom('hour' as const, 'tomorrow' as const, 'monday' as const), at }), 5),
    typed,
  }),
  fc.record({
    ...frame,
    screen: always('confirm'),
    to: address,
    sender: address,
    body: typed,
    at,
    zone,
    isCustomersZone: fc.boolean(),
    morning: fc.option(at),
    mustWait: fc.boolean(),
  }),
  fc.record({
    ...frame,
    screen: always('scheduled'),
    scheduled: few(scheduledText, 70),
    open: fc.option(scheduledText),
    optedOut: fc.boolean(),
  }),
);

// All other screens of the panel: a text and its history, numbers, consent, what is scheduled, and when nothing can be shown.
import type { ConsentState } from '../../../domain/consent/consent.ts';
import type { Evidence } from '../../../domain/consent/consent-list.ts';
import type {
  ConsentScreen,
  NumberScreen,
  PanelEvent,
  PanelFile,
  PanelPart,
  PanelState,
  ScheduledScreen,
  TextScreen,
  TextsScreen,
} from '../../../domain/panel.ts';
import {
  consented,
  customer,
  emptyMemory,
  faults,
  frame,
  longText,
  minutesBefore,
  now,
  ourNumber,
  promise,
  question,
  received,
  scheduledText,
  sent,
  thanks,
  uuid,
  writing,
} from './people.ts';

function texts(given: Partial<TextsScreen> = {}): TextsScreen {
  return {
    ...frame,
    screen: 'texts',
    texts: [question, promise, thanks],
    unsent: [],
    olderThan: null,
    isNewest: true,
    optedOut: false,
    ...given,
  };
}

const many = Array.from({ length: 20 }, (_, index) =>
  index % 3 === 1 ? sent(100 + index, `${longText}${index}`) : received(100 + index, `Question ${index}?`),
);

function event(minutes: number, state: PanelEvent['state'], given: Partial<PanelEvent> = {}): PanelEvent {
  return { at: minutesBefore(minutes), state, source: 'callback', errorCode: null, ...given };
}

function part(no: number, body: string, given: Partial<PanelPart> = {}): PanelPart {
  const events = [event(6, 'queued', { source: 'answer' }), event(5, 'sent'), event(4, 'delivered')];
  const price = { amount: '0.0083', currency: 'USD' };
  return { no, body, state: 'delivered', at: minutesBefore(4), price, events, ...given };
}

function file(position: number, type: string, given: Partial<PanelFile>): PanelFile {
  const url = `https://threadwire.example/media/token-${position}`;
  return { name: null, position, type, size: null, state: 'kept', url, pixels: null, ...given };
}

function text(given: Partial<TextScreen> = {}): TextScreen {
  return {
    ...frame,
    screen: 'text',
    text: promise,
    files: [],
    parts: [part(1, promise.body)],
    price: { amount: '0.0083', currency: 'USD', isWhole: true },
    sender: ourNumber,
    optedOut: false,
    failure: null,
    wait: null,
    trace: [],
    settingsUrl: 'https://threadwire.example/settings',
    ...given,
  };
}

/** Theo cancelled it just now. */
const cancelled = { state: 'cancelled', at: minutesBefore(1), by: 'Theo Brandt', canUndo: true } as const;
const cancelledText = scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z', cancelled);
const cancelledBefore = { ...cancelled, at: minutesBefore(3 * 24 * 60), canUndo: false } as const;
const heldText = scheduledText(2, longText, '2026-11-19T17:00:00Z', {
  state: 'held',
  at: minutesBefore(300),
  by: null,
  canUndo: false,
});

const failedText = sent(4, 'Your parcel is at the door.', { state: 'undelivered', failure: faults.outOfService });
const threeParts = [longText.slice(0, 150), longText.slice(150, 280), longText.slice(280)];

const tomorrow = new Date(now.getTime() + 86_400_000);

const textExamples: Readonly<Record<string, TextsScreen | TextScreen>> = {
  'all texts of a thread': texts(),
  'a page of texts between others': texts({ texts: many, olderThan: uuid(99), isNewest: false }),
  'the newest of many texts': texts({ texts: many, olderThan: uuid(99) }),
  'a thread with a text that failed': texts({ texts: [question, failedText] }),
  'a thread with scheduled texts that were cancelled or held': texts({
    texts: [question, sent(3, 'Your order is out.')],
    unsent: [heldText, cancelledText],
  }),
  'a thread in which only a scheduled text was cancelled': texts({ texts: [], unsent: [cancelledText] }),
  'a thread without texts': texts({ texts: [] }),
  'the texts of somebody who opted out': texts({ optedOut: true }),
  'a text that was delivered': text(),
  'a text that is queued': text({
    text: sent(5, 'On its way', { state: 'pending', at: now }),
    parts: [part(1, 'On its way', { state: 'pending', price: null, events: [] })],
    price: null,
  }),
  'a text that waits for the end of quiet hours': text({
    text: sent(5, 'On its way', { state: 'pending', at: now, waitsUntil: tomorrow }),
    parts: [part(1, 'On its way', { state: 'pending', price: null, events: [] })],
    price: null,
    wait: { until: tomorrow, zone: 'America/Los_Angeles', mayGoNow: true },
  }),
  'a text that must wait for the end of quiet hours': text({
    text: sent(5, 'On its way', { state: 'pending', at: now, waitsUntil: tomorrow }),
    parts: [part(1, 'On its way', { state: 'pending', price: null, events: [] })],
    price: null,
    wait: { until: tomorrow, zone: 'America/Los_Angeles', mayGoNow: false },
  }),
  'a reply in three parts, the last on its way': text({
    text: sent(6, longText, { state: 'sent' }),
    parts: threeParts.map((body, index) =>
      part(index + 1, body, index === 2 ? { state: 'sent', price: null, events: [event(5, 'sent')] } : {}),
    ),
    price: { amount: '0.0166', currency: 'USD', isWhole: false },
  }),
  'a text of the customer with pictures': text({
    text: received(7, 'Look at this', { media: ['image/jpeg', 'image/heic', 'video/mp4', 'application/pdf'] }),
    files: [
      file(0, 'image/jpeg', { size: 1_240_000, pixels: { width: 3024, height: 4032 } }),
      file(1, 'image/heic', { size: 240_000 }),
      file(2, 'video/mp4', { state: 'too-large', url: null }),
      file(3, 'application/pdf', { name: 'invoice.pdf', size: 72_000 }),
    ],
    parts: [],
    price: null,
  }),
  'a text of the customer without a word': text({
    text: received(8, '', { media: ['audio/amr'] }),
    files: [file(0, 'audio/amr', { state: 'waiting', url: null })],
    parts: [],
  }),
  'a text of markup and links': text({
    text: received(
      9,
      '**Bold** [free](https://evil.example)\n# Title\n- www.evil.example, me@evil.example, 415 555 0177',
    ),
    parts: [],
    price: null,
  }),
  'a text that failed, with its history': text({
    text: failedText,
    parts: [
      part(1, failedText.body, {
        state: 'undelivered',
        events: [
          event(6, 'accepted', { source: 'answer' }),
          event(5, 'sent'),
          event(4, 'undelivered', { errorCode: 30005 }),
        ],
      }),
    ],
    failure: {
      messageId: failedText.id,
      fault: faults.outOfService,
      remedies: ['fix-number', 'another-number', 'settings'],
    },
  }),
  'a text that Twilio refused': text({
    text: sent(11, 'Hello again', { state: 'failed', failure: faults.stopped }),
    parts: [
      part(1, 'Hello again', {
        state: 'failed',
        price: null,
        events: [event(1, 'failed', { source: 'answer', errorCode: 21610 })],
      }),
    ],
    price: { amount: '0.00000', currency: 'USD', isWhole: true },
    optedOut: true,
    failure: { messageId: uuid(11), fault: faults.stopped, remedies: [] },
  }),
  'a text that was refused at the gate': text({
    text: sent(10, 'Hello again', { state: 'refused' }),
    parts: [
      part(1, 'Hello again', { state: 'refused', price: null, events: [event(1, 'refused', { source: 'gate' })] }),
    ],
    price: null,
  }),
};

export function number(given: Partial<NumberScreen> = {}): NumberScreen {
  const people = [{ contactId: 'c1', name: 'Maya Okafor' }];
  return {
    ...frame,
    screen: 'number',
    numbers: [{ address: customer, people }],
    typed: '',
    merge: null,
    maySave: true,
    ...given,
  };
}

const decided: Readonly<Record<string, TextScreen>> = {
  'a text with every decision about it': text({
    trace: [
      { kind: 'allowed', by: 'opted-in', at: null, evidence: word({ words: 'START' }) },
      { kind: 'split', parts: 2, isNumbered: true },
      { kind: 'waits', why: 'quiet-hours', until: now.toISOString(), zone: 'America/Los_Angeles' },
      { kind: 'sent', sender: ourNumber, isReply: true },
      { kind: 'cost', price: { amount: '0.0166', currency: 'USD', isWhole: true }, sms: 2 },
    ],
  }),
  'a text from a customer with its place': text({
    text: question,
    price: null,
    parts: [part(1, question.body, { price: null, events: [] })],
    trace: [
      { kind: 'matched', how: 'found', contactId: '1', name: 'Maya Lindqvist' },
      { kind: 'threaded', why: 'open', conversationId: '1' },
    ],
  }),
};

const numberExamples: Readonly<Record<string, NumberScreen>> = {
  'a contact with one number': number(),
  'a contact with three numbers, one of them shared': number({
    numbers: [
      { address: customer, people: [{ contactId: 'c1', name: 'Maya Okafor' }] },
      {
        address: '+442079460123',
        people: [
          { contactId: 'c1', name: 'Maya Okafor' },
          { contactId: 'c2', name: 'Leo Okafor' },
        ],
      },
      { address: '+4930555501', people: [] },
    ],
  }),
  'no number to choose': number({ numbers: [] }),
  'a new number for a text that failed': number({
    numbers: [],
    memory: writing('Your parcel is at the door.', { retryOf: uuid(4) }),
  }),
  'a new number for a text that failed, to be saved on the contact': number({
    numbers: [{ address: '+442079460123', people: [{ contactId: 'c1', name: 'Maya Okafor' }] }],
    memory: writing('Your parcel is at the door.', { retryOf: uuid(4), saveNumber: true }),
  }),
  'a new number for a text of a conversation without a contact': number({
    numbers: [],
    maySave: false,
    memory: writing('Your parcel is at the door.', { retryOf: uuid(4) }),
  }),
  'a typed number that is none': number({
    typed: '555-01',
    flash: {
      problem: {
        kind: 'typed-number',
        why: { kind: 'no-number' },
      },
    },
  }),
};

function consent(given: ConsentState, reason = '', evidence: readonly Evidence[] = []): ConsentScreen {
  return { ...frame, screen: 'consent', address: customer, sender: ourNumber, consent: given, evidence, reason };
}

function word(given: Partial<Evidence>): Evidence {
  const nothing = {
    words: null,
    answered: null,
    messageId: null,
    answeredId: null,
    byName: null,
    reason: null,
    origin: null,
  };
  const said = { address: customer, state: 'opted-in', source: 'keyword', saidTo: ourNumber } as const;
  return { id: uuid(60), at: now, ...said, ...nothing, ...given };
}

const consentExamples: Readonly<Record<string, ConsentScreen>> = {
  'somebody who may be texted': consent(consented),
  'somebody who came back by START': consent({ optedOut: false, at: now, source: 'keyword' }),
  'a reason that was typed': consent(consented, 'They asked us on the phone'),
  'somebody who asked for texts': consent({ optedOut: false, optedIn: true, at: now, source: 'keyword' }, '', [
    word({ words: 'START', answered: 'Reply START for news of your order.' }),
    word({ state: 'none', source: 'manual', byName: 'Ana Silva', at: minutesBefore(5) }),
    word({ state: 'opted-out', source: 'manual', byName: 'Ana Silva', reason: 'On the phone', at: minutesBefore(9) }),
  ]),
  'consent after a STOP': consent({ optedOut: true, at: now, source: 'keyword' }),
  'consent after a stop word of the account': consent({ optedOut: true, at: now, source: 'opt-out-type' }),
  'consent after a stop word in other dress': consent({ optedOut: true, at: now, source: 'reading' }),
  'consent after STOP here and START to another number': consent({
    optedOut: true,
    at: now,
    source: 'keyword',
    isAtTwilioAlone: true,
  }),
  'consent after the carrier refused': consent({ optedOut: true, at: now, source: 'refusal' }),
  'consent that was taken back by hand': consent({
    optedOut: true,
    at: now,
    source: 'manual',
    reason: 'Asked on the phone',
    byName: 'Ana Silva',
  }),
};

function scheduled(given: Partial<ScheduledScreen> = {}): ScheduledScreen {
  const waiting = [
    scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z'),
    scheduledText(31, longText, '2026-11-24T17:00:00Z'),
  ];
  return { ...frame, screen: 'scheduled', scheduled: waiting, open: null, optedOut: false, ...given };
}

const scheduledExamples: Readonly<Record<string, ScheduledScreen>> = {
  'texts that wait for their time': scheduled(),
  'nothing that waits for its time': scheduled({ scheduled: [] }),
  'a scheduled text that was opened': scheduled({
    open: scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z'),
  }),
  'a scheduled text that was cancelled just now': scheduled({
    open: cancelledText,
    flash: { done: { kind: 'cancelled' } },
  }),
  'a scheduled text that goes out after all': scheduled({
    open: scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z'),
    flash: { done: { kind: 'scheduled-again' } },
  }),
  'a scheduled text that was cancelled before its time, which has passed': scheduled({
    scheduled: [],
    open: scheduledText(30, 'Are you in today?', '2026-11-18T17:00:00Z', cancelledBefore),
    flash: { problem: { kind: 'undo-too-late' } },
  }),
  'a scheduled text cancelled by somebody whose name is not known': scheduled({
    open: scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z', { ...cancelled, by: null }),
    optedOut: true,
  }),
  'a scheduled text that was held': scheduled({ scheduled: [], open: heldText }),
  'a scheduled text that was cancelled twice': scheduled({
    open: cancelledText,
    flash: { problem: { kind: 'not-scheduled', became: 'cancelled', isKept: false } },
  }),
};

const awayExamples: Readonly<Record<string, PanelState>> = {
  'a workspace that is not set up': { screen: 'unknown-workspace', installUrl: 'https://threadwire.example/install' },
  'a workspace that cannot be set up from here': { screen: 'unknown-workspace', installUrl: '/install' },
  'a database that is away': { screen: 'unavailable', memory: emptyMemory },
  'a database that is away while a text is written': { screen: 'unavailable', memory: writing('Let me check that') },
};

export const restExamples: Readonly<Record<string, PanelState>> = {
  ...awayExamples,
  ...textExamples,
  ...decided,
  ...numberExamples,
  ...consentExamples,
  ...scheduledExamples,
};

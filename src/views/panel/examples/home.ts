// The panel's first screen in every state that an agent may find it in.

import type { HomeScreen, PanelWarning } from '../../../domain/panel.ts';
import type { Fault } from '../../../domain/texts/fault.ts';
import type { Remedy } from '../../../domain/texts/remedies.ts';
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

export function home(given: Partial<HomeScreen> = {}): HomeScreen {
  return {
    ...frame,
    screen: 'home',
    address: customer,
    unreadPhone: null,
    people: [{ contactId: 'c1', name: 'Maya Okafor' }],
    merge: null,
    otherNumbers: 0,
    customerZone: { zone: 'America/Los_Angeles', by: 'number' },
    sender: ourNumber,
    consent: consented,
    warnings: [],
    failure: null,
    texts: [question, promise, thanks],
    hasMoreTexts: true,
    scheduled: [],
    settingsUrl: 'https://threadwire.example/settings',
    mayChangeSettings: false,
    ...given,
  };
}

export function failed(fault: Fault, remedies: readonly Remedy[], given: Partial<HomeScreen> = {}): HomeScreen {
  const text = sent(4, 'Your parcel is at the door. Shall the driver wait?', { state: 'undelivered', failure: fault });
  return home({ texts: [question, promise, text], failure: { messageId: text.id, fault, remedies }, ...given });
}

function warned(...warnings: PanelWarning[]): HomeScreen {
  return home({ warnings });
}

const elsewhere = 'https://app.intercom.com/a/inbox/acme/inbox/conversation/215474343849634';
const greeting = received(20, 'مرحبا، هل وصل طلبي؟ شكرا جزيلا لكم على المساعدة');

const overLimit = { kind: 'over-limit', code: 0, page: null, fixedBy: 'admin', retry: 'never', country: 'GB' } as const;

export const homeExamples: Readonly<Record<string, HomeScreen>> = {
  'an ordinary thread': home(),
  'a thread with its first text': home({ texts: [question], hasMoreTexts: false }),
  'a number that was never texted': home({ texts: [], hasMoreTexts: false }),
  'a text that was just sent stands as queued': home({
    flash: { done: { kind: 'queued', to: customer, waits: null } },
    texts: [question, promise, sent(5, 'Here is the number: TW-4711.', { state: 'pending', at: now })],
  }),
  'a text that was just sent waits while sending is paused': home({
    flash: { done: { kind: 'queued', to: customer, waits: 'paused' } },
    texts: [question, promise, sent(5, 'Here is the number: TW-4711.', { state: 'pending', at: now })],
    warnings: [{ kind: 'paused' }],
  }),
  'a text that was just sent waits for Twilio': home({
    flash: { done: { kind: 'queued', to: customer, waits: 'twilio-refused' } },
    texts: [question, promise, sent(5, 'Here is the number: TW-4711.', { state: 'pending', at: now })],
    warnings: [{ kind: 'broken', what: 'twilio-refused' }],
  }),
  'a text that was just scheduled': home({
    flash: {
      done: {
        kind: 'scheduled',
        to: customer,
        at: new Date('2026-11-23T17:00:00Z'),
        zone: 'America/Los_Angeles',
      },
    },
    scheduled: [scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z')],
  }),
  'a click on a button that no longer exists': home({
    flash: { problem: { kind: 'panel-outdated' } },
  }),
  'a text in every author': home({
    texts: [
      sent(6, 'Your appointment is on Monday.', { author: { kind: 'automation', name: 'Reminder series' } }),
      sent(7, 'Anything else?', { author: { kind: 'admin', name: null }, state: 'sent' }),
      received(8, 'No'),
    ],
  }),
  'texts that wait, were held and were refused': home({
    texts: [
      sent(9, 'One', { state: 'held' }),
      sent(10, 'Two', { state: 'refused' }),
      sent(11, 'Three', { state: 'given-up' }),
    ],
  }),
  'texts to a country whose limit was reached': home({
    texts: [question, sent(9, 'It is on its way.', { state: 'held', failure: overLimit })],
    warnings: [{ kind: 'over-limit', country: 'GB' }],
  }),
  'a number that the workspace does not text': home({
    texts: [],
    hasMoreTexts: false,
    address: '+881712345678',
    customerZone: null,
    warnings: [{ kind: 'barred', by: { kind: 'costly-number', address: '+881712345678', sender: ourNumber } }],
  }),
  'long texts': home({ texts: [received(12, longText), sent(13, longText), received(14, 'x'.repeat(400))] }),
  'texts in Japanese, in emoji and with marks on their letters': home({
    people: [{ contactId: 'c1', name: '田中 花子' }],
    address: '+81355550123',
    customerZone: { zone: 'Asia/Tokyo', by: 'number' },
    texts: [
      received(15, '注文した商品はいつ届きますか。よろしくお願いいたします。'),
      sent(16, '👩‍👩‍👧‍👦👍🏽🎉🇯🇵😀👩‍👩‍👧‍👦👍🏽🎉🇯🇵😀👩‍👩‍👧‍👦👍🏽🎉🇯🇵😀'),
      received(17, 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘'),
    ],
  }),
  'texts that are written from right to left': home({
    people: [{ contactId: 'c1', name: 'ليلى حداد' }],
    address: '+97145550123',
    customerZone: { zone: 'Asia/Dubai', by: 'number' },
    texts: [greeting, sent(21, 'نعم، غدا صباحا.'), received(22, '\u202egnp.tpircs')],
  }),
  'a name and texts full of markup and links': home({
    people: [{ contactId: 'c1', name: '**Maya** [click](https://evil.example)' }],
    texts: [received(23, '**bold** [link](https://evil.example) <b>x</b> www.evil.example'), sent(24, '# one\n- two')],
  }),
  'pictures without a word': home({
    texts: [received(25, '', { media: ['image/jpeg'] }), received(26, ' ', { media: ['image/png', 'video/mp4', ''] })],
  }),
  'a number that no contact has': home({ people: [], customerZone: null, address: '+442079460123' }),
  'a contact without a name': home({ people: [{ contactId: 'c1', name: null }] }),
  'a contact with a long name and other numbers': home({
    people: [{ contactId: 'c1', name: 'Wolfeschlegelsteinhausenbergerdorff-Maximiliana the Third of Somewhere' }],
    otherNumbers: 2,
  }),
  'two contacts that share a number': home({
    people: [
      { contactId: 'c1', name: 'Maya Okafor' },
      { contactId: 'c2', name: 'Leo Okafor' },
    ],
  }),
  'five contacts that share a number': home({
    people: ['Maya Okafor', 'Leo Okafor', null, 'Ida Holm', 'Sam Lee'].map((name, index) => ({
      contactId: `c${index}`,
      name,
    })),
  }),
  'a contact without a number': home({ address: null, texts: [], hasMoreTexts: false, customerZone: null }),
  'a contact with two numbers in the phone field': home({
    address: null,
    unreadPhone: 'several',
    texts: [],
    hasMoreTexts: false,
    customerZone: null,
  }),
  'a contact whose phone field cannot be read': home({
    address: null,
    unreadPhone: 'unreadable',
    texts: [],
    hasMoreTexts: false,
    customerZone: null,
  }),
  'a short code, which cannot be texted back': home({
    address: '72345',
    people: [],
    customerZone: null,
    warnings: [{ kind: 'not-answerable' }],
    texts: [received(27, 'Your code is 123456', { address: '72345' })],
    hasMoreTexts: false,
  }),
  'a customer on WhatsApp': home({ address: 'whatsapp:+14155550132' }),
  'a draft that was left': home({ memory: writing('Let me check with the ware') }),
  'an opt-out by text': home({
    consent: { optedOut: true, at: minutesBefore(5), source: 'keyword' },
    texts: [question, promise, received(28, 'STOP')],
  }),
  'an opt-out by a word of the account': home({ consent: { optedOut: true, at: now, source: 'opt-out-type' } }),
  'an opt-out that the carrier told of': home({ consent: { optedOut: true, at: now, source: 'refusal' } }),
  'a wish for no more texts': home({
    warnings: [{ kind: 'may-stop', messageId: uuid(28), words: 'Please stop texting me' }],
    texts: [question, promise, received(28, 'Please stop texting me')],
  }),
  'an opt-out by a stop word in other dress': home({ consent: { optedOut: true, at: now, source: 'reading' } }),
  'an opt-out by hand': home({
    consent: { optedOut: true, at: now, source: 'manual', reason: 'Asked on the phone', byName: 'Ana Silva' },
  }),
  'an opt-out that nothing is known about': home({ consent: { optedOut: true, at: null, source: null } }),
  'an opt-out that was taken back': home({ consent: { optedOut: false, at: now, source: 'keyword' } }),
  'one scheduled text': home({ scheduled: [scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z')] }),
  'three scheduled texts': home({
    scheduled: [
      scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z'),
      scheduledText(31, 'And today?', '2026-11-24T17:00:00Z'),
      scheduledText(32, 'Last try.', '2026-11-25T17:00:00Z'),
    ],
  }),
  'a workspace whose texts are paused': home({ warnings: [{ kind: 'paused' }] }),
  'a workspace that Intercom locked out': warned({ kind: 'broken', what: 'intercom-refused' }),
  'a workspace whose stored credentials cannot be opened': warned({ kind: 'broken', what: 'secrets-locked' }),
  'a workspace whose Twilio credentials are refused': warned({ kind: 'broken', what: 'twilio-refused' }),
  'a workspace without Twilio': warned({ kind: 'broken', what: 'twilio-missing' }),
  'a workspace whose app lacks a permission': warned({ kind: 'broken', what: 'intercom-forbids' }),
  'a workspace of whose replies Intercom no longer tells': warned({ kind: 'broken', what: 'intercom-silent' }),
  'a workspace whose texts fail the check of their signatures': warned({ kind: 'broken', what: 'texts-refused' }),
  'a workspace whose number has left its Twilio account': warned({
    kind: 'broken',
    what: 'found',
    found: { check: 'text-route', kind: 'gone', of: { kind: 'number', address: '+14155550100' } },
    stops: ['sending', 'receiving'],
  }),
  'a workspace of which several things are broken': warned({
    kind: 'broken',
    what: 'twilio-refused',
    others: [
      {
        what: 'found',
        found: {
          check: 'text-route',
          kind: 'detour',
          of: { kind: 'number', address: '+14155550100' },
          why: { kind: 'elsewhere' },
        },
        stops: ['receiving'],
      },
      { what: 'intercom-silent' },
      { what: 'found', found: { check: 'acting-admin', kind: 'left', standIn: null }, stops: ['notes'] },
    ],
  }),
  'a conversation whose texts wait': warned({ kind: 'broken', what: 'texts-late' }),
  'a conversation in which bots have answered': warned({ kind: 'bots-not-texted' }),
  'a workspace without a number to text from': home({ sender: null, warnings: [{ kind: 'no-sender' }] }),
  'a customer who has an e-mail too': warned({ kind: 'also-email' }),
  'a chat whose replies are not texted': warned({ kind: 'replies-not-texted', why: 'chat' }),
  'a conversation without a text, whose replies are not texted': home({
    warnings: [{ kind: 'replies-not-texted', why: 'no-thread' }],
    texts: [],
    hasMoreTexts: false,
  }),
  'a thread that went on elsewhere': warned({ kind: 'moved', conversationUrl: elsewhere }),
  'a thread whose other end answers by itself': warned({ kind: 'loop', how: 'auto-replies' }),
  'a customer who texts from several numbers': home({
    otherNumbers: 1,
    warnings: [{ kind: 'several-numbers', address: customer }],
  }),
  'an ordinary thread, for somebody who changes settings': home({ mayChangeSettings: true, texts: [question] }),
  'a sender whose texts Twilio stops': warned({ kind: 'sender-blocked', fault: faults.unregistered }),
  'every warning at once': home({
    warnings: [
      { kind: 'also-email' },
      { kind: 'moved', conversationUrl: elsewhere },
      { kind: 'replies-not-texted', why: 'chat' },
      { kind: 'sender-blocked', fault: faults.unregistered },
    ],
  }),
  'a text that failed because the number is out of service': failed(faults.outOfService, ['fix-number']),
  'a text that failed because the phone is off': failed(faults.phoneOff, ['again']),
  'a text that failed because the number is a landline': failed(faults.landline, ['fix-number', 'another-number']),
  'a text that failed because the queue is full': failed(faults.queueFull, ['another-number', 'again']),
  'a text that failed because its sender is not registered': failed(faults.unregistered, [
    'settings',
    'another-number',
    'again',
  ]),
  'a text that failed as spam': failed(faults.spam, ['edit', 'settings']),
  'a text that failed at the carrier': failed(faults.carrier, ['again']),
  'a text that failed at Twilio': failed(faults.twilioDown, ['again']),
  'a text that failed because the customer opted out': failed(faults.stopped, [], {
    consent: { optedOut: true, at: now, source: 'refusal' },
  }),
  'a text that failed because of the credentials': failed(faults.noCredentials, ['settings', 'again']),
  'a text that nobody knows to have arrived': failed(faults.unknown, ['again', 'arrived']),
  'a text that failed with every way out': failed(faults.queueFull, [
    'again',
    'edit',
    'another-number',
    'fix-number',
    'settings',
  ]),
  'a text that failed before the customer wrote again': home({
    texts: [sent(4, 'Are you there?', { state: 'failed', failure: faults.phoneOff }), question, received(6, 'Hello?')],
    failure: { messageId: uuid(4), fault: faults.phoneOff, remedies: ['again'] },
  }),
  'everything at once': failed(faults.spam, ['another-number', 'again', 'settings'], {
    people: [
      { contactId: 'c1', name: 'Wolfeschlegelsteinhausenbergerdorff-Maximiliana the Third' },
      { contactId: 'c2', name: 'Leo Okafor' },
    ],
    otherNumbers: 4,
    consent: { optedOut: true, at: now, source: 'opt-out-type' },
    warnings: [{ kind: 'sender-blocked', fault: faults.unregistered }, { kind: 'also-email' }],
    scheduled: [scheduledText(30, longText, '2026-11-23T17:00:00Z')],
    flash: {
      problem: { kind: 'refused', by: { kind: 'opted-out', address: customer, sender: ourNumber } },
    },
    memory: emptyMemory,
  }),
};

// The screens on which a text is written, in the states that they can be in.
import type { ConfirmScreen, LaterScreen, SendersScreen, TemplatesScreen, WriteScreen } from '../../../domain/panel.ts';
import { checkText } from '../../../domain/texts/text-check.ts';
import { customer, draft, frame, longText, ourNumber, scheduledText, uuid, writing } from './people.ts';

const readAt = new Date('2026-11-20T12:00:00Z');
const price = { kind: 'twilio', currency: 'USD', low: '0.0083', high: '0.0083', readAt } as const;
const rules: Parameters<typeof checkText>[1] = { longestText: 1_600, price };
const support = { address: ourNumber, label: 'Support' };

function senders(number: number) {
  return Array.from({ length: number }, (_, index) => ({
    address: `+1415555${String(100 + index).padStart(4, '0')}`,
    label: index % 3 === 2 ? null : `Shop ${index + 1}`,
  }));
}

export function write(body: string, given: Partial<WriteScreen> = {}): WriteScreen {
  return {
    ...frame,
    screen: 'write',
    to: customer,
    name: 'Maya Okafor',
    sender: ourNumber,
    senders: [support],
    draft: draft(body),
    refusal: null,
    overLimit: null,
    check: null,
    attached: null,
    missingFields: [],
    filledFields: [],
    hasTemplates: true,
    signature: null,
    scheduled: null,
    ...given,
    memory: writing(body),
  };
}

function checked(body: string, given: Partial<WriteScreen> = {}): WriteScreen {
  return write(body, { check: checkText(body, rules), ...given });
}

export const writeExamples: Readonly<Record<string, WriteScreen>> = {
  'an empty text': write(''),
  'a text that a signature will end': write('See you at nine.', { signature: { line: '- Ines' } }),
  'a text to somebody without a name, where there are no templates': write('Hi', { name: null, hasTemplates: false }),
  'a text with no number to send it from': write('Hello?', {
    sender: null,
    senders: [],
    refusal: { kind: 'no-sender', address: customer, sender: '' },
  }),
  'a text with two numbers to choose from': write('Hello', { senders: senders(2) }),
  'a text with ten numbers to choose from': write('Hello', { senders: senders(10) }),
  'a text with more numbers than a list holds': write('Hello', { senders: senders(14) }),
  'a text from a number that is no longer listed': write('Hello', { sender: '+14155550188', senders: senders(2) }),
  'a text that is too long': write(longText.repeat(30), {
    flash: { problem: { kind: 'text-too-long', length: 8_370, most: 8_000 } },
  }),
  'a text that may not be sent': write('We are sorry to see you go.', {
    refusal: { kind: 'opted-out', address: customer, sender: ourNumber },
  }),
  'a text that will wait for an admin': write('Your parcel is here.', { overLimit: 'GB' }),
  'a text to a country that nobody allowed': write('Your parcel is here.', {
    to: '+33612345678',
    refusal: { kind: 'country-closed', address: '+33612345678', sender: ourNumber },
  }),
  'a text that was not sent because the panel was out of date': write('Here is your code: 4711', {
    flash: { problem: { kind: 'nothing-sent' } },
  }),
  'a check of a short text': checked('See you at nine.'),
  'a picture that goes by MMS': checked('Is it this one?', {
    attached: { name: 'label.png', type: 'image/png', bytes: 240_000, as: 'mms' },
  }),
  'a file that goes as a link': checked('The menu:\nmenu.pdf: https://sms.example.com/media/a1b2c3', {
    attached: { name: 'menu.pdf', type: 'application/pdf', bytes: 1_200_000, as: 'link' },
  }),
  'a file that is too large': write('The film:', {
    flash: { problem: { kind: 'not-attached', why: { kind: 'over-link', most: 20_000_000 } } },
  }),
  'a check where the price is not read yet': write('See you at nine.', {
    check: checkText('See you at nine.', { ...rules, price: { kind: 'unread', country: 'US' } }),
  }),
  'a check where Twilio has no price': write('See you at nine.', {
    check: checkText('See you at nine.', { ...rules, price: { kind: 'none', country: 'KP' } }),
  }),
  'a check where the price depends on the carrier, and was read last week': write('See you at nine.', {
    check: checkText('See you at nine.', {
      ...rules,
      price: { ...price, low: '0.0507', high: '0.0932', readAt: new Date('2026-11-10T12:00:00Z') },
    }),
  }),
  'a check of a text that one emoji makes two SMS': checked(
    `${'We put your order aside until Friday. '.repeat(2).slice(0, 69)}😀`,
  ),
  'a check of a text in three parts': checked(longText + longText.slice(0, 60)),
  'a check of a text that one curly quote makes dearer': checked(
    'We’ve put your order aside — it’s yours until Friday… Come by any time between nine and six.',
  ),
  'a check of an emoji, which cannot be replaced': checked('On my way 😀'),
  'a check of many special characters': checked('“Çok güzel” — 漢字 • ½ ™ ‘Ω’ … ş ğ ı 🎉 😀 \u00a0 ✓'),
  'a template with fields that nothing is known for': write('Hi {{first_name}}, your order {{order}} is ready.', {
    missingFields: ['{{first_name}}', '{{order}}'],
  }),
  'a template that was filled in': write('Hi Maya, your order is ready.', {
    filledFields: [{ field: '{{contact.first_name | there}}', value: 'Maya' }],
  }),
  'a scheduled text that is being changed': write('Are you in today?', {
    draft: draft('Are you in today?', { editing: uuid(30) }),
    scheduled: scheduledText(30, 'Are you in today?', '2026-11-23T17:00:00Z'),
  }),
  'a text that replaces one that failed': write('Your parcel is at the door.', {
    draft: draft('Your parcel is at the door.', { retryOf: uuid(4) }),
    senders: senders(3),
  }),
};

function templates(given: Partial<TemplatesScreen> = {}): TemplatesScreen {
  return {
    ...frame,
    memory: writing('Hi'),
    screen: 'templates',
    query: '',
    templates: [
      { id: uuid(50), name: 'Order ready', body: 'Hi {{first_name}}, your order is ready.', source: 'ours' },
      { id: 'macro-4711', name: 'Opening hours', body: 'We are open from nine to six.', source: 'macro' },
      { id: uuid(51), name: ' ', body: longText, source: 'ours' },
    ],
    isCut: false,
    page: 1,
    pages: 1,
    ...given,
  };
}

function senderList(given: Partial<SendersScreen> = {}): SendersScreen {
  return {
    ...frame,
    memory: writing('Hello'),
    screen: 'senders',
    query: '',
    senders: senders(10),
    page: 1,
    pages: 2,
    ...given,
  };
}

function later(given: Partial<LaterScreen> = {}): LaterScreen {
  return {
    ...frame,
    memory: writing('Are you in today?'),
    screen: 'later',
    to: customer,
    zone: 'America/Los_Angeles',
    isCustomersZone: true,
    presets: [
      { id: 'hour', at: new Date('2026-11-20T15:14:00Z') },
      { id: 'tomorrow', at: new Date('2026-11-21T17:00:00Z') },
      { id: 'monday', at: new Date('2026-11-23T17:00:00Z') },
    ],
    choices: [],
    typed: '',
    ...given,
  };
}

function confirm(at: string, given: Partial<ConfirmScreen> = {}): ConfirmScreen {
  const body = 'Are you in today?';
  const [to, sender, zone] = [customer, ourNumber, 'America/Los_Angeles'];
  const common = {
    ...frame,
    memory: writing(body),
    to,
    sender,
    body,
    zone,
    isCustomersZone: true,
    morning: null,
    mustWait: false,
  };
  return { ...common, screen: 'confirm', at: new Date(at), ...given };
}

export const choiceExamples: Readonly<Record<string, TemplatesScreen | SendersScreen | LaterScreen | ConfirmScreen>> = {
  'templates of ours and macros': templates(),
  'templates on the second of three pages': templates({ page: 2, pages: 3 }),
  'templates of which Intercom has more': templates({ page: 2, pages: 40, isCut: true }),
  'templates where none matches': templates({ query: 'refund', templates: [], pages: 0 }),
  'templates where there are none': templates({ templates: [], pages: 0 }),
  'numbers to send from, more than a page of them': senderList(),
  'numbers to send from where none matches': senderList({ query: 'Berlin', senders: [], pages: 0 }),
  'times in the zone of the customer': later(),
  'a day that can be read in two ways': later({
    typed: '5/12 9am',
    flash: { problem: { kind: 'time-unclear', typed: '5/12 9am', why: 'two-days' } },
    choices: [new Date('2026-12-05T17:00:00Z'), new Date('2027-05-12T16:00:00Z')],
  }),
  'an hour that comes twice': later({
    typed: 'Nov 7 2027 1:30am',
    flash: { problem: { kind: 'time-unclear', typed: 'Nov 7 2027 1:30am', why: 'clocks-go-back' } },
    choices: [new Date('2027-11-07T08:30:00Z'), new Date('2027-11-07T09:30:00Z')],
  }),
  'times where the zone of the customer is not known': later({ zone: 'America/New_York', isCustomersZone: false }),
  'a time to be confirmed, on two clocks': confirm('2026-11-23T17:00:00Z'),
  'a time to be confirmed, in quiet hours': confirm('2026-11-23T11:00:00Z', {
    morning: new Date('2026-11-23T16:00:00Z'),
    mustWait: true,
  }),
  'a time to be confirmed, at night': confirm('2026-11-23T11:00:00Z', { morning: new Date('2026-11-23T17:00:00Z') }),
  'a time to be confirmed, on another day there': confirm('2026-11-24T00:00:00Z', { zone: 'Asia/Tokyo' }),
  'a time to be confirmed, on the same clocks': confirm('2026-11-23T14:00:00Z', { zone: 'America/New_York' }),
  'a time to be confirmed, where the zone of the customer is not known': confirm('2026-11-23T14:00:00Z', {
    zone: 'America/New_York',
    isCustomersZone: false,
    body: longText,
  }),
  'a time that could not be read': later({
    typed: 'soon',
    flash: { problem: { kind: 'time', why: { kind: 'unreadable' } } },
  }),
  'a time that has passed': later({
    typed: 'Nov 19, 9:00AM',
    flash: { problem: { kind: 'time', why: { kind: 'past' } } },
  }),
  'a time that is too far away': later({
    typed: 'in 2 years',
    flash: { problem: { kind: 'time', why: { kind: 'too-far', days: 180 } } },
  }),
};

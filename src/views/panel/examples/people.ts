// The people, numbers, texts and faults that the panel's example states are about. All of them are made up.
import type { ConsentState } from '../../../domain/consent/consent.ts';
import type { Draft, PanelMemory, PanelText, ScheduledText } from '../../../domain/panel.ts';
import type { Fault } from '../../../domain/texts/fault.ts';

/** 9:14AM in New York, where the example's workspace is. */
export const now = new Date('2026-11-20T14:14:00Z');
export const customer = '+14155550132';
export const ourNumber = '+14155550100';
export const consented: ConsentState = { optedOut: false, at: null, source: null };
export const emptyMemory: PanelMemory = { nonce: null, draft: null };

export function minutesBefore(minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

export function uuid(number: number): string {
  return `019a9c3e-7d00-7000-8000-${String(number).padStart(12, '0')}`;
}

export const frame = { timeZone: 'America/New_York', readAt: now, memory: emptyMemory, flash: null };

export function received(number: number, body: string, given: Partial<PanelText> = {}): PanelText {
  return {
    id: uuid(number),
    direction: 'in',
    address: customer,
    body,
    media: [],
    state: 'threaded',
    failure: null,
    at: minutesBefore(100 - number),
    waitsUntil: null,
    author: null,
    ...given,
  };
}

export function sent(number: number, body: string, given: Partial<PanelText> = {}): PanelText {
  const author = { kind: 'admin', name: 'Ana Silva' } as const;
  return { ...received(number, body), direction: 'out', state: 'delivered', author, ...given };
}

export function draft(body: string, given: Partial<Draft> = {}): Draft {
  return { body, to: null, sender: null, retryOf: null, editing: null, saveNumber: false, attach: '', ...given };
}

export function writing(body: string, given: Partial<Draft> = {}): PanelMemory {
  return { nonce: uuid(900), draft: draft(body, given) };
}

export function scheduledText(
  number: number,
  body: string,
  sendAt: string,
  end: ScheduledText['end'] = null,
): ScheduledText {
  return {
    id: uuid(number),
    address: customer,
    sender: ourNumber,
    body,
    sendAt: new Date(sendAt),
    zone: 'America/Los_Angeles',
    author: 'Ana Silva',
    end,
  };
}

export const question = received(1, 'Hi, is my order out yet?');
export const promise = sent(2, 'It leaves us this afternoon, and I will text you the tracking number.');
export const thanks = received(3, 'Great, thank you!');

export const longText =
  'Hello Maya, thank you for waiting. Your parcel left our warehouse in Oakland this morning and should be with you on ' +
  'Monday between nine and twelve. The driver will ring twice. If nobody is at home, it goes to the shop at the corner of ' +
  'Market and 5th, where it is kept for seven days: bring your ID, please. ';

export const faults = {
  outOfService: {
    kind: 'unknown-number',
    code: 30005,
    page: 'https://www.twilio.com/docs/api/errors/30005',
    fixedBy: 'agent',
    retry: 'never',
  },
  phoneOff: {
    kind: 'phone-off',
    code: 30003,
    page: 'https://www.twilio.com/docs/api/errors/30003',
    fixedBy: 'customer',
    retry: 'later',
  },
  landline: {
    kind: 'landline',
    code: 21635,
    page: 'https://www.twilio.com/docs/api/errors/21635',
    fixedBy: 'agent',
    retry: 'never',
  },
  queueFull: {
    kind: 'sender-queue-full',
    code: 21611,
    page: 'https://www.twilio.com/docs/api/errors/21611',
    fixedBy: 'admin',
    retry: 'later',
  },
  unregistered: {
    kind: 'number-not-registered',
    code: 30034,
    page: 'https://www.twilio.com/docs/api/errors/30034',
    fixedBy: 'admin',
    retry: 'once-fixed',
  },
  spam: {
    kind: 'filtered',
    code: 30007,
    page: 'https://www.twilio.com/docs/api/errors/30007',
    fixedBy: 'admin',
    retry: 'never',
  },
  carrier: {
    kind: 'carrier-gave-no-reason',
    code: 30008,
    page: 'https://www.twilio.com/docs/api/errors/30008',
    fixedBy: 'nobody',
    retry: 'later',
  },
  twilioDown: {
    kind: 'twilio-fault',
    code: 20500,
    page: 'https://www.twilio.com/docs/api/errors/20500',
    fixedBy: 'twilio',
    retry: 'later',
  },
  stopped: {
    kind: 'opted-out',
    code: 21610,
    page: 'https://www.twilio.com/docs/api/errors/21610',
    fixedBy: 'customer',
    retry: 'never',
  },
  unknown: {
    kind: 'answer-lost',
    code: 0,
    page: null,
    fixedBy: 'agent',
    retry: 'now',
  },
  noCredentials: {
    kind: 'credentials-refused',
    code: 20003,
    page: 'https://www.twilio.com/docs/api/errors/20003',
    fixedBy: 'admin',
    retry: 'once-fixed',
  },
} as const satisfies Record<string, Fault>;

// The switches of the demo page, each of which turns a fault of a pretend vendor on and off.
import { fareOf } from '../../twilio/fares.ts';
import type { MediaFault } from '../../twilio/state.ts';
import type { DemoWorld } from '../page-world.ts';
import type { Customer, Customers } from './customers.ts';

export const FAULT_NAMES = [
  'intercom-down',
  'intercom-slow',
  'intercom-rate-limited',
  'intercom-loses-answer',
  'twilio-down',
  'twilio-loses-answer',
  'callbacks-out-of-order',
  'callbacks-twice',
  'media-late',
  'media-gone',
  'media-too-large',
  'media-protected',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

/** Pretend Twilio has one of these at a time. */
const MEDIA_FAULTS: ReadonlyMap<FaultName, MediaFault> = new Map<FaultName, MediaFault>([
  ['media-late', { kind: 'late', ms: 20_000 }],
  ['media-gone', { kind: 'gone' }],
  ['media-too-large', { kind: 'too-large' }],
  ['media-protected', { kind: 'protected' }],
]);

const OUTAGES: ReadonlySet<FaultName> = new Set(['intercom-down', 'intercom-rate-limited', 'twilio-down']);
const SLOW_MS = 2000;

/** A time in which a vendor was switched off, in milliseconds; null: it still is. */
export interface Outage {
  from: number;
  to: number | null;
}

export class FaultSwitches {
  readonly #world: DemoWorld;
  readonly #customers: Customers;
  readonly #takeBack = new Map<FaultName, () => void>();
  readonly #outages: Outage[] = [];

  constructor(world: DemoWorld, customers: Customers) {
    this.#world = world;
    this.#customers = customers;
  }

  states(): Record<FaultName, boolean> {
    const isOn = (name: FaultName): boolean => this.#takeBack.has(name);
    return {
      'intercom-down': isOn('intercom-down'),
      'intercom-slow': isOn('intercom-slow'),
      'intercom-rate-limited': isOn('intercom-rate-limited'),
      'intercom-loses-answer': isOn('intercom-loses-answer'),
      'twilio-down': isOn('twilio-down'),
      'twilio-loses-answer': isOn('twilio-loses-answer'),
      'callbacks-out-of-order': isOn('callbacks-out-of-order'),
      'callbacks-twice': isOn('callbacks-twice'),
      'media-late': isOn('media-late'),
      'media-gone': isOn('media-gone'),
      'media-too-large': isOn('media-too-large'),
      'media-protected': isOn('media-protected'),
    };
  }

  /** Times in which a vendor was down or unreachable for the service. */
  get outages(): readonly Outage[] {
    return this.#outages;
  }

  get isAnyOn(): boolean {
    return this.#takeBack.size > 0;
  }

  set(name: FaultName, on: boolean): void {
    if (on === this.#takeBack.has(name)) return;
    if (OUTAGES.has(name)) this.#noteOutage(on);
    if (on) {
      if (MEDIA_FAULTS.has(name)) for (const other of MEDIA_FAULTS.keys()) this.set(other, false);
      this.#takeBack.set(name, this.#start(name));
    } else {
      const takeBack = this.#takeBack.get(name);
      this.#takeBack.delete(name);
      takeBack?.();
    }
  }

  #noteOutage(begins: boolean): void {
    const now = Date.now();
    if (begins) this.#outages.push({ from: now, to: null });
    else for (const outage of this.#outages) outage.to ??= now;
  }

  /** For a phone that joins while callbacks are mixed up. */
  planNewcomer(customer: Customer): void {
    if (this.#takeBack.has('callbacks-out-of-order')) this.#plan(customer, 'reversed');
  }

  #plan({ number }: Customer, order: 'in-order' | 'reversed'): void {
    this.#world.twilio.fare(number, { ...fareOf(number, new Map()), order });
  }

  #start(name: FaultName): () => void {
    const { intercom, twilio } = this.#world;
    switch (name) {
      case 'intercom-down':
        return intercom.faults.add({ kind: 'status', status: 503, body: unavailable });
      case 'intercom-slow':
        return intercom.faults.add({ kind: 'delay', ms: SLOW_MS });
      case 'intercom-rate-limited':
        return this.#exhaustRateLimit();
      case 'intercom-loses-answer':
        // Searches get through, since the service finds the outcome of a lost call by searching.
        return intercom.faults.add({ kind: 'hang-up-after', method: 'POST', path: /^(?!.*\/search$)/ });
      case 'twilio-down':
        return twilio.faults.add({
          kind: 'status',
          status: 503,
          body: { code: 20503, message: 'Service unavailable', status: 503 },
        });
      case 'twilio-loses-answer':
        return twilio.faults.add({ kind: 'hang-up-after', method: 'POST', path: /\/Messages\.json$/ });
      case 'callbacks-out-of-order':
        return this.#mixUp();
      case 'callbacks-twice':
        return this.#deliverTwice();
      case 'media-late':
      case 'media-gone':
      case 'media-too-large':
      case 'media-protected':
        twilio.breakMedia(MEDIA_FAULTS.get(name) ?? null);
        return () => twilio.breakMedia(null);
    }
  }

  /** The real limit rather than a fault, so that `X-RateLimit-Reset` moves with the clock as it does live. */
  #exhaustRateLimit(): () => void {
    const { rateLimit } = this.#world.intercom;
    const limit = rateLimit.limit;
    rateLimit.limit = 0;
    return () => {
      rateLimit.limit = limit;
    };
  }

  #mixUp(): () => void {
    for (const customer of this.#customers.list()) this.#plan(customer, 'reversed');
    return () => {
      for (const customer of this.#customers.list()) this.#plan(customer, 'in-order');
    };
  }

  #deliverTwice(): () => void {
    const offices = [this.#world.intercom.postOffice, this.#world.twilio.postOffice];
    for (const office of offices) office.duplicate(2);
    return () => {
      for (const office of offices) office.duplicate(1);
    };
  }
}

const unavailable = {
  type: 'error.list',
  request_id: null,
  errors: [{ code: 'service_unavailable', message: 'Sorry, the API service is temporarily unavailable' }],
};

// Decides from a person's words whether one of our numbers may text them.
import { countryOf, parseAddress } from '../numbers/phone-number.ts';
import { type ConsentSource, type ConsentState, finalityOf } from './consent.ts';

/** How far a stop reaches that was said to one of our numbers: to that number, its Messaging Service, or the whole workspace. */
export type Reach = 'number' | 'service' | 'workspace';

/**
 * An admin's choice. `recommended`: the whole workspace for people in the US, where one stop ends all automated texts of a
 * caller from 2027-01-31 on (47 CFR 64.1200(a)(10)); elsewhere the Messaging Service, as at Twilio.
 * Source: https://www.ecfr.gov/current/title-47/section-64.1200
 */
export type ConsentScope = 'recommended' | Reach;

/** The place of a word, as seen from the number that is to text: said to it, to its service, to another number, or for all. */
export type SaidTo = 'this-number' | 'same-service' | 'other-number' | 'every-number';

/** The latest word that a person said to one of our numbers. */
export interface ConsentRecord {
  saidTo: SaidTo;
  optedOut: boolean;
  source: ConsentSource;
  at: Date;
  /** Since then Twilio itself blocks this number's texts to the person; null while it does not. */
  blockedSince: Date | null;
  reason: string | null;
  byName: string | null;
  /** The event of this word; null or left out where an earlier version kept none. */
  evidenceId?: string | null;
}

/** The reach of a stop by the person at `address`. */
export function reachFor(address: string, scope: ConsentScope): Reach {
  if (scope !== 'recommended') return scope;
  const { phone } = parseAddress(address);
  return phone !== null && countryOf(phone) === 'US' ? 'workspace' : 'service';
}

/** True for the sources after which Twilio itself blocks texts: it heard the word, or it refused a text. */
export function isHeardByTwilio(source: ConsentSource): boolean {
  return source === 'keyword' || source === 'opt-out-type' || source === 'refusal';
}

const near: Readonly<Record<Reach, readonly SaidTo[]>> = {
  number: ['this-number', 'every-number'],
  service: ['this-number', 'same-service', 'every-number'],
  workspace: ['this-number', 'same-service', 'other-number', 'every-number'],
};

/** Opted out while any word within reach is a stop, or while Twilio blocks this number. */
export function decideConsent(records: readonly ConsentRecord[], reach: Reach): ConsentState {
  const within = records.filter(({ saidTo }) => near[reach].includes(saidTo));
  const [stop] = within.filter(({ optedOut }) => optedOut).sort(mostFinal);
  if (stop) return { ...toState(stop), optedOut: true };
  const atTwilio = records.filter(({ saidTo }) => near.service.includes(saidTo));
  const block = atTwilio.find(({ blockedSince }) => blockedSince !== null);
  if (block?.blockedSince)
    return {
      ...evidenceOf(block),
      optedOut: true,
      at: block.blockedSince,
      source: block.source,
      isAtTwilioAlone: true,
    };
  const [latest] = within.toSorted(newestFirst);
  if (latest === undefined) return { optedOut: false, at: null, source: null };
  return { ...toState(latest), optedOut: false, optedIn: latest.source !== 'manual' };
}

function toState(record: ConsentRecord): Omit<ConsentState, 'optedOut'> {
  const { at, source, reason, byName } = record;
  return { at, source, reason, byName, ...evidenceOf(record) };
}

function evidenceOf({ evidenceId = null }: ConsentRecord): Pick<ConsentState, 'evidenceId'> {
  return { evidenceId };
}

/** A stop that only the customer can undo counts before one made by hand. */
function mostFinal(a: ConsentRecord, b: ConsentRecord): number {
  return finalityOf(b.source) - finalityOf(a.source) || newestFirst(a, b);
}

function newestFirst(a: ConsentRecord, b: ConsentRecord): number {
  return b.at.getTime() - a.at.getTime();
}

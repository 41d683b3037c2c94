// A customer's consent in a sentence: since when, by whom, and who can change it.
import { type ConsentSource, type ConsentState, isByHand } from '../../domain/consent/consent.ts';
import { type Reader, timeFor } from '../times.ts';

/** `Opted out since Nov 20, 2026 at 9:14AM by texting STOP. Only they can undo this, by texting START.` */
export function consentWords(consent: ConsentState, reader: Reader): string {
  if (!consent.optedOut) return consentedWords(consent, reader);
  if (consent.isAtTwilioAlone) return atTwilioAlone(consent, reader);
  const since = optedOutWords(consent, reader);
  if (isByHand(consent.source)) return `${since}${byHand(consent)}. You can undo this here.`;
  const how = consent.source === null ? '' : ` ${optedOutHow[consent.source] ?? ''}`;
  return `${since}${how}. Only they can undo this, by texting START${consent.source === 'subscription' ? ', or by subscribing again' : ''}.`;
}

function atTwilioAlone({ at }: ConsentState, reader: Reader): string {
  const since = at === null ? '' : ` since ${timeFor(reader, at)}`;
  return `Twilio blocks texts from this number${since}: the customer texted STOP to it. Another of your numbers can text them; START to this one ends the block.`;
}

/** The least that is said of an opt-out. */
export function optedOutWords({ at }: ConsentState, reader: Reader): string {
  return at === null ? 'Opted out' : `Opted out since ${timeFor(reader, at)}`;
}

function consentedWords(consent: ConsentState, reader: Reader): string {
  const since = consent.at === null ? '' : ` since ${timeFor(reader, consent.at)}`;
  return `May be texted${since}${consent.source === null ? '' : optedInHow(consent)}.`;
}

const optedOutHow: Readonly<Partial<Record<ConsentSource, string>>> = {
  keyword: 'by texting STOP',
  'opt-out-type': 'by texting a stop word',
  reading: 'by a stop word on which Twilio did not act',
  refusal: '(reported by Twilio)',
  subscription: 'by unsubscribing in Intercom',
};

function optedInHow(consent: ConsentState): string {
  if (consent.source === 'subscription') return ' by subscribing in Intercom';
  return isByHand(consent.source) ? byHand(consent) : ' by texting START';
}

function byHand({ source, byName, reason }: ConsentState): string {
  if (source === 'import') return ` by an imported file or the API${reason ? `: ${reason}` : ''}`;
  const who = byName ? ` by ${byName}` : ' by hand';
  return reason ? `${who}: ${reason}` : who;
}

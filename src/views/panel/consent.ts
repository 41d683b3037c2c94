// Whether somebody may be texted: since when, how it came about, and who can change it.
import type { ConsentState } from '../../domain/consent/consent.ts';
import type { ConsentScreen } from '../../domain/panel.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, input, text } from './canvas-kit.ts';
import { back, notice } from './pieces.ts';
import { phone } from './words.ts';

export function renderConsent(state: ConsentScreen): Canvas {
  const { consent, timeZone, address } = state;
  const title = consent.optedOut ? `${phone(address)} is opted out` : `${phone(address)} may be texted`;
  return canvas(
    [
      ...notice(state.notice),
      text(title, 'header'),
      ...(consent.optedOut || consent.at !== null ? [text(consentSentence(consent, timeZone))] : []),
      ...(consent.optedOut ? undoing(state) : doing(state)),
      back(),
    ],
    state.memory,
  );
}

/** `Opted out since Nov 20, 2026 at 9:14AM by texting STOP. Only they can change this, by texting START.` */
export function consentSentence(consent: ConsentState, timeZone: string): string {
  const since = optOutSince(consent, timeZone);
  if (!consent.optedOut) return consentedSince(consent, timeZone);
  if (consent.source === 'manual') return `${since}${byHand(consent)}. You can undo this here.`;
  const how = consent.source === null ? '' : ` ${optedOutHow[consent.source]}`;
  return `${since}${how}. Only they can change this, by texting START.`;
}

/** The least that is said of an opt-out. */
export function optOutSince({ at }: ConsentState, timeZone: string): string {
  return at === null ? 'Opted out' : `Opted out since ${absoluteDate(at, timeZone)}`;
}

function consentedSince(consent: ConsentState, timeZone: string): string {
  const since = consent.at === null ? '' : ` since ${absoluteDate(consent.at, timeZone)}`;
  return `May be texted${since}${consent.source === null ? '' : optedInHow(consent)}.`;
}

const optedOutHow = {
  keyword: 'by texting STOP',
  'opt-out-type': 'by texting a stop word',
  reading: 'by a stop word on which Twilio did not act',
  refusal: 'because the carrier says so',
} as const;

function optedInHow(consent: ConsentState): string {
  return consent.source === 'manual' ? byHand(consent) : ' by texting START';
}

function byHand({ byName, reason }: ConsentState): string {
  const who = byName ? ` by ${shorten(byName, 40)}` : ' by hand';
  return reason ? `${who}: ${shorten(reason, 120)}` : who;
}

function doing({ reason }: ConsentScreen): Component[] {
  return [
    text(
      'Once opted out, this number gets no text from any of yours until somebody resumes texts here, or they text START.',
      'muted',
    ),
    input('reason', { label: 'Reason', placeholder: 'They asked on the phone', value: reason }),
    button('Opt this number out', { do: 'opt-out' }, 'secondary'),
  ];
}

function undoing({ consent, sender }: ConsentScreen): Component[] {
  if (consent.source === 'manual') return [button('Resume texts', { do: 'resume' }, 'secondary')];
  const where = sender === null ? '' : ` to ${phone(sender)}`;
  return [text(`They can text START${where} at any time.`, 'muted')];
}

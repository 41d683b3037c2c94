// The sentences of the pages of consent, and the names of the columns of its file.
import type { ConsentSource } from '../domain/consent/consent.ts';
import type { Evidence, ListedState } from '../domain/consent/consent-list.ts';
import type { ConsentDone } from '../domain/consents-page.ts';
import { addressInWords } from './addresses.ts';
import { say, type Words } from './say.ts';
import { typedNumberWords } from './typed-input.ts';

export const consentPageWords = {
  lead: 'Everybody who asked for no more texts, or for texts again, with the words that said so.',
  hint: 'Digits of the number, in any spelling.',
  nobody: 'Nobody has opted out or in.',
  noneFound: 'Nobody matches.',
  optOut: 'Opt a number out by hand',
  optOutHint: 'It gets no more texts from any of your numbers until you undo this or the customer texts START.',
  reasonHint: 'Kept as evidence, such as: asked on the phone.',
  download: 'Download the evidence (CSV)',
  downloadHint: 'Times are UTC. A spreadsheet may show a number without its plus sign.',
  afterOurs: 'After our text:',
  allOf: (address: string) => `All evidence of ${addressInWords(address)}`,
  blocked: (sender: string) => `Twilio still blocks texts from ${addressInWords(sender)}, until they text START to it.`,
  resume: 'Undo the opt-out',
  startOnly: 'Only the customer can undo this, by texting START.',
  unknown: 'No word of this number is kept: it may be texted.',
} as const;

export const listedStates: Readonly<Record<ListedState, string>> = {
  none: 'May be texted',
  'opted-in': 'Opted in',
  'opted-out': 'Opted out',
};

const outHow: Readonly<Record<ConsentSource, string>> = {
  import: 'Opted out by an imported file or the API',
  keyword: 'Texted a stop word',
  manual: 'Opted out by hand',
  'opt-out-type': 'Texted a stop word of your account',
  reading: 'Texted a stop word that Twilio does not know',
  refusal: 'Twilio refused a text: opted out',
  subscription: 'Unsubscribed in Intercom',
};

const inHow: Readonly<Partial<Record<ConsentSource, string>>> = {
  import: 'Opted in by an imported file or the API',
  manual: 'Texts resumed by hand',
  subscription: 'Subscribed in Intercom',
};

/** `Texted a stop word`, `Texts resumed by hand` */
export function evidenceWords({ state, source }: Pick<Evidence, 'state' | 'source'>): string {
  if (state === 'opted-out') return outHow[source];
  return inHow[source] ?? 'Texted a start word';
}

/** The number that it was said to. */
export function saidToWords(saidTo: string | null): string {
  return saidTo === null ? 'every number' : addressInWords(saidTo);
}

export function isConsentDone({ kind }: ConsentDone): boolean {
  return kind === 'opted-out' || kind === 'resumed';
}

export function tellConsentDone(done: ConsentDone): string {
  return say(outcomes, done);
}

const outcomes: Words<ConsentDone> = {
  number: ({ why }) => say(typedNumberWords, why),
  'opted-out': ({ address }) => `${addressInWords(address)} is opted out: it gets no more texts.`,
  'reason-missing': 'Write the reason: it is kept as evidence.',
  'reason-too-long': ({ most }) => `Write a reason of at most ${most} characters.`,
  resumed: ({ address }) => `${addressInWords(address)} may be texted again.`,
  'start-only': ({ address }) => `${addressInWords(address)} opted out by text: only a START from there undoes it.`,
};

/** A line of the file, by its column. */
export function evidenceRow(evidence: Evidence): Readonly<Record<(typeof evidenceColumns)[number], string>> {
  const { address, state, at, source, saidTo, words, answered, byName, reason, origin } = evidence;
  return {
    number: address,
    state,
    at: at.toISOString(),
    source,
    said_to: saidTo ?? '',
    words: words ?? '',
    answered: answered ?? '',
    by: byName ?? '',
    reason: reason ?? '',
    origin: origin ?? '',
  };
}

/** The first line of the file. */
export const evidenceColumns = [
  'number',
  'state',
  'at',
  'source',
  'said_to',
  'words',
  'answered',
  'by',
  'reason',
  'origin',
] as const;

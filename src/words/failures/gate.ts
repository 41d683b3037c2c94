// Why the gate let no text through, and what to do next: told in notes, in the panel and after a test text.
import { type CostlyRange, destinationOf } from '../../domain/numbers/destination.ts';
import type { NeverSent, Refusal, Refused } from '../../domain/texts/refusal.ts';
import { NO_COUNTRY } from '../../domain/texts/spend.ts';
import { addressInWords } from '../addresses.ts';
import { buttonLabels } from '../buttons.ts';
import { countryInSentence } from '../countries.ts';
import { limitsTitle } from '../limits.ts';
import { product } from '../names.ts';
import { say, type Words } from '../say.ts';
import type { FailureWords } from './failure-words.ts';

/** Where an admin allows what a limit stops. */
export const inLimits = `in the ${product} settings, under ${limitsTitle}`;

/** `cause` may stand alone; `next` says who acts, and how. */
export interface RefusalWords {
  cause: string;
  next: string;
}

export const refusalWords: Words<Refused, RefusalWords> = {
  'blocked-by-twilio': ({ address, sender }) => ({
    cause: `${addressInWords(address)} texted STOP to ${addressInWords(sender)}, and Twilio still blocks texts from it.`,
    next: 'Text them from another of your numbers, or ask them to text START to this one.',
  }),
  'costly-number': ({ address }) => ({
    cause: `${addressInWords(address)} is ${costlyRanges[destinationOf(address).range ?? 'premium']}, and texts to such numbers are not allowed here.`,
    next: `Ask the customer for another number. An admin can allow this one ${inLimits}.`,
  }),
  'country-closed': ({ address }) => ({
    cause: `Texts to ${countryInSentence(destinationOf(address).country ?? NO_COUNTRY)} are not allowed here, unless the customer texts first.`,
    next: `An admin can allow the country ${inLimits}.`,
  }),
  loop: ({ address }) => ({
    cause: `${addressInWords(address)} seems to be a machine that answers automatic texts, so those are stopped.`,
    next: `Your own replies still go. To have automatic texts go again, open the SMS panel: ${buttonLabels.resumeAutomatic}.`,
  }),
  'no-sender': {
    cause: 'This workspace has no number to text from.',
    next: `Ask an admin to choose one in the ${product} settings.`,
  },
  'not-opted-in': ({ address }) => ({
    cause: `${addressInWords(address)} has not asked for marketing texts.`,
    next: 'Only people who opted in get them: for example, by texting START.',
  }),
  'not-answerable': ({ address }) => ({
    cause: `${addressInWords(address)} is not a phone number that can be texted.`,
    next: 'Answer them another way.',
  }),
  'confirmation-over': ({ address }) => ({
    cause: `A text to ${addressInWords(address)} would confirm a word that is too old, or no longer holds.`,
    next: 'There is nothing to do: such a text goes within five minutes or not at all.',
  }),
  'nothing-to-text': {
    cause: 'There is nothing to text.',
    next: 'Write a sentence, or attach a file.',
  },
  'opted-out': ({ address, sender }) => ({
    cause: `${addressInWords(address)} has opted out of texts from ${addressInWords(sender)}.`,
    next: 'Only they can undo this, by texting START to that number.',
  }),
  'opted-out-by-hand': ({ address }) => ({
    cause: `${addressInWords(address)} was opted out of texts by hand.`,
    next: `An agent can undo this in the SMS panel: ${buttonLabels.aboutOptOut}.`,
  }),
  'own-number': ({ address }) => ({
    cause: `${addressInWords(address)} is one of your own numbers.`,
    next: 'Correct the contact’s phone number.',
  }),
  'too-many-sms': {
    cause: 'The text is more SMS than one text may be here.',
    next: `Make it shorter. An admin can allow longer ones ${inLimits}.`,
  },
};

const costlyRanges: Readonly<Record<CostlyRange, string>> = {
  premium: 'a premium-rate number',
  satellite: 'a satellite phone',
  'shared-cost': 'a shared-cost number',
};

/** The cause, then the next step. */
export function refusalSentences(refused: Refused): string {
  const { cause, next } = say(refusalWords, refused);
  return `${cause} ${next}`;
}

/** One of our texts that never went, as a failure: it has a heading of its own. */
export const neverSentWords: Words<NeverSent, FailureWords> = {
  'blocked-by-twilio': (by) => asFailure('Not sent: blocked by Twilio', by),
  cancelled: {
    heading: 'Cancelled',
    cause: 'Somebody cancelled the text before it went.',
    nextStep: 'Send it now if the customer still needs it.',
  },
  'confirmation-over': (by) => asFailure('Not sent: too late to confirm', by),
  deleted: {
    heading: 'Not sent: deleted',
    cause: 'The message was deleted in Intercom before its text went.',
    nextStep: 'Write a new one if the customer needs it.',
  },
  loop: (by) => asFailure('Not sent: automatic texts stopped', by),
  needless: {
    heading: 'Not sent: no longer needed',
    cause: 'Somebody answered, your hours opened, or an hour passed before this automatic text went.',
    nextStep: 'Nothing to do.',
  },
  'costly-number': (by) => asFailure('Not sent: costly number', by),
  'country-closed': (by) => asFailure('Not sent: country not allowed', by),
  'no-sender': (by) => asFailure('Not sent: no number', by),
  'not-opted-in': (by) => asFailure('Not sent: not opted in', by),
  'not-answerable': (by) => asFailure('Not sent: not a phone number', by),
  'nothing-to-text': (by) => asFailure('Not sent: no words', by),
  'opted-out': (by) => asFailure('Not sent: opted out', by),
  'opted-out-by-hand': (by) => asFailure('Not sent: opted out by hand', by),
  'own-number': (by) => asFailure('Not sent: your own number', by),
  'part-before': {
    heading: 'Not sent: an earlier SMS failed',
    cause: 'An earlier SMS of the same reply did not go, so this one did not go either.',
    nextStep: 'Send the earlier one again: this one goes with it.',
  },
  'too-many-sms': (by) => asFailure('Not sent: too long', by),
  uninstalled: {
    heading: 'Not sent: app uninstalled',
    cause: 'The app was uninstalled before the text went.',
    nextStep: 'Send it now if the customer still needs it.',
  },
};

/** `kind` names the gate's reason in both. */
function asFailure(heading: string, refused: NeverSent & { kind: Refusal }): FailureWords {
  const { cause, next } = say(refusalWords, refused as Refused);
  return { heading, cause, nextStep: next };
}

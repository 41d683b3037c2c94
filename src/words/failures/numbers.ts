// Failures of the customer's number.
import type { NumberFault } from '../../domain/texts/fault.ts';
import type { FailureWords } from './failure-words.ts';

export const numberFailures: Readonly<Record<NumberFault, FailureWords>> = {
  blocked: {
    heading: 'Blocked by the customer or carrier',
    cause: 'The customer or their carrier blocks texts from your number.',
    nextStep: 'Reach the customer another way. If they once texted STOP, only they can undo it, by texting START.',
  },
  'country-not-allowed': {
    heading: 'Country not allowed at Twilio',
    cause: 'Your Twilio account may not text the customer’s country.',
    nextStep: 'An admin must allow the country at Twilio, under Messaging, Geo permissions.',
  },
  'invalid-number': {
    heading: 'Invalid number: correct it',
    cause: 'The customer’s phone number is not valid.',
    nextStep: 'Correct the phone number of this contact, with its country code.',
  },
  'known-to-sue': {
    heading: 'Blocked: known to sue',
    cause: 'Twilio blocks texts to this customer, who is known to sue over texts.',
    nextStep: 'Reach the customer another way.',
  },
  landline: {
    heading: 'Landline: cannot receive texts',
    cause: 'The customer’s number is a landline, or its carrier accepts no texts.',
    nextStep: 'Ask the customer for a mobile number, or answer another way.',
  },
  'opted-out': {
    heading: 'Customer opted out (STOP)',
    cause: 'The customer has opted out of texts from your number.',
    nextStep: 'Only they can undo this, by texting START to your number.',
  },
  'own-number': {
    heading: 'Number is one of yours',
    cause: 'The text would have gone to the number that it comes from.',
    nextStep: 'Correct the phone number of this contact.',
  },
  'phone-off': {
    heading: 'Phone off or out of reach',
    cause: 'The customer’s phone is off, has no signal or cannot receive texts.',
    nextStep: 'Send it once more later, or reach the customer another way.',
  },
  'short-code': {
    heading: 'Short code: cannot receive texts',
    cause: 'The customer wrote from a short code, a number that only sends.',
    nextStep: 'Answer the customer another way.',
  },
  'unknown-number': {
    heading: 'Wrong number: ask for another',
    cause: 'The customer’s number is unknown or no longer in service.',
    nextStep: 'Ask the customer for their current number.',
  },
};

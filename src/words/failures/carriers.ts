// Failures on the way to the phone.
import type { CarrierFault } from '../../domain/texts/fault.ts';
import type { FailureWords } from './failure-words.ts';

export const carrierFailures: Readonly<Record<CarrierFault, FailureWords>> = {
  'carrier-busy': {
    heading: 'Carrier too busy',
    cause: 'The customer’s carrier took no more texts at that moment.',
    nextStep: 'Send it again later.',
  },
  'carrier-gave-no-reason': {
    heading: 'Not delivered: reason unknown',
    cause: 'The customer’s carrier did not deliver the text and gave no reason.',
    nextStep: 'Send it once more later, or reach the customer another way.',
  },
  'carrier-silent': {
    heading: 'Carrier did not answer',
    cause: 'The customer’s carrier did not answer in time, so the text may have arrived.',
    nextStep: 'Wait. If the customer does not answer, send it again.',
  },
  'carrier-without-pictures': {
    heading: 'Carrier accepts no pictures',
    cause: 'The customer’s carrier passes on words only.',
    nextStep: 'Send words only, or a link.',
  },
  'daily-limit': {
    heading: 'Daily limit reached',
    cause: 'Your company has sent all the texts that the carrier or channel allows in a day.',
    nextStep: 'Send it again tomorrow.',
  },
  'night-at-customer': {
    heading: 'Night where the customer lives',
    cause: 'Your Twilio account blocks texts while it is night where the customer lives.',
    nextStep: 'Send it again in their daytime.',
  },
  'part-lost': {
    heading: 'Part of the text was lost',
    cause: 'A piece of what the customer wrote did not arrive.',
    nextStep: 'Ask the customer to send it again.',
  },
  'queue-overflow': {
    heading: 'Dropped: too many texts waiting',
    cause: 'Too many texts were waiting, so Twilio dropped this one.',
    nextStep: 'Send it again in a few minutes.',
  },
  'quiet-hours-at-twilio': {
    heading: 'Held at night by Twilio',
    cause: 'Twilio held the text for quiet hours and could not send it afterwards.',
    nextStep: 'Send it again in the daytime.',
  },
  'suspected-fraud': {
    heading: 'Blocked as suspected fraud',
    cause: 'Twilio suspects fraud and blocks texts to this customer, for some hours at most.',
    nextStep: 'Send it again later. An admin can put trusted numbers on Twilio’s safe list.',
  },
  'time-refused': {
    heading: 'Twilio refused the time',
    cause: 'Twilio was asked to send the text less than 5 minutes or more than 35 days ahead.',
    nextStep: 'Send it again.',
  },
  'too-fast': {
    heading: 'Texts went out too fast',
    cause: 'Texts went out faster than the carrier or channel allows.',
    nextStep: 'Send it again in a few minutes.',
  },
  'waited-too-long': {
    heading: 'Waited too long at Twilio',
    cause: 'Twilio could not hand the text on in time, and gave it up.',
    nextStep: 'Send it again if it still matters.',
  },
};

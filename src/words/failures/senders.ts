// Failures of the number, name or Messaging Service that we text from.
import type { SenderFault } from '../../domain/texts/fault.ts';
import type { FailureWords } from './failure-words.ts';

export const senderFailures: Readonly<Record<SenderFault, FailureWords>> = {
  'no-sender': {
    heading: 'No number to send from',
    cause: 'None of your numbers was chosen for the text.',
    nextStep: 'An admin must choose one of your numbers in the settings.',
  },
  'number-not-registered': {
    heading: 'Not registered in the US',
    cause: 'Your number is not registered with the US carriers, which refuse its texts.',
    nextStep: 'An admin must register it at Twilio for business texting in the US.',
  },
  'registration-suspended': {
    heading: 'Registration of your number suspended',
    cause: 'The US carriers accept no texts from your number for now.',
    nextStep: 'An admin must settle it with Twilio. Until then, send from another of your numbers.',
  },
  'registration-under-way': {
    heading: 'Registration still under way',
    cause: 'The registration of your number with the US carriers is still under way.',
    nextStep: 'Wait until it is done, or send from another of your numbers.',
  },
  'sender-cannot-reach': {
    heading: 'Not reachable from your number',
    cause: 'Twilio has no way from your number to this customer.',
    nextStep: 'Send it from another of your numbers.',
  },
  'sender-name-blocked': {
    heading: 'Sender name blocked',
    cause: 'The name that the text comes from is blocked as too general or misspelled.',
    nextStep: 'An admin must choose another name. Until then, send from one of your numbers.',
  },
  'sender-not-ready': {
    heading: 'Number not set up yet',
    cause: 'The carriers do not know your number yet.',
    nextStep: 'Send it again tomorrow. If it fails again, an admin must write to Twilio support.',
  },
  'sender-not-registered': {
    heading: 'Sender not registered in this country',
    cause: 'This country accepts only senders that are registered there.',
    nextStep: 'An admin must register a sender for this country at Twilio.',
  },
  'sender-queue-full': {
    heading: 'Too many texts are waiting',
    cause: 'Twilio’s line for your number is full.',
    nextStep: 'Send it again in a few hours, or from another of your numbers.',
  },
  'sender-without-pictures': {
    heading: 'No pictures from this number',
    cause: 'Your number sends words only.',
    nextStep: 'Send a link instead, or use another of your numbers.',
  },
  'service-empty': {
    heading: 'Messaging Service has no numbers',
    cause: 'Twilio found no number in the Messaging Service to send from.',
    nextStep: 'An admin must add a number to it.',
  },
  'service-missing': {
    heading: 'Messaging Service not found',
    cause: 'The chosen Twilio Messaging Service does not exist.',
    nextStep: 'An admin must choose a number in the settings.',
  },
  'service-without-match': {
    heading: 'Messaging Service lacks a number',
    cause: 'None of the numbers in the Messaging Service can text this customer.',
    nextStep: 'An admin must add a number for this country to it.',
  },
  'toll-free-unverified': {
    heading: 'Toll-free number not verified',
    cause: 'Your toll-free number is not verified, so it may not send texts.',
    nextStep: 'An admin must have it verified at Twilio. Until then, send from another of your numbers.',
  },
  'wrong-sender': {
    heading: 'Number cannot send texts',
    cause: 'The number that should send the text is not one of your Twilio numbers or cannot send texts.',
    nextStep: 'An admin must choose another of your numbers in the settings.',
  },
};

// Failures on WhatsApp and RCS.
import type { ChannelFault } from '../../domain/texts/fault.ts';
import type { FailureWords } from './failure-words.ts';

export const channelFailures: Readonly<Record<ChannelFault, FailureWords>> = {
  'against-channel-rules': {
    heading: 'Against the rules of WhatsApp',
    cause: 'The message breaks the rules of this channel.',
    nextStep: 'Reword it, or send a text.',
  },
  'blocked-on-channel': {
    heading: 'Blocked by the customer',
    cause: 'The customer has blocked this sender on this channel.',
    nextStep: 'Reach the customer another way. Only they can undo it.',
  },
  'channel-gave-no-reason': {
    heading: 'Not delivered: no reason given',
    cause: 'This channel refused the message and gave no reason.',
    nextStep: 'Send it once more later, or send a text.',
  },
  'not-on-channel': {
    heading: 'Not reachable on this channel',
    cause: 'The customer has no account on this channel, or has left it.',
    nextStep: 'Check their number, or send a text.',
  },
  'not-on-rcs': {
    heading: 'Not reachable over RCS',
    cause: 'The customer’s phone cannot be reached over RCS.',
    nextStep: 'Send it as an ordinary text.',
  },
  'not-on-whatsapp-test': {
    heading: 'Not in the WhatsApp test',
    cause: 'The customer has not joined the WhatsApp test number.',
    nextStep: 'Ask the customer to join it, or send a text.',
  },
  'other-channel': {
    heading: 'Sender is on another channel',
    cause: 'The sender and the customer use different channels, such as SMS and WhatsApp.',
    nextStep: 'Send it from a number of the channel on which the customer writes.',
  },
  'sender-not-on-channel': {
    heading: 'Sender not set up here',
    cause: 'This channel does not know your number or name.',
    nextStep: 'An admin must set it up at Twilio.',
  },
  'taken-for-marketing': {
    heading: 'WhatsApp held back marketing',
    cause: 'WhatsApp took the message for marketing and did not deliver it.',
    nextStep: 'Reach the customer another way, or send a text.',
  },
  'whatsapp-refused': {
    heading: 'Not allowed by WhatsApp',
    cause: 'WhatsApp does not let this message reach this customer.',
    nextStep: 'Reach the customer another way, or send a text.',
  },
  'whatsapp-templates-only': {
    heading: 'WhatsApp allows only templates now',
    cause: 'A day has passed since the customer’s last WhatsApp message, so only templates may be sent.',
    nextStep: 'Use an approved template, or send an ordinary text.',
  },
};

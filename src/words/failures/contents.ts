// Failures of the words and files of a text.
import type { ContentFault } from '../../domain/texts/fault.ts';
import type { FailureWords } from './failure-words.ts';

export const contentFailures: Readonly<Record<ContentFault, FailureWords>> = {
  'attachment-too-large': {
    heading: 'Attachment too large',
    cause: 'The customer’s phone or carrier takes no file of this size.',
    nextStep: 'Send a smaller one, or a link to it.',
  },
  'attachment-unreadable': {
    heading: 'Attachment not readable',
    cause: 'Twilio could not open the file, or does not know its kind.',
    nextStep: 'Attach the file again.',
  },
  'empty-text': {
    heading: 'Empty text',
    cause: 'There were no words to send.',
    nextStep: 'Write something and send it again.',
  },
  filtered: {
    heading: 'Filtered as spam',
    cause: 'Twilio or a carrier took the text for spam.',
    nextStep:
      'Reword it without short links or advertising. If that fails, an admin must check the registration of your number.',
  },
  'link-blocked': {
    heading: 'Link blocked by Twilio',
    cause: 'A link in the text leads to a site that Twilio holds to be unsafe.',
    nextStep: 'Send it without that link, or with another.',
  },
  'links-not-shortened': {
    heading: 'Links could not be shortened',
    cause: 'Twilio could not shorten the links in the text, so it did not send it.',
    nextStep: 'Send it again later. If it fails again, an admin can allow long links at Twilio.',
  },
  'one-time-code': {
    heading: 'One-time codes are blocked',
    cause: 'Twilio does not pass on one-time codes that others text to your number.',
    nextStep: 'Have the code sent to another phone.',
  },
  'template-field-empty': {
    heading: 'Template field empty',
    cause: 'A field of the template had no value that Twilio takes.',
    nextStep: 'Fill in every field, or send the text without the template.',
  },
  'template-missing': {
    heading: 'Template missing at Twilio',
    cause: 'The template does not exist in your Twilio account.',
    nextStep: 'Send the text without the template, or ask an admin to look for it at Twilio.',
  },
  'too-long': {
    heading: 'Text too long',
    cause: 'Twilio takes at most 1,600 characters at once.',
    nextStep: 'Shorten it, or send it as two texts.',
  },
  'too-long-for-trial': {
    heading: 'Too long for a trial account',
    cause: 'Twilio sends only short texts until the account is upgraded.',
    nextStep: 'Shorten it, or ask an admin to upgrade the account.',
  },
  'too-many-attachments': {
    heading: 'Too many attachments',
    cause: 'The text has more than ten attachments.',
    nextStep: 'Send them as several texts.',
  },
};

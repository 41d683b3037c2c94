// Failures between Twilio and this service, or of the Twilio account.
import type { AccountFault } from '../../domain/texts/fault.ts';
import { product } from '../names.ts';
import type { FailureWords } from './failure-words.ts';

export const accountFailures: Readonly<Record<AccountFault, FailureWords>> = {
  'account-suspended': {
    heading: 'Twilio account suspended or closed',
    cause: 'Twilio has shut your account, and sends nothing from it.',
    nextStep: 'An admin must check its balance and its state at Twilio.',
  },
  'credentials-refused': {
    heading: 'Wrong Twilio credentials',
    cause: 'Twilio does not let this workspace in.',
    nextStep: 'An admin must enter the current Twilio credentials in the settings.',
  },
  'not-found-at-twilio': {
    heading: 'Not found at Twilio',
    cause: 'Twilio did not find what the request named.',
    nextStep: 'An admin must check in the settings that this is the right Twilio account.',
  },
  'over-price-limit': {
    heading: 'Over the price limit',
    cause: 'The text would have cost more than its limit.',
    nextStep: 'The operator must raise the limit. The text needs no change.',
  },
  'privacy-settings': {
    heading: 'Blocked by Twilio’s privacy settings',
    cause: 'Twilio refused the text because of the privacy settings of your account.',
    nextStep: 'An admin must check message redaction at Twilio, under Messaging, Settings.',
  },
  'reply-loop': {
    heading: 'Texts went in a loop',
    cause: 'Too many texts went back and forth within half a minute, so Twilio stopped them.',
    nextStep: 'Check whether an automatic answer at the other end replies to yours.',
  },
  'service-address-refused': {
    heading: 'Twilio refuses our address',
    cause: 'Twilio does not accept the address where this service hears about deliveries.',
    nextStep: 'The operator must correct the address. The text needs no change.',
  },
  'service-answer-unreadable': {
    heading: 'Twilio could not read our answer',
    cause: 'This service answered in a form that Twilio does not know.',
    nextStep: 'The operator must look into it. The text needs no change.',
  },
  'service-unreachable': {
    heading: 'Twilio could not reach us',
    cause: 'Twilio could not reach this service, or waited too long for it.',
    nextStep: 'The operator must check that the service is up. The text needs no change.',
  },
  'still-on-its-way': {
    heading: 'Still on its way',
    cause: 'The text is still on its way, so Twilio cannot delete it yet.',
    nextStep: 'Try again in a few minutes.',
  },
  'too-many-requests': {
    heading: 'Twilio was too busy',
    cause: 'Too many requests reached Twilio at the same time.',
    nextStep: `${product} tries again on its own.`,
  },
  'trial-account': {
    heading: 'Twilio trial: number not verified',
    cause: 'A Twilio trial account may only text numbers that were verified beforehand.',
    nextStep: 'An admin must upgrade the account and complete its business profile.',
  },
  'trial-used-up': {
    heading: 'Twilio trial used up',
    cause: 'Your Twilio trial account has sent all the texts that it may send.',
    nextStep: 'An admin must upgrade it. Texts go again three to four hours later.',
  },
  'twilio-fault': {
    heading: 'Error at Twilio',
    cause: 'Twilio failed while it handled the text.',
    nextStep: 'Wait a few minutes and check whether the text arrived. If not, send it again.',
  },
  'unsigned-message': {
    heading: 'Wrong signature from Twilio',
    cause: 'A message from Twilio did not carry the right signature.',
    nextStep: 'An admin must check the address of this service and the Twilio credentials in the settings.',
  },
};

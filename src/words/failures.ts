// Why a text failed and what to do about it: one heading, cause and next step for each kind of fault.
import type { Fault, FaultKind } from '../domain/texts/fault.ts';
import { NO_COUNTRY } from '../domain/texts/spend.ts';
import { accountFailures } from './failures/account.ts';
import { carrierFailures } from './failures/carriers.ts';
import { channelFailures } from './failures/channels.ts';
import { contentFailures } from './failures/contents.ts';
import type { FailureWords } from './failures/failure-words.ts';
import { inLimits, neverSentWords } from './failures/gate.ts';
import { numberFailures } from './failures/numbers.ts';
import { senderFailures } from './failures/senders.ts';
import { limitReached } from './limits.ts';
import { product } from './names.ts';
import { say } from './say.ts';

/** The parts of a fault that its words depend on. */
export type ToldFault = Pick<Fault, 'kind' | 'code' | 'page' | 'hours' | 'neverSent' | 'country'>;

const failures: Readonly<Record<FaultKind, FailureWords | ((fault: ToldFault) => FailureWords)>> = {
  ...accountFailures,
  ...carrierFailures,
  ...channelFailures,
  ...contentFailures,
  ...numberFailures,
  ...senderFailures,
  'answer-lost': {
    heading: 'May not have arrived',
    cause: 'Twilio’s answer was lost, so the customer may or may not have the text.',
    nextStep: 'Ask the customer before you send it again.',
  },
  held: ({ hours }) => ({
    heading: 'Not sent: too late',
    cause: `The text could not be sent within ${hours} hours.`,
    nextStep: 'Send it now if the customer still needs it.',
  }),
  'no-reason': {
    heading: 'Not delivered: reason unknown',
    cause: 'Twilio gave no reason.',
    nextStep: 'Send it once more later, or reach the customer another way.',
  },
  'not-sent': ({ neverSent }) =>
    neverSent === undefined
      ? {
          heading: 'Not sent',
          cause: 'The text never reached Twilio.',
          nextStep: 'Read the note in the conversation: it says why.',
        }
      : say(neverSentWords, neverSent),
  'over-limit': ({ country = NO_COUNTRY }) => ({
    heading: 'Waits: daily limit reached',
    cause: limitReached(country),
    nextStep: `It goes once an admin lets it go ${inLimits}.`,
  }),
  unlisted: ({ code, page }) => ({
    heading: `Refused by Twilio (${code})`,
    cause: `Twilio refused the text for a reason that ${product} does not know.`,
    nextStep: `An admin can look up the error at ${page}.`,
  }),
};

export function tellFailure(fault: ToldFault): FailureWords {
  const told = failures[fault.kind];
  return typeof told === 'function' ? told(fault) : told;
}

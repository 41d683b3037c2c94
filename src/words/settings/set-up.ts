// The steps of setting a workspace up: the title of each, and how it stands or what is still to do.
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import type { SetUpState, SetUpStep } from '../../domain/settings/set-up.ts';
import { fewOf } from '../counts.ts';
import { tellReason } from '../errors.ts';
import { tellFailure } from '../failures.ts';
import { product } from '../names.ts';
import { say, type Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import { twilioTroubleSentence } from '../vendor-troubles.ts';
import { nameOf } from './names.ts';

export const stepTitles: Readonly<Record<SetUpStep['id'], string>> = {
  intercom: 'Connect Intercom',
  twilio: 'Connect Twilio',
  numbers: 'Choose your numbers',
  webhooks: 'Set the webhooks',
  test: 'Send a text to your own phone',
  pin: 'Show the panel to your agents',
};

/** Numbers and Messaging Services that one line names. */
const MOST_NAMES = 10;

const states: Words<SetUpState> = {
  'intercom-connected': ({ workspace }) => `Connected to ${workspace}.`,
  'intercom-locked-out': ({ isPrivate, reason }) =>
    `${reason === null ? `${standstills.intercomRefused}.` : tellReason(reason)} ${isPrivate ? 'The server sets its token, in INTERCOM_ACCESS_TOKEN.' : 'Install it again.'}`,
  'numbers-chosen': ({ names }) => fewOf(names.map(nameOf), MOST_NAMES),
  'numbers-missing': 'Tick the numbers that customers text.',
  'panel-new': `Each agent opens a conversation in the Inbox, chooses Edit Apps on the right, and pins ${product}.`,
  'panel-opened': 'Somebody has opened the panel in the Inbox.',
  'test-delivered': ({ to }) => `Delivered to ${readableNumber(to)}.`,
  'test-failed': ({ to, fault }) => {
    const { cause, nextStep } = tellFailure(fault);
    return `The text to ${readableNumber(to)} failed. ${cause} ${nextStep}`;
  },
  'test-missing': 'See for yourself that texts arrive.',
  'test-not-sent': ({ to }) => `The text to ${readableNumber(to)} was not sent.`,
  'test-under-way': ({ to }) => `On its way to ${readableNumber(to)}.`,
  'twilio-connected': ({ account }) => `Connected to ${account}.`,
  'twilio-missing': ({ account }) =>
    account === null
      ? 'Enter the Account SID and the Auth Token from the Twilio Console.'
      : `Enter the Auth Token of ${account} again, or connect another account.`,
  'twilio-trouble': ({ trouble }) => twilioTroubleSentence(trouble),
  'webhooks-asked': 'Twilio has not answered yet.',
  'webhooks-missing': `Let ${product} set the webhooks at Twilio, or copy their URLs there yourself.`,
  'webhooks-set': 'Twilio sends their texts here.',
};

export function tellStep({ state }: SetUpStep): string {
  return say(states, state);
}

// The doctor on the Twilio account: access, its Auth Token, and texts that it stops.
import type { StoppedFound, TwilioFound } from '../../domain/doctor/found/twilio.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import type { Fault } from '../../domain/texts/fault.ts';
import { count } from '../counts.ts';
import { tellFailure } from '../failures.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import { fullTime } from '../times.ts';
import { tellTrouble } from '../vendor-troubles.ts';
import { type Told, whyAway } from './told.ts';

type Account = Extract<TwilioFound, { check: 'twilio' }>;
type AuthToken = Extract<TwilioFound, { check: 'auth-token' }>;

const refused = standstills.twilioRefused;

export const twilioWords = (zone: string): Words<Account, Told> => ({
  answers: { title: 'Twilio answers', cause: 'Its credentials work.' },
  asking: { title: 'Twilio has not answered yet', cause: 'Load this page again in a moment.' },
  away: ({ trouble }) => ({
    title: 'Twilio does not answer',
    cause: `${whyAway(trouble)}Texts are kept and tried again for a day.`,
  }),
  'not-connected': { title: standstills.twilioMissing, cause: 'Until it is, no text can come in or go out.' },
  refused: ({ trouble }) => ({
    title: refused,
    cause:
      trouble.kind === 'credentials'
        ? 'They may have been changed in the Twilio Console.'
        : `${tellTrouble(trouble).cause}. The credentials may have been changed in the Twilio Console.`,
  }),
  'refused-since': ({ since, holdHours }) => ({
    title: refused,
    cause: `It has refused them since ${fullTime(new Date(since), zone)}: they were changed in the Twilio Console, or the account was suspended. Replies wait. After ${count(holdHours, 'hour')} they are not sent any more, and a note says so.`,
  }),
  suspended: {
    title: 'Twilio has suspended this account',
    cause: 'No text goes out or comes in until the account is active again. The Twilio Console says why.',
  },
  'wrong-region': ({ region, set }) => ({
    title: 'Twilio refuses the credentials in this region',
    cause: `They belong to the region ${region}, and ${set} is set here. Texts wait.`,
  }),
});

export const authTokenWords: Words<AuthToken, Told> = {
  rotated: {
    title: 'The Auth Token was rotated at Twilio',
    cause:
      'Twilio no longer accepts the one that is set here, and signs with another. Texts that come in are refused, and kept for a day.',
  },
  'rotation-finished': {
    title: 'The rotation of the Auth Token is finished at Twilio',
    cause: 'Twilio accepts the next Auth Token, and no longer the current one.',
  },
  'signs-with-next': {
    title: 'Twilio signs with the next Auth Token',
    cause: 'The rotation is finished there, so the current one can be dropped here.',
  },
};

export const stoppedWords: Words<StoppedFound, Told> = {
  none: { title: 'No number is stopped', cause: 'Carriers accept your texts.' },
  stopped: (found) => ({
    title: `${textsFrom(found)} ${found.times === 1 ? 'was' : 'were'} stopped in the last day`,
    cause: causeOf(found.fault),
  }),
  'unknown-error': (found) => ({
    title: `${textsFrom(found)} failed in the last day with an error that ${product} does not know`,
    cause: causeOf(found.fault),
  }),
};

function causeOf(fault: Fault): string {
  const { cause, nextStep } = tellFailure(fault);
  return `${cause} ${nextStep}`;
}

function textsFrom({ sender, times }: { sender: string; times: number }): string {
  return `${count(times, 'text')} from ${readableNumber(sender)}`;
}

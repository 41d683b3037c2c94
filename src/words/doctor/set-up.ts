// The doctor on the set-up of a workspace: numbers, people, choices.
import type { SetUpFound } from '../../domain/doctor/found/set-up.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import { count, fewOf, listOf } from '../counts.ts';
import type { Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import type { Told } from './told.ts';

type Of<Check extends SetUpFound['check']> = Words<Extract<SetUpFound, { check: Check }>, Told>;

/** `numbers`: those of the environment that another workspace uses. */
export function numbersTaken(numbers: readonly string[]): string {
  return `TWILIO_PHONE_NUMBER names ${fewOf(numbers.map(readableNumber), 3)}, which another workspace of this service uses. An admin must untick it in that workspace, or the operator must take it out of the variable.`;
}

export const numbersWords: Of<'numbers'> = {
  'none-chosen': {
    title: 'No number is chosen',
    cause: 'No text comes in or goes out until you tick a number that customers text.',
  },
  taken: ({ numbers }) => ({
    title: 'Another workspace uses a number of the environment',
    cause: numbersTaken(numbers),
  }),
};

export const actingAdminWords: Of<'acting-admin'> = {
  left: ({ standIn }) => ({
    title: 'The teammate who writes notes and tags has left',
    cause: writesMeanwhile(standIn),
  }),
  'may-not-write': ({ standIn }) => ({
    title: 'The teammate who writes notes and tags may not write in the inbox',
    cause: writesMeanwhile(standIn),
  }),
};

function writesMeanwhile(standIn: { name: string | null } | null): string {
  return standIn === null
    ? 'Intercom accepts no note in their name, so agents may not hear of texts that fail.'
    : `${standIn.name ?? 'Another teammate'} writes them meanwhile, so that agents hear of texts that fail. Choose who writes them from now on.`;
}

export const teamWords: Of<'team'> = {
  deleted: ({ numbers }) => ({
    title: 'A team that gets conversations was deleted',
    cause: `Conversations of ${numbers.length > 3 ? count(numbers.length, 'number') : listOf(numbers.map(readableNumber))} are assigned to no team. Choose another one for them.`,
  }),
};

export const firstTextWords: Of<'first-text'> = {
  'none-yet': {
    title: 'No text has come in or arrived yet',
    cause: 'Send one to your own phone to see that everything works.',
  },
};

export const botsWords: Of<'bots'> = {
  undecided: ({ conversations }) => ({
    title: 'Replies of bots and AI agents are not texted yet',
    cause: `They have answered in ${count(conversations, 'conversation')} with texts, and customers do not see these answers on their phones. Choose whether they are texted.`,
  }),
};

export const pauseWords: Of<'pause'> = {
  paused: {
    title: standstills.paused,
    cause: 'Customers’ texts still come in. Your texts wait until an admin resumes sending.',
  },
};

// Why a vendor did not do what was asked of it, and the next step of those who set the workspace up.
import type { NotAsked, NotAtHand, TwilioTrouble, VendorTrouble } from '../domain/vendor-trouble.ts';
import type { Vendor } from '../domain/vendors.ts';
import { tellReason } from './errors.ts';
import { tellFailure } from './failures.ts';
import { product, vendorNames } from './names.ts';
import { say, type Words } from './say.ts';
import { standstills } from './standstills.ts';

/** `cause` is a sentence without its full stop, `next` a whole one. */
export interface Trouble {
  cause: string;
  next: string;
}

const inAMinute = 'Try again in a minute.';

const credentials: Readonly<Record<Vendor, Trouble>> = {
  intercom: {
    cause: standstills.intercomRefused,
    next: `Install ${product} again, at the top of this page.`,
  },
  twilio: {
    cause: 'Twilio does not accept these credentials',
    next: 'Enter the current ones under Twilio account.',
  },
};

const forbidden: Readonly<Record<Vendor, Trouble>> = {
  intercom: {
    cause: `Intercom does not let ${product} do this: the app lacks a permission`,
    next: 'The checks on this page name the permission and how to turn it on.',
  },
  twilio: {
    cause: `Twilio does not let ${product} do this`,
    next: 'Give the API key that right in the Twilio Console, or use the Auth Token for calls.',
  },
};

const troubles: Words<VendorTrouble, Trouble> = {
  away: ({ vendor }) => ({ cause: `${vendorNames[vendor]} did not answer`, next: inAMinute }),
  busy: ({ vendor }) => ({ cause: `${vendorNames[vendor]} is too busy for this account now`, next: inAMinute }),
  credentials: ({ vendor }) => credentials[vendor],
  forbidden: ({ vendor }) => forbidden[vendor],
  lapsed: { cause: 'The Intercom subscription has lapsed', next: 'Renew it in Intercom.' },
  refused: ({ vendor, code, fault }) =>
    fault === null
      ? {
          cause: `${vendorNames[vendor]} refused this (${code})`,
          next: 'Load this page again and check what you chose.',
        }
      : { cause: tellFailure(fault).cause.replace(/\.$/, ''), next: tellFailure(fault).nextStep },
  suspended: {
    cause: 'Twilio has suspended or closed this account',
    next: 'Reopen it in the Twilio Console.',
  },
};

export function tellTrouble(trouble: VendorTrouble): Trouble {
  return say(troubles, trouble);
}

export const askAgain = 'Load this page again in a moment.';

const twilioTroubles: Words<TwilioTrouble, Trouble> = {
  asking: { cause: `${vendorNames.twilio} has not answered yet`, next: askAgain },
  away: ({ trouble }) => tellTrouble(trouble),
  refused: ({ trouble }) => tellTrouble(trouble),
  region: ({ region, asked }) => ({
    cause: `These credentials belong to Twilio’s region ${region}, not to ${asked}`,
    next: 'Choose that region under Twilio account.',
  }),
  suspended: ({ trouble }) => tellTrouble(trouble),
};

export function tellTwilioTrouble(trouble: TwilioTrouble): Trouble {
  return say(twilioTroubles, trouble);
}

/** Both as one line. */
export function troubleSentence(trouble: VendorTrouble): string {
  const { cause, next } = tellTrouble(trouble);
  return `${cause}. ${next}`;
}

export function twilioTroubleSentence(trouble: TwilioTrouble): string {
  const { cause, next } = tellTwilioTrouble(trouble);
  return `${cause}. ${next}`;
}

export function notAskedSentence(why: NotAsked): string {
  if (why.kind === 'asking') return `${vendorNames[why.vendor]} has not answered yet. ${askAgain}`;
  return why.kind === 'not-at-hand' ? tellReason(why.reason) : troubleSentence(why);
}

/** Why the credentials of Twilio that are set do not work. */
export function tellAccountProblem(problem: TwilioTrouble | NotAtHand | null): string | null {
  if (problem === null) return null;
  return problem.kind === 'not-at-hand' ? tellReason(problem.reason) : twilioTroubleSentence(problem);
}

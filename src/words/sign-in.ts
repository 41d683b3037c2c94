// The pages around the settings: signing in, installing, signing out, and the reasons why one of them failed.
import type { SignInFailure } from '../domain/sign-in.ts';
import { product } from './names.ts';

export interface PageWords {
  title: string;
  words: string;
}

export const signInFailures: Readonly<Record<SignInFailure, PageWords>> = {
  cancelled: { title: `You didn’t allow ${product}`, words: 'Nothing was connected. Try again when you are ready.' },
  'code-refused': {
    title: 'Intercom refused this',
    words: `Your workspace is probably in another region: choose it below. If no region works, the operator must check the client id and client secret of ${product}.`,
  },
  'not-installed': {
    title: `${product} is not installed`,
    words: 'None of your workspaces has it yet. If you may install apps, install it here.',
  },
  'not-permitted': {
    title: `${product} lacks a permission`,
    words: `Intercom does not show ${product} who you are. The operator must give the app “Read admins” and “Gather App data” in the Intercom Developer Hub. Then try again.`,
  },
  'not-verified': {
    title: 'Your email is not verified',
    words: 'Verify your email address in Intercom, then try again.',
  },
  unavailable: { title: 'Intercom does not answer', words: 'Nothing was connected. Try again in a minute.' },
  'unknown-attempt': {
    title: 'This link is out of date',
    words:
      'A link works once, for ten minutes, in the browser where it began. Start again here. If that fails too, allow cookies for this site.',
  },
  'used-already': {
    title: 'This link was used already',
    words: 'A link works once, and this one may have signed you in. Sign in to see your settings.',
  },
};

export const signIn: PageWords = { title: 'Sign in', words: 'You are signed out. Sign in with your Intercom account.' };

export const welcome: PageWords = {
  title: `${product}: SMS in the Intercom inbox`,
  words:
    'A customer’s text is a conversation in Intercom, and an agent’s reply is a text. Texts go through your own Twilio account.\n\nInstall it in your workspace, or sign in if it is installed there.',
};

export const signedOut: PageWords = { title: 'Signed out', words: 'You can close this page.' };

export const signInLabels = {
  install: `Install ${product}`,
  retry: 'Try again',
  signIn: 'Sign in',
  signInAgain: 'Sign in again',
  signInWithIntercom: 'Sign in with Intercom',
  toIntercom: 'Back to Intercom',
  toOverview: 'Go to the Overview',
} as const;

export const otherRegions = 'Is your workspace in another region?';

export const regionNames = { US: 'United States', EU: 'Europe', AU: 'Australia' } as const;

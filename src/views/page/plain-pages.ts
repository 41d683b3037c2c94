// The pages that say one thing: what went wrong on the way in and what to do about it, signing in, signing out.
import type { PlainPage } from '../../domain/settings-page.ts';
import type { Purpose, SignInFailure } from '../../domain/sign-in.ts';

type Link = PlainPage['links'][number];
type Region = 'US' | 'EU' | 'AU';

const regionNames: Readonly<Record<Region, string>> = { US: 'the US', EU: 'Europe', AU: 'Australia' };

const failures: Readonly<Record<SignInFailure, readonly [title: string, words: string]>> = {
  cancelled: ['Nothing was connected', 'Intercom was not allowed to connect. Start again when you are ready.'],
  'unknown-attempt': [
    'This link is out of date',
    'It works once, for ten minutes, in the browser where it began. Start again here; if that does not help, allow cookies for this site.',
  ],
  'used-already': [
    'This link was used already',
    'It works once, and the first time may have let you in. Sign in to see your settings, or start again.',
  ],
  'code-refused': [
    'Intercom did not accept this',
    'Most often the workspace is in another region: start again in its own. If none works, whoever runs Threadwire must check its client id and client secret.',
  ],
  'not-permitted': [
    'Threadwire lacks a permission',
    'Intercom does not let it see who you are. Whoever runs Threadwire must give the app “Read admins” and “Gather App data” in the Intercom Developer Hub. Then start again.',
  ],
  unavailable: ['Intercom does not answer', 'Nothing was connected. Start again in a minute.'],
  'not-verified': [
    'Your e-mail is not verified',
    'Intercom says that the e-mail address of your account is not verified. Verify it in Intercom, then sign in again.',
  ],
  'not-installed': [
    'Threadwire is not installed there',
    'No workspace of yours has it yet. An admin who may install apps can do so here.',
  ],
};

export interface FailedSignIn {
  why: SignInFailure;
  /** Null where it is not known any more. */
  purpose: Purpose | null;
  region: Region;
}

/** `backTo`: where Intercom is told that an installation failed, and why. */
export function failedSignInPage(failed: FailedSignIn, backTo: (problem: string) => string): PlainPage {
  const { why, purpose, region } = failed;
  const [title, words] = failures[why];
  if (purpose === null) return { title, words, kind: 'problem', links: waysIn };
  const path = purpose === 'install' || why === 'not-installed' ? '/install' : '/sign-in';
  const again = { label: 'Start again', url: `${path}?region=${region.toLowerCase()}` };
  const back = purpose === 'install' ? [{ label: 'Back to Intercom', url: backTo(title) }] : [];
  return { title, words, kind: 'problem', links: [again, ...inRegions(path, region), ...back] };
}

/** To the regions other than this. */
function inRegions(path: string, here: Region): Link[] {
  const others = (Object.keys(regionNames) as Region[]).filter((region) => region !== here);
  return others.map((region) => ({
    label: `My workspace is in ${regionNames[region]}`,
    url: `${path}?region=${region.toLowerCase()}`,
  }));
}

/** Installing changes the workspace, so it is not what somebody is led to who only wants to come in. */
const waysIn: readonly Link[] = [
  { label: 'Sign in', url: '/sign-in' },
  ...inRegions('/sign-in', 'US'),
  { label: 'Install Threadwire', url: '/install' },
];

export const signInPage: PlainPage = {
  title: 'Sign in',
  words: 'You are signed out, or your session is over. Intercom knows who you are.',
  kind: 'question',
  links: [{ label: 'Sign in with Intercom', url: '/sign-in' }, ...inRegions('/sign-in', 'US')],
};

export const signedOutPage: PlainPage = {
  title: 'Signed out',
  words: 'You can close this page.',
  kind: 'done',
  links: [{ label: 'Sign in again', url: '/sign-in' }],
};

export function problemPage(words: string): PlainPage {
  const back = { label: 'Back to the settings', url: '/settings' };
  return { title: 'That did not work', words, kind: 'problem', links: [back] };
}

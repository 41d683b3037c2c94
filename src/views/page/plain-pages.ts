// The pages that say one thing: a failed sign-in, the way in, the way out.
import type { PlainPage } from '../../domain/settings-page.ts';
import type { Purpose, SignInFailure } from '../../domain/sign-in.ts';
import {
  otherRegions,
  regionNames,
  signedOut,
  signIn,
  signInFailures,
  signInLabels,
  welcome,
} from '../../words/sign-in.ts';

type Link = PlainPage['links'][number];
type Region = keyof typeof regionNames;

export interface FailedSignIn {
  why: SignInFailure;
  /** Null where it is no longer known. */
  purpose: Purpose | null;
  region: Region;
}

/** `backTo`: the address where Intercom is told that an installation failed, and why. */
export function failedSignInPage(failed: FailedSignIn, backTo: (problem: string) => string): PlainPage {
  const { why, purpose, region } = failed;
  const told = signInFailures[why];
  if (purpose === null) return { ...told, kind: 'problem', links: waysIn, aside: inOtherRegions('/sign-in', 'US') };
  const path = purpose === 'install' || why === 'not-installed' ? '/install' : '/sign-in';
  const retry = { label: signInLabels.retry, url: `${path}?region=${region.toLowerCase()}` };
  const back = purpose === 'install' ? [{ label: signInLabels.toIntercom, url: backTo(told.title) }] : [];
  // The wrong region is the likeliest reason here, so the others are buttons.
  if (why === 'code-refused')
    return { ...told, kind: 'problem', links: [retry, ...regionLinks(path, region), ...back], aside: null };
  return { ...told, kind: 'problem', links: [retry, ...back], aside: inOtherRegions(path, region) };
}

function inOtherRegions(path: string, here: Region): PlainPage['aside'] {
  return { words: otherRegions, links: regionLinks(path, here) };
}

/** To the regions other than this. */
function regionLinks(path: string, here: Region): Link[] {
  const others = (Object.keys(regionNames) as Region[]).filter((region) => region !== here);
  return others.map((region) => ({ label: regionNames[region], url: `${path}?region=${region.toLowerCase()}` }));
}

/** Installing changes the workspace, so somebody who only wants to come in is not led to it. */
const waysIn: readonly Link[] = [
  { label: signInLabels.signIn, url: '/sign-in' },
  { label: signInLabels.install, url: '/install' },
];

export const signInPage: PlainPage = {
  ...signIn,
  kind: 'question',
  links: [{ label: signInLabels.signInWithIntercom, url: '/sign-in' }],
  aside: inOtherRegions('/sign-in', 'US'),
};

/** For those who open the service without an account here. */
export const welcomePage: PlainPage = {
  ...welcome,
  kind: 'question',
  links: waysIn.toReversed(),
  aside: inOtherRegions('/sign-in', 'US'),
};

export const signedOutPage: PlainPage = {
  ...signedOut,
  kind: 'done',
  links: [{ label: signInLabels.signInAgain, url: '/sign-in' }],
  aside: null,
};

export function problemPage(title: string, words: string): PlainPage {
  return { title, words, kind: 'problem', links: [{ label: signInLabels.toOverview, url: '/' }], aside: null };
}

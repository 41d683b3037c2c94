// Examples of the pages that say one thing: each that there is, and what strangers' words would make of one.
import type { PlainPage } from '../../../domain/settings-page.ts';
import type { Purpose, SignInFailure } from '../../../domain/sign-in.ts';
import { failedSignInPage, problemPage, signedOutPage, signInPage } from '../../page/plain-pages.ts';
import { hostileTexts } from './hostile.ts';

function failed(why: SignInFailure, purpose: Purpose | null): PlainPage {
  const end = 'https://app.intercom.com/appstore/redirect?install_success=false';
  const back = (problem: string) => `${end}&error_message=${encodeURIComponent(problem)}`;
  return failedSignInPage({ why, purpose, region: 'US' }, back);
}

export const plainPages: Readonly<Record<string, PlainPage>> = {
  'the install was refused': failed('cancelled', 'install'),
  'the install took too long': failed('unknown-attempt', 'install'),
  'the workspace is in another region': failed('code-refused', 'install'),
  'a permission is missing': failed('not-permitted', 'install'),
  'intercom is away': failed('unavailable', 'sign-in'),
  'the address is not verified': failed('not-verified', 'sign-in'),
  'it is not installed': failed('not-installed', 'sign-in'),
  'a way back that is not known': failed('unknown-attempt', null),
  'a way back that was used before': failed('used-already', null),
  'sign in': signInPage,
  'signed out': signedOutPage,
  'what went wrong': problemPage('Not found', 'There is no page at this address.'),
  'nowhere to go on': {
    title: 'There is no such page',
    words: 'Check the address.',
    kind: 'problem',
    links: [],
    aside: null,
  },
  ...Object.fromEntries(
    hostileTexts.map((text, index): [string, PlainPage] => [
      `hostile words ${index + 1}`,
      { title: text, words: text, kind: 'problem', links: [{ label: text, url: 'javascript:alert(1)' }], aside: null },
    ]),
  ),
};

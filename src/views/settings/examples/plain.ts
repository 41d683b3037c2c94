// Examples of the pages that say one thing.
import type { PlainPage } from '../../../domain/settings-page.ts';
import { hostileTexts } from './hostile.ts';

export const plainPages: Readonly<Record<string, PlainPage>> = {
  'the install was refused': {
    title: 'Threadwire was not connected',
    words: 'Intercom says that access was denied. If you closed the page by mistake, start again.',
    kind: 'problem',
    links: [
      { label: 'Start again', url: '/install' },
      { label: 'Back to Intercom', url: 'https://app.intercom.com/' },
    ],
  },
  'the install took too long': {
    title: 'This took too long',
    words:
      'For your safety, connecting has to be finished within ten minutes and in the same browser. Nothing was changed.',
    kind: 'problem',
    links: [{ label: 'Start again', url: '/install' }],
  },
  'sign in': {
    title: 'Sign in to change the SMS settings',
    words: 'Intercom asks who you are. Threadwire learns your name and your workspace, and nothing else.',
    kind: 'question',
    links: [{ label: 'Sign in with Intercom', url: '/settings/sign-in' }],
  },
  'signed out': {
    title: 'You are signed out',
    words: 'Close this page, or sign in again.',
    kind: 'done',
    links: [{ label: 'Sign in again', url: '/settings' }],
  },
  'nowhere to go on': { title: 'There is no such page', words: 'Check the address.', kind: 'problem', links: [] },
  ...Object.fromEntries(
    hostileTexts.map((text, index): [string, PlainPage] => [
      `hostile words ${index + 1}`,
      { title: text, words: text, kind: 'problem', links: [{ label: text, url: 'javascript:alert(1)' }] },
    ]),
  ),
};

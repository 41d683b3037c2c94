// The sentences of the frame that every page has, and of its pieces.
import { standstills } from './standstills.ts';

export const pageWords = {
  skip: 'Skip to the content',
  /** For members who may only look; `role` is the reader's. */
  readOnly: 'You can view these settings, but not change them: your role here is {role}.',
  askOwner: 'Ask {owner} for another role.',
  paused: `${standstills.paused}: no text goes out. {pause}`,
  toPause: 'Go to Pause sending',
  newTab: '(opens in a new tab)',
  secretSet: (end: string) => `set, ends in ${end}`,
  broken: (count: number) => `${count} broken`,
  toLookAt: (count: number) => `${count} to look at`,
} as const;

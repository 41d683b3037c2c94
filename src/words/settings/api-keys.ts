// Answers of the settings about keys of the API, and the sentences of their page.

import {
  type ApiKey,
  isUsable,
  type KeysDone,
  type KeysProblem,
  type keyDays,
  type Scope,
} from '../../domain/api-keys.ts';
import { count } from '../counts.ts';
import type { Words } from '../say.ts';

export const keysDone: Words<KeysDone> = {
  'key-revoked': ({ name }) => `The key ${name} works no more. All processes refuse it within five seconds.`,
};

export const keysProblems: Words<KeysProblem> = {
  'key-gone': 'There is no such key, or it was revoked before.',
  'key-name-form': ({ most }) => `Write a name of at most ${most} characters.`,
  'key-scopes-missing': 'Choose at least one thing that the key may do.',
  'too-many-keys': ({ most }) => `There are ${most} keys, which is the most. Revoke one that nobody uses.`,
};

/** The boxes to tick. */
export const scopeLabels: Readonly<Record<Scope, { label: string; hint: string }>> = {
  read: { label: 'Read', hint: 'Texts, templates, consent, contacts and numbers.' },
  send: { label: 'Send texts', hint: 'They go through the same checks as an agent’s.' },
  consent: { label: 'Change consent', hint: 'Opt numbers out and in, with the source.' },
  admin: { label: 'Change settings', hint: 'Settings, templates, webhooks, held texts and work that was given up.' },
};

export const keyPageWords = {
  made: 'The key is shown this once: copy it now. Only its hash is stored.',
  lost: 'If you did not copy a key, revoke it and make another.',
  description: 'Every call is described here.',
  none: 'No key works now.',
  ended: (number: number) => `Revoked or expired: ${count(number, 'key')}`,
  revoke: (name: string) => `Systems that use “${name}” are refused from then on. This cannot be undone.`,
  never: 'Until it is revoked',
  days: (days: Exclude<(typeof keyDays)[number], null>) => (days === 365 ? 'One year' : `${days} days`),
  unused: 'Never',
  madeAt: 'Made',
  usedAt: 'Last used',
  name: 'The system that will use it.',
} as const;

/** The state of a key, beside its name; null for one that works. */
export function keyState(key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): 'Revoked' | 'Expired' | null {
  if (key.revokedAt !== null) return 'Revoked';
  return isUsable(key, now) ? null : 'Expired';
}

// The reason why a job waits or was given up, as the operator reads it.

import type { Obstacle } from '../../domain/obstacle.ts';
import type { WaitReason } from '../../domain/wait-reason.ts';
import { obstacles } from '../errors.ts';
import { product } from '../names.ts';
import { say, type Words } from '../say.ts';
import { standstills } from '../standstills.ts';

const waits: Words<WaitReason> = {
  'channel-undecided': "Intercom does not show yet whether the customer's last words came by text.",
  'comment-being-posted': 'A comment is being posted in this conversation.',
  'conversation-being-started': 'The conversation is being started.',
  'conversations-unreadable': `Intercom does not let ${product} read some conversations yet.`,
  'earlier-try-unseen': 'An earlier try may have worked, and its result may not be listed yet.',
  'files-on-their-way': 'A file of this text is not here yet.',
  'minute-of-flood': 'Too many texts come from this number. Those of a minute go into one message.',
  'older-text-first': 'An older text of this conversation goes first.',
  'part-before-first': 'The SMS before this one has not left yet.',
  paused: `${standstills.paused}.`,
  'search-restarts': 'The search starts again: Intercom forgot the page.',
  'stood-still': 'The job stood still for too long and starts again.',
  'text-settled': 'The text was sent or stopped meanwhile.',
  'words-being-checked': `${product} reads the reply again, in case it was edited or deleted.`,
};

export function tellWait(reason: WaitReason): string {
  return say(waits, reason);
}

const stored: Words<WaitReason | Obstacle> = { ...waits, ...obstacles };

/**
 * The sentence of a reason that was stored as the line of an error, `kind name=value …`. Lines of vendor calls, faults
 * of the program and the sentences that older versions stored are told as they stand.
 */
export function tellStoredReason(line: string): string {
  const [kind = '', ...data] = line.split(' ');
  if (!Object.hasOwn(stored, kind) || !data.every((part) => part.includes('='))) return line;
  const reason = Object.fromEntries(data.map((part) => part.split('=', 2)));
  return say(stored, { ...reason, kind } as WaitReason | Obstacle);
}

// Warnings for an agent before a text or a reply goes astray: the cause, the effect, then who acts.
import type { Flow } from '../../domain/doctor/finding.ts';
import type { Breakage } from '../../domain/panel.ts';
import type { LoopKind } from '../../domain/texts/loop.ts';
import { addressInWords } from '../addresses.ts';
import { refusalSentences } from '../failures/gate.ts';
import { limitReached } from '../limits.ts';
import { loopWords } from '../loops.ts';
import { lowerFirst } from '../say.ts';
import { standstills } from '../standstills.ts';

const fix = 'An admin can fix it in the settings.';
const see = 'An admin can see why in the settings.';

export const breakageWords: Readonly<Record<Breakage, string>> = {
  'intercom-forbids': 'Intercom denies a permission that texts need. An admin can see which in the settings.',
  'intercom-refused': `${standstills.intercomRefused}: texts from customers wait. ${fix}`,
  'intercom-silent': `Intercom reports no replies, so they are not texted. ${fix}`,
  'secrets-locked': `${standstills.secretsLocked}: texts wait. ${fix}`,
  'texts-late': `Texts here have waited for minutes. ${see}`,
  'texts-refused': `Texts from customers could not be verified: they wait. ${see}`,
  'twilio-missing': `${standstills.twilioMissing}: your texts wait. An admin can connect it in the settings.`,
  'twilio-refused': `${standstills.twilioRefused}: your texts wait. ${fix}`,
};

/** Short enough to be named beside another. */
export const breakageNames: Readonly<Record<Breakage, string>> = {
  'intercom-forbids': 'Intercom denies a permission',
  'intercom-refused': standstills.intercomRefused,
  'intercom-silent': 'Intercom reports no replies',
  'secrets-locked': lowerFirst(standstills.secretsLocked),
  'texts-late': 'texts are late',
  'texts-refused': 'texts from customers could not be verified',
  'twilio-missing': standstills.twilioMissing,
  'twilio-refused': standstills.twilioRefused,
};

const stillness: Readonly<Record<Flow, string>> = {
  notes: 'failed texts get no note',
  receiving: 'texts from customers do not come in',
  replies: 'replies are not texted',
  sending: 'your texts do not go out',
};

/** A finding of the doctor, by its title. */
export function foundWords(title: string, stops: readonly Flow[]): string {
  const still = stops.slice(0, 2).map((flow) => stillness[flow]);
  return `${title}${still.length === 0 ? '' : `: ${still.join(', and ')}`}. ${fix}`;
}

/** Other things that are broken: by their names, or as a number. */
export function othersWords(names: readonly string[], all: number): string {
  const more = all - names.length;
  return `Also: ${names.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

export function othersCounted(all: number): string {
  return `${all === 1 ? 'One more thing is' : `${all} more things are`} broken.`;
}

export const warningSentences = {
  'also-email': 'Your replies may reach them by e-mail too.',
  'bots-not-texted': 'Replies of bots and AI agents are not texted here. An admin can change that in the settings.',
  chat: 'They wrote in the chat last, so your replies are not texted. Write to their phone from here.',
  moved: 'Their next text goes to another conversation.',
  'no-sender': refusalSentences({ kind: 'no-sender', address: '', sender: '' }),
  'no-thread': 'Replies here are not texted. Write to their phone from here.',
  'not-answerable': 'This sender cannot be texted. Answer them another way.',
  paused: `${standstills.paused}: your texts wait until an admin resumes it. A note tells you of each that waited too long.`,
} as const;

/** Before somebody writes. */
export function overLimitWords(country: string): string {
  return `${limitReached(country)} Your texts there wait until an admin lets them go.`;
}

export function mayStopWords(words: string): string {
  return `They may want no more texts: “${words}”`;
}

export function loopWarning(how: LoopKind): string {
  return `Automatic texts are stopped here: ${loopWords[how]}. Your replies still go.`;
}

export function severalNumbersWords(address: string): string {
  return `They text from several numbers. Your next reply goes to ${addressInWords(address)}.`;
}

export function blockedWords(cause: string): string {
  return `Twilio stops your texts. ${cause}`;
}

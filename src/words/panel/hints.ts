// Explanations, questions and empty states on the panel's screens.
import type { AttachedFile } from '../../domain/panel.ts';
import { cutWords } from '../../domain/texts/cut-words.ts';
import type { CustomerZone } from '../../domain/times/customer-zone.ts';
import { unreadPhones } from '../addresses.ts';
import { product } from '../names.ts';
import { sizeInWords } from '../sizes.ts';
import { timeFor } from '../times.ts';

export const homeHints = {
  noNumber: 'No phone number is known for this contact.',
  noTexts: 'No texts yet.',
  several: `${unreadPhones.several} Enter the one to text.`,
  unreadable: `${unreadPhones.unreadable} Enter one.`,
} as const;

/** The customer's clocks, and how they are known where there is room: `6:14AM in Los Angeles (by their number)`. */
export function localTime({ zone, by }: CustomerZone, now: Date, hasSource: boolean): string {
  const time = timeFor({ now, zone: null }, now, zone);
  return hasSource ? `${time} (${by === 'number' ? 'by their number' : 'their profile'})` : time;
}

export function sharedHint(contacts: number, names: string): string {
  return `${contacts} contacts share this number${names === '' ? '' : `: ${names}`}.`;
}

export const numberHints = {
  newNumber: 'New number for this customer',
  which: 'Which number?',
  resend: 'The failed text is sent again, to the number that you choose here.',
  save: 'Save on the contact',
  willSave: 'Once sent, the number is saved on the contact.',
} as const;

export const writeHints = {
  chooseSender: 'Choose a number to text from.',
  noSender: 'No number to text from.',
  placeholder: 'What do you want to say?',
  attach: 'Picture or file, by its web address',
} as const;

const ways = {
  mms: 'It goes by MMS together with the text. Twilio tells the price once it is sent.',
  link: 'A link to it stands in the text.',
} as const;

/** The file behind the typed address, as it will go. */
export function attachedWords({ name, type, bytes, as }: AttachedFile): string {
  const noun = type.startsWith('image/') ? 'Picture' : 'File';
  return `${noun}${name === null ? '' : ` “${cutWords(name, 60)}”`}, ${sizeInWords(bytes)}. ${ways[as]}`;
}

/** `fields` as they are written in the template; `others`: there are more. */
export const missingHint = { before: 'No value for ', others: ' and others', after: '. Write it yourself.' } as const;

export const signatureHints = {
  effect: 'One line below each text that you write here or as a reply. It counts in the length and the price.',
  placeholder: '- Ines, Support',
} as const;

/** `usual`: the line with the agent's first name. */
export function usualSignature(usual: string | null): string {
  return usual === null ? 'Leave it empty to sign with your first name.' : `Leave it empty to sign with “${usual}”.`;
}

/** Below a text that is being written. */
export function endsWith(line: string): string {
  return `Ends with “${line}”.`;
}

export const consentHints = {
  effect:
    'Once opted out, this number gets no text from you until an agent resumes texts here, or the customer texts START.',
  placeholder: 'They asked on the phone',
} as const;

/** `sender` null: any of the workspace's numbers. */
export function startHint(sender: string | null): string {
  return `They can text START${sender === null ? '' : ` to ${sender}`} at any time.`;
}

/** `zone` in words: `Los Angeles time`. */
export function zoneHint(zone: string, isCustomers: boolean): string {
  return isCustomers
    ? `Times are the customer’s: ${zone}.`
    : `The customer’s time zone is unknown. Times are yours: ${zone}.`;
}

/** A time at night, before it is confirmed. `time`: on the customer's clocks, as `3:00AM in Los Angeles`. */
export function nightHint(time: string): string {
  return `It is night for the customer then: ${time}. Texts are welcome from 8AM to 9PM.`;
}

export function quietHint(time: string): string {
  return `Quiet hours hold texts to this customer then: ${time}.`;
}

export const laterHints = {
  confirm: 'Schedule this text?',
  nothing: 'No text is scheduled.',
  unknownZone: 'The customer’s time zone is unknown: it may be night there.',
} as const;

/** `noun`: template or number. */
export function nothingFound(noun: string, query: string): string {
  return query === '' ? `There are no ${noun}s yet.` : `No ${noun} matches “${query}”.`;
}

export const macrosCut = 'Intercom has more macros than are listed and searched here.';

export const awayHints = {
  keptText: 'Your text, kept for you',
  notSetUp: 'Texting is not set up for this workspace yet.',
  setUp: `An admin can connect Twilio and choose the numbers in ${product}. Texts then appear here.`,
  unavailable: 'Texts cannot be shown or sent at the moment. Try again shortly.',
} as const;

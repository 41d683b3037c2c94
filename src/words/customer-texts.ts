// A customer's text as people read it in the conversation, in the panel and in its previews: its words, and a line for each thing with it.
import { OPENS_FIELD } from '../domain/texts/automatic.ts';
import { cutWords } from '../domain/texts/cut-words.ts';
import type { Media } from '../domain/texts/message.ts';
import type { Content } from '../domain/texts/text-content.ts';
import { isBlank } from '../domain/well-formed.ts';
import { addressInWords } from './addresses.ts';
import { count } from './counts.ts';
import { product } from './names.ts';
import { say, type Words } from './say.ts';
import { fullTime, weekdayOf } from './times.ts';

/**
 * The words of a text, then one line a file. Intercom refuses a blank message. A text that may have been put into its
 * conversation is found there by these words, so another wording of them would put it there twice.
 */
export function textInConversation(body: string, media: readonly Pick<Media, 'contentType'>[]): string {
  const lines = [...(isWithoutWords(body) ? [] : [body]), ...media.map((file) => fileInWords(file.contentType))];
  if (lines.length > 0) return lines.join('\n');
  return isBlank(body) ? '(an empty text)' : '(a picture or another object that the phone network did not pass on)';
}

/** Several texts of one minute, each from a bullet on. The words of one alone are as above. */
export function textsInConversation(
  texts: readonly { body: string; media: readonly Pick<Media, 'contentType'>[] }[],
): string {
  const each = texts.map(({ body, media }) => textInConversation(body, media));
  if (each.length === 1) return each[0] ?? '';
  return [`${count(each.length, 'text')} within a minute:`, ...each.map((words) => `• ${words}`)].join('\n');
}

/** Nothing in it can be read. */
export function isWithoutWords(body: string): boolean {
  return isBlank(body.replaceAll(LOST_OBJECT, ''));
}

/** The same from another number than the reader expects: an agent would answer the wrong phone. */
export function withItsNumber(address: string, words: string): string {
  return `From ${addressInWords(address)}:\n${words}`;
}

/** An automatic answer as its conversation shows it: agents see at a glance that nobody of theirs wrote it. */
export function answerInConversation(body: string): string {
  return `Automatic text:\n${body}`;
}

/** The words of an automatic answer as the customer gets them. `zone`: the workspace's. */
export function answerInWords(words: string, opensAt: Date | null, zone: string): string {
  if (!words.includes(OPENS_FIELD)) return words;
  const opens = opensAt === null ? 'later' : `${weekdayOf(opensAt, zone)}, ${fullTime(opensAt, zone, null)}`;
  return words.replaceAll(OPENS_FIELD, opens);
}

/** Phones put U+FFFC where a picture stands; it comes alone where the picture was lost. */
const LOST_OBJECT = '\ufffc';

/** A file by its kind. */
export function fileInWords(contentType: string): string {
  return `${kindInWords(contentType)} received`;
}

function kindInWords(contentType: string): string {
  const type = contentType.toLowerCase();
  if (type.startsWith('image/')) return 'Picture';
  if (type.startsWith('video/')) return 'Video';
  if (type.startsWith('audio/')) return 'Voice or audio message';
  if (type.includes('vcard')) return 'Contact card';
  if (type === 'text/calendar') return 'Appointment';
  return type === 'application/pdf' ? 'PDF' : 'File';
}

/** One of our texts: its words, then one line a file. */
export function ownTextInPanel(body: string, types: readonly string[]): string {
  return [...(types.length > 0 && isWithoutWords(body) ? [] : [body]), ...types.map(kindInWords)].join('\n');
}

/** The words of a text with its other content; content that the words repeat is left out. */
export function wordsWithContent(words: string, content: readonly Content[]): string {
  const isSaid = (text: string) => text !== '' && folded(words) === folded(text);
  const told = content.filter((one) => !isRepeated(one, isSaid));
  const [before, after] = [told.filter(isSubject), told.filter((one) => !isSubject(one))];
  const [above, below] = [before, after].map((some) => some.map((one) => say(contents, one)));
  // A text of invisible words alone keeps them.
  if (told.length === 0) return words;
  return [...(above ?? []), ...(words.trim() === '' ? [] : [words]), ...(below ?? [])].join('\n');
}

const contents: Words<Content> = {
  advertisement: ({ headline, body, url }) => {
    const parts = [headline === '' ? '' : `“${headline}”`, body, url].filter((part) => part !== '');
    return `Came from an advertisement: ${parts.join(' · ')}`;
  },
  answer: ({ quoted }) =>
    quoted === '' ? '(An answer to an earlier text)' : `(An answer to “${cutWords(quoted, 80)}”)`,
  button: ({ text, code }) => (text === '' ? `Tapped the button with the code ${code}` : `Tapped the button “${text}”`),
  choice: ({ title, code, description }) => {
    const entry = title === '' ? `the entry with the code ${code}` : `“${title}”`;
    return `Chose ${entry}${description === '' ? '' : `: ${description}`}`;
  },
  location: locationInWords,
  reaction: ({ emoji, quoted }) =>
    quoted === '' ? `Reacted ${emoji} to a message` : `Reacted ${emoji} to “${quoted}”`,
  subject: ({ text }) => `Subject: ${text}`,
  unknown: ({ name, sid, page }) =>
    `Content of the kind “${name}” that ${product} cannot show. An admin finds it in Twilio’s log (Monitor, Logs, Messaging) as ${sid}: ${page}`,
  values: ({ title, values }) =>
    `${title}: ${values.map(([name, value]) => (name === '' ? value : `${name}: ${value}`)).join('; ')}`,
};

function isSubject({ kind }: Content): boolean {
  return kind === 'subject';
}

function isRepeated(one: Content, isSaid: (text: string) => boolean): boolean {
  if (one.kind === 'subject') return isSaid(one.text);
  if (one.kind === 'button') return isSaid(one.text) || (one.text === '' && isSaid(one.code));
  return one.kind === 'choice' && isSaid(one.title);
}

function locationInWords({ latitude, longitude, address, label }: Extract<Content, { kind: 'location' }>): string {
  const place = [label, address].filter((part) => part !== '').join(', ');
  const [north, east] = [degrees(latitude, 90), degrees(longitude, 180)];
  if (north !== null && east !== null) {
    // https://developers.google.com/maps/documentation/urls/get-started
    const map = `https://www.google.com/maps/search/?api=1&query=${north},${east}`;
    return place === '' ? `Location: ${map}` : `Location: ${place}\n${map}`;
  }
  if (place !== '') return `Location: ${place}`;
  return `Location that no map shows: latitude ${latitude || 'missing'}, longitude ${longitude || 'missing'}`;
}

/** Decimal degrees, also with a comma; null where there is no such place. */
function degrees(text: string, most: number): string | null {
  const value = text.replace(',', '.');
  return /^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(value) && Math.abs(Number(value)) <= most ? String(Number(value)) : null;
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

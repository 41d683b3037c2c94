// What a text may carry besides words and files, and how it reads: the same in the conversation, in the panel and in its previews.
import { cutWords } from './cut-words.ts';

/** One thing that came with a text. Empty strings are not known. */
export type Content =
  | { kind: 'subject'; text: string }
  | { kind: 'location'; latitude: string; longitude: string; address: string; label: string }
  /** `code`: what the button stands for in the program that made it. */
  | { kind: 'button'; text: string; code: string }
  | { kind: 'choice'; title: string; description: string; code: string }
  | { kind: 'reaction'; emoji: string; quoted: string }
  /** Named values: the answers of a form, an order, a contact card. */
  | { kind: 'values'; title: string; values: readonly (readonly [name: string, value: string])[] }
  | { kind: 'advertisement'; headline: string; body: string; url: string }
  /** The customer answers this text, whose words are not always known. */
  | { kind: 'answer'; quoted: string }
  /** `where`: how somebody sees it. */
  | { kind: 'unknown'; name: string; where: string };

/** The words of a text with what else it carries; `content` that the words say already is not said again. */
export function wordsWithContent(words: string, content: readonly Content[]): string {
  const isSaid = (text: string) => text !== '' && folded(words) === folded(text);
  const before = content.flatMap((one) =>
    one.kind === 'subject' && !isSaid(one.text) ? [`Subject: ${one.text}`] : [],
  );
  const after = content.flatMap((one) => (one.kind === 'subject' ? [] : lineOf(one, isSaid)));
  const lines = [...before, ...(words.trim() === '' ? [] : [words]), ...after];
  // Invisible words stay what they are where nothing else is there.
  return before.length + after.length === 0 ? words : lines.join('\n');
}

function lineOf(one: Exclude<Content, { kind: 'subject' }>, isSaid: (text: string) => boolean): string[] {
  switch (one.kind) {
    case 'location':
      return [locationLine(one)];
    case 'button':
      if (isSaid(one.text) || (one.text === '' && isSaid(one.code))) return [];
      return [one.text === '' ? `Tapped the button with the code ${one.code}` : `Tapped the button “${one.text}”`];
    case 'choice':
      if (isSaid(one.title)) return [];
      return [`Chose ${named(one.title, one.code)}${one.description === '' ? '' : `: ${one.description}`}`];
    case 'reaction':
      return [one.quoted === '' ? `Reacted ${one.emoji} to a message` : `Reacted ${one.emoji} to “${one.quoted}”`];
    case 'values':
      return [
        `${one.title}: ${one.values.map(([name, value]) => (name === '' ? value : `${name}: ${value}`)).join('; ')}`,
      ];
    case 'advertisement': {
      const says = [one.headline === '' ? '' : `“${one.headline}”`, one.body, one.url].filter((part) => part !== '');
      return [`Came from an advertisement: ${says.join(' · ')}`];
    }
    case 'answer':
      return [one.quoted === '' ? '(An answer to an earlier text)' : `(An answer to “${cutWords(one.quoted, 80)}”)`];
    case 'unknown':
      return [`Content of the kind “${one.name}” that Threadwire cannot show. ${one.where}`];
  }
}

function named(title: string, code: string): string {
  return title === '' ? `the entry with the code ${code}` : `“${title}”`;
}

function locationLine({ latitude, longitude, address, label }: Extract<Content, { kind: 'location' }>): string {
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

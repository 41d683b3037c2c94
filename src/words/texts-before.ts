// The note that tells of automatic texts once the customer writes: a line a text.
import type { Note } from '../domain/notes/note.ts';
import type { TextBefore } from '../domain/notes/texts-before.ts';
import { cutWords } from '../domain/texts/cut-words.ts';
import { addressInWords } from './addresses.ts';
import { count } from './counts.ts';
import { fullTime } from './times.ts';

const LONGEST = 320;

export function textsBeforeInWords({ address, texts, more, zone }: Extract<Note, { kind: 'texts-before' }>): string {
  const all = texts.length + more;
  const opening = `${count(all, 'automatic text', 'automatic texts')} had gone to ${addressInWords(address)} before the customer wrote.`;
  const hidden =
    more === 0 ? '' : `\n\nThese are the newest. Open the SMS panel for the ${count(more, 'text', 'texts')} before.`;
  return `${opening}\n\n${texts.map((text) => lineOf(text, zone)).join('\n')}${hidden}`;
}

function lineOf({ at, from, words, outcome }: TextBefore, zone: string): string {
  const sender = from === null ? '' : ` from ${addressInWords(from)}`;
  return `${fullTime(at, zone)}${sender}: ${cutWords(words, LONGEST)}${outcomes[outcome]}`;
}

const outcomes: Readonly<Record<TextBefore['outcome'], string>> = {
  'went-out': '',
  failed: ' (it did not arrive)',
  unsure: ' (it may not have gone out)',
};

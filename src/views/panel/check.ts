// The check of a text before it goes: its length, its SMS, its price, and the characters that make it longer than it looks.
import type { Offender, TextCheck } from '../../domain/texts/text-check.ts';
import { checkHints, savingHint } from '../../words/panel/hints.ts';
import { button, type Component, table, text } from './canvas-kit.ts';
import { price } from './formats.ts';

const MOST_NAMED = 8;

export function checkWords(check: TextCheck): Component[] {
  const isShort = check.encoding === 'GSM-7';
  return [
    ...table([
      ['Characters', String(check.characters)],
      ['Sent as', `${check.segments} SMS`],
      ['Encoding', isShort ? 'Standard (GSM-7)' : 'Unicode'],
      ...(check.cost === null ? [] : [['Price', `About ${price(check.cost)}`] as const]),
    ]),
    ...(check.offenders.length === 0 ? [] : offenderWords(check)),
  ];
}

function offenderWords({ offenders, segments, segmentsSimplified }: TextCheck): Component[] {
  const canReplace = offenders.some(({ replacement }) => replacement !== null);
  const saves = segmentsSimplified < segments;
  return [
    text(saves ? savingHint(segments, segmentsSimplified) : checkHints.lessRoom, 'paragraph', { tight: true }),
    text(`${capital(namesOf(offenders))}.`, 'muted'),
    ...(canReplace ? [button('Replace special characters', { do: 'simplify' }, 'secondary')] : []),
  ];
}

function namesOf(offenders: readonly Offender[]): string {
  const names = offenders.slice(0, MOST_NAMED).map(nameOf);
  const more = offenders.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const known: ReadonlyMap<string, string> = new Map([
  ['\u2018', 'curly quote'],
  ['\u2019', 'curly quote'],
  ['\u201a', 'low quote'],
  ['\u201c', 'curly quote'],
  ['\u201d', 'curly quote'],
  ['\u201e', 'low quote'],
  ['\u2039', 'angled quote'],
  ['\u203a', 'angled quote'],
  ['\u00ab', 'angled quote'],
  ['\u00bb', 'angled quote'],
  ['\u2032', 'minute sign'],
  ['\u2010', 'hyphen'],
  ['\u2011', 'hyphen'],
  ['\u2012', 'dash'],
  ['\u2013', 'dash'],
  ['\u2014', 'long dash'],
  ['\u2015', 'long dash'],
  ['\u2022', 'bullet'],
  ['\u2026', 'three dots'],
  ['\u2122', 'trademark sign'],
  ['`', 'backtick'],
  ['\t', 'tab'],
]);

/** The name that people give it, with the sign itself where it can be seen. */
function nameOf({ character }: Offender): string {
  if (/^[\p{Z}\p{C}\s]+$/u.test(character)) return character === '\t' ? 'tab' : 'unusual or invisible space';
  const name = known.get(character);
  if (name !== undefined) return `${name} (${character})`;
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(character)) return `emoji (${character})`;
  return `${/^\p{L}/u.test(character) ? 'letter' : 'sign'} (${character})`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

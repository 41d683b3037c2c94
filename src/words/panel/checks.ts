// The check of a text in plain words: its length, and what would make it shorter.
import { type Offender, roomOfOne, type TextCheck } from '../../domain/texts/text-check.ts';
import { count, fewOf } from '../counts.ts';
import { upperFirst } from '../say.ts';

/** `70 of 70 characters`, or `161 characters` where it takes several SMS. */
export function lengthInWords({ characters, segments, fill }: TextCheck): string {
  if (fill === null) return count(characters, 'character');
  if (segments > 1) return count(fill.used, 'character');
  return `${fill.used} of ${count(fill.room, 'character')}`;
}

/** More than that is not shortened by a word or two. */
const FEW = 30;

/** Says how it is fewer SMS, or why it has less room than usual; null where there is nothing to say. */
export function lengthHint(check: TextCheck): string | null {
  const { segments, segmentsSimplified, offenders } = check;
  const isSaved = segmentsSimplified < segments;
  const saving = isSaved ? replacingSaves(check) : leavingOutSaves(check);
  if (saving !== null) return upperFirst(`${overBy(check)}${saving}`);
  if (offenders.length > 0)
    return `Because of special characters, one SMS holds ${roomOfOne.special} characters instead of ${roomOfOne.standard}.`;
  const { over } = check;
  return over === null || over > FEW
    ? null
    : `${over} over: ${count(over, 'character')} less, and it is ${segments - 1} SMS.`;
}

function overBy({ over }: TextCheck): string {
  return over === null ? '' : `${over.toLocaleString('en-US')} over: `;
}

function replacingSaves({ segmentsSimplified, segmentsPlain, offenders }: TextCheck): string {
  const replaced = `with its special characters replaced it is ${segmentsSimplified} SMS`;
  if (segmentsPlain === null || segmentsPlain >= segmentsSimplified) return `${replaced}.`;
  return `${replaced}, and without ${leftOut(offenders)}, too, ${segmentsPlain}.`;
}

function leavingOutSaves({ segments, segmentsPlain, offenders }: TextCheck): string | null {
  if (segmentsPlain === null || segmentsPlain >= segments) return null;
  const hasOthers = offenders.some(({ replacement }) => replacement !== null);
  const also = hasOthers ? ', and with the other special characters replaced,' : '';
  return `without ${leftOut(offenders)}${also} it is ${segmentsPlain} SMS.`;
}

/** `the emoji`, `the sign ✓` */
function leftOut(offenders: readonly Offender[]): string {
  const rest = offenders.filter(({ replacement }) => replacement === null).map(({ character }) => character);
  if (rest.every(isEmoji)) return 'the emoji';
  return rest.length === 1 ? `the sign ${rest[0]}` : `these signs: ${rest.slice(0, 5).join(' ')}`;
}

export function isEmoji(character: string): boolean {
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(character);
}

const MOST_NAMED = 8;

/** `Curly quote (’), emoji (😀), which counts as 2.` */
export function offendersInWords(offenders: readonly Offender[]): string {
  return `${upperFirst(fewOf(offenders.map(nameOf), MOST_NAMED))}.`;
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
function nameOf({ character, counts }: Offender): string {
  if (/^[\p{Z}\p{C}\s]+$/u.test(character)) return character === '\t' ? 'tab' : 'unusual or invisible space';
  const name = known.get(character);
  if (name !== undefined) return `${name} (${character})`;
  const room = counts > 1 ? `, counts as ${counts}` : '';
  if (isEmoji(character)) return `emoji (${character}${room})`;
  return `${/^\p{L}/u.test(character) ? 'letter' : 'sign'} (${character}${room})`;
}

/** `before`: the SMS of the words that go before the picture. */
export function mmsInWords(before: number): string {
  return before === 0 ? '1 MMS' : `${before} SMS and 1 MMS`;
}

/** An MMS has no room that its words could fill. */
export function charactersInWords({ characters }: Pick<TextCheck, 'characters'>): string {
  return count(characters, 'character');
}

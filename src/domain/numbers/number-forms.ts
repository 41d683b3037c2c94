// The forms that one mobile number has had: the one that is dialled now, and those that old address books and some networks keep.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type PlanChange, planChanges, type Slots } from './numbering-plans.ts';

interface Move {
  change: PlanChange;
  /** Whether somebody may have stored the form before as a whole number that is surely this one. */
  isSearched: boolean;
  before: Form;
  now: Form;
}

interface Form {
  pattern: RegExp;
  /** What the digits of the other form become in this one. */
  written: string;
}

/** A plus and two digits: no form has fewer that are fixed. */
const START = 3;

const moves: readonly Move[] = planChanges.flatMap((change) => {
  const { slots, tokens = [] } = change;
  const made =
    (isSearched: boolean) =>
    ([before, now]: readonly [string, string]) => ({
      change,
      isSearched,
      before: toForm(before, slots),
      now: toForm(now, slots),
    });
  const dialled = change.moves.flatMap(([, now]) =>
    tokens.map((token) => [now.replace(/(?=[a-z])/, token), now] as const),
  );
  return [...change.moves.map(made(!change.isSureOfSenders)), ...dialled.map(made(false))];
});

/** By the digits that all numbers of one have in common, so that most numbers are asked about no move at all. */
const byStart = Map.groupBy(
  moves.flatMap((move) => [
    { start: startOf(move.before), move },
    { start: startOf(move.now), move },
  ]),
  ({ start }) => start,
);

function toForm(template: string, slots: Slots): Form {
  const slot = (letter: string) => slots[letter] ?? letter;
  return {
    pattern: new RegExp(
      `^${template.replace('+', '\\+').replace(/[a-z]/g, (letter) => `(?<${letter}>${slot(letter)})`)}$`,
    ),
    written: template.replace(/[a-z]/g, (letter) => `$<${letter}>`),
  };
}

function startOf({ written }: Form): string {
  return written.slice(0, START);
}

function movesOf(e164: string): readonly Move[] {
  return [...new Set((byStart.get(e164.slice(0, START)) ?? []).map(({ move }) => move))];
}

/**
 * The number as it is dialled now; itself where no plan changed it, or where that is not sure. `isSender`: it has sent a
 * text, so that it is no landline.
 */
export function currentForm(e164: string, { isSender = false } = {}): string {
  for (const { change, before, now } of movesOf(e164)) {
    if (change.isSureOfSenders && !isSender) continue;
    if (!before.pattern.test(e164)) continue;
    if (!change.isListed && !change.isSureOfSenders && isNumber(e164)) continue;
    const current = e164.replace(before.pattern, now.written);
    if (isMobile(current)) return current;
  }
  return e164;
}

/** E.164, the form that is dialled now first: under each of them somebody may have stored the number. */
export function formsOf(e164: string): string[] {
  const current = currentForm(e164);
  const earlier = movesOf(current).flatMap(({ isSearched, before, now }) => {
    if (!isSearched || !now.pattern.test(current)) return [];
    const form = current.replace(now.pattern, before.written);
    return currentForm(form) === current ? [form] : [];
  });
  return [...new Set([current, ...earlier])];
}

/** Whether texts may come from another form of this number, which is the one that is dialled now. */
export function hasOtherForms(e164: string): boolean {
  return movesOf(e164).some(({ now }) => now.pattern.test(e164));
}

function isNumber(e164: string): boolean {
  return parsePhoneNumberFromString(e164)?.isValid() ?? false;
}

function isMobile(e164: string): boolean {
  const type = parsePhoneNumberFromString(e164)?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

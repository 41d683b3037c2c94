// Forms of one mobile number: the one that is dialled now, and those that old address books and some networks keep.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type PlanChange, planChanges, type Slots } from './numbering-plans.ts';

interface Move {
  change: PlanChange;
  /** Somebody may have stored the earlier form as a whole number that is surely this one. */
  isSearched: boolean;
  before: Form;
  now: Form;
}

interface Form {
  pattern: RegExp;
  /** The digits of the other form as this one writes them. */
  written: string;
}

/** A plus and two digits: every form begins with at least as many fixed ones. */
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

/** Moves by the digits that all of their numbers begin with, so that most numbers are compared with none. */
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
 * The number as it is dialled now; itself where no plan changed it, or where that is uncertain. `isSender`: it has sent a
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

/** All forms in E.164, the one that is dialled now first. Somebody may have stored the number under each of them. */
export function formsOf(e164: string): string[] {
  const current = currentForm(e164);
  const earlier = movesOf(current).flatMap(({ isSearched, before, now }) => {
    if (!isSearched || !now.pattern.test(current)) return [];
    const form = current.replace(now.pattern, before.written);
    return currentForm(form) === current ? [form] : [];
  });
  return [...new Set([current, ...earlier])];
}

/** Texts may come from another form of this number. `e164`: the form that is dialled now. */
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

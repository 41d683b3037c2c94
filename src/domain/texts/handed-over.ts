// Finds the text whose answer was lost among those that a vendor lists; there may be none, or several that fit.
import { type AddressLikeness, addressLikeness } from '../numbers/masked-address.ts';
import { isBlank } from '../well-formed.ts';
import { likenessOf } from './same-words.ts';

/** A text of ours that may have been handed over. */
export interface InFlight {
  id: string;
  address: string;
  sender: string;
  body: string;
  /** It went as MMS. */
  hasMedia: boolean;
  attemptedAt: Date;
}

/** A text as the vendor lists it, which belongs to none of ours yet. */
export interface ListedText {
  sid: string;
  to: string;
  /** Null while a Messaging Service chooses. */
  from: string | null;
  service: string | null;
  body: string;
  hasMedia: boolean;
  createdAt: Date;
}

/** `likely`: only its time and pair fit, or its words were changed. A better sign may still come. */
export type Recognised<Text> = { kind: 'certain' | 'likely'; text: Text } | { kind: 'none' } | { kind: 'unsure' };

/**
 * `others`: texts of ours that were under way at the same time. `service`: the Messaging Service that was named with the text.
 * Words decide. Without words the order in which texts were made decides, where as many are listed as are missing.
 */
export function recognise<Text extends ListedText>(
  mine: InFlight,
  others: readonly InFlight[],
  listed: readonly Text[],
  service: string | null,
): Recognised<Text> {
  const [own, foreign] = partition(listed, (text) => isFrom(mine, text, service));
  const seen = own
    .filter((text) => mayBe(mine, text))
    .map((text) => ({
      text,
      recipient: addressLikeness(mine.address, text.to),
      words: likeness(mine, text.body),
    }))
    .filter(({ recipient }) => recipient !== 'other')
    .sort((one, other) => one.text.createdAt.getTime() - other.text.createdAt.getTime());
  // A text that went from another number of ours is none of these.
  const mates = others.filter((other) =>
    seen.some(({ text }) => isFrom(other, text, service) && addressLikeness(other.address, text.to) !== 'other'),
  );
  const rivals = mates.filter((other) => likeness(other, mine.body) === 'same');
  for (const words of ['same', 'alike'] as const) {
    const fitting = seen.filter((one) => one.words === words);
    if (fitting.length > 0) return byWords(mine, rivals, fitting, words);
  }
  const found = withoutWords(mine, mates, seen);
  return found.kind === 'none' && isElsewhere(mine, others, foreign) ? { kind: 'unsure' } : found;
}

/** Files tell texts apart where no words show. */
function mayBe(mine: InFlight, text: ListedText): boolean {
  return mine.hasMedia === text.hasMedia || !isBlank(text.body);
}

/** A picture without words looks like a text whose words are hidden. A vendor may send a link to it instead. */
function likeness({ body }: InFlight, listed: string): ReturnType<typeof likenessOf> {
  if (!isBlank(body)) return likenessOf(body, listed);
  if (likenessOf('x', listed) === 'hidden') return 'hidden';
  return /^\s*https?:\/\/\S+\s*$/.test(listed) ? 'alike' : 'other';
}

function partition<One>(all: readonly One[], isFirst: (one: One) => boolean): [One[], One[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** The same words went to the customer from a sender that we did not name, and no other text of ours accounts for it. */
function isElsewhere(mine: InFlight, others: readonly InFlight[], foreign: readonly ListedText[]): boolean {
  const isMeant = (ours: InFlight, text: ListedText) =>
    addressLikeness(ours.address, text.to) !== 'other' && likeness(ours, text.body) === 'same';
  return foreign.some(
    (text) => isMeant(mine, text) && !others.some((other) => isFrom(other, text, null) && isMeant(other, text)),
  );
}

interface Seen<Text> {
  text: Text;
  recipient: AddressLikeness;
  words: ReturnType<typeof likenessOf>;
}

/** Texts of the same words look the same: the earlier of ours takes the earlier of theirs. */
function byWords<Text extends ListedText>(
  mine: InFlight,
  rivals: readonly InFlight[],
  fitting: readonly Seen<Text>[],
  words: 'same' | 'alike',
): Recognised<Text> {
  const isCertain = words === 'same' && fitting.every(({ recipient }) => recipient === 'same');
  const isOpen = fitting.length > 1 && !isCertain && fitting.length !== rivals.length + 1;
  if (isOpen || fitting.some(({ recipient }) => recipient === 'dark')) return { kind: 'unsure' };
  const found = fitting[rankOf(mine, rivals)];
  return found ? { kind: isCertain ? 'certain' : 'likely', text: found.text } : { kind: 'none' };
}

function withoutWords<Text extends ListedText>(
  mine: InFlight,
  mates: readonly InFlight[],
  seen: readonly Seen<Text>[],
): Recognised<Text> {
  const strange = seen.filter(({ text }) => !mates.some((mate) => isAlike(mate, text.body)));
  const hidden = strange.filter(({ words }) => words === 'hidden');
  if (hidden.length === 0) return strange.length === 0 ? { kind: 'none' } : { kind: 'unsure' };
  const missing = mates.filter(
    (mate) => mate.hasMedia === mine.hasMedia && !seen.some(({ text }) => isAlike(mate, text.body)),
  );
  if (hidden.length !== missing.length + 1 || hidden.some(({ recipient }) => recipient === 'dark'))
    return { kind: 'unsure' };
  const found = hidden[rankOf(mine, missing)];
  return found ? { kind: 'likely', text: found.text } : { kind: 'unsure' };
}

function isAlike(ours: InFlight, listed: string): boolean {
  const found = likeness(ours, listed);
  return found === 'same' || found === 'alike';
}

/** The number of the others that were begun before. */
function rankOf(mine: InFlight, others: readonly InFlight[]): number {
  const isBefore = ({ attemptedAt, id }: InFlight) =>
    attemptedAt.getTime() < mine.attemptedAt.getTime() || (+attemptedAt === +mine.attemptedAt && id < mine.id);
  return others.filter(isBefore).length;
}

/** A Messaging Service may have chosen another of its senders, or may still be choosing. */
function isFrom(mine: InFlight, text: ListedText, service: string | null): boolean {
  if (text.from === null) return true;
  return addressLikeness(mine.sender, text.from) !== 'other' || (service !== null && text.service === service);
}

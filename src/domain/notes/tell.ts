// What an agent is told in a conversation: one function an occasion, which names the customer and our number itself.
import type { ConsentSource } from '../consent/consent.ts';
import { parseAddress } from '../numbers/phone-number.ts';
import * as says from './notices.ts';

/** A note that a conversation is owed, one each of its kind about one subject. */
export type Note = FailureNote | NewsNote;

/** The kinds that tell of a text which did not arrive, or may not have. */
type FailureKind = 'failed' | 'refused' | 'held' | 'no-number';

export interface FailureNote {
  kind: FailureKind;
  body: string;
}

export interface NewsNote {
  kind: Exclude<says.NoticeKind, FailureKind>;
  body: string;
}

interface To {
  address: string;
}
interface Pair extends To {
  sender: string;
}

const name = (address: string) => says.describeAddress(parseAddress(address));

export const tell = {
  optedOut: ({ address, sender }: Pair, source: ConsentSource | null): NewsNote => ({
    kind: 'opted-out',
    body: says.optedOutNotice(
      name(address),
      parseAddress(sender).phone === null ? null : name(sender),
      source === 'reading',
    ),
  }),
  noNumber: (why: Parameters<typeof says.noNumberNotice>[0]): FailureNote => ({
    kind: 'no-number',
    body: says.noNumberNotice(why),
  }),
  mayStop: ({ address }: To): NewsNote => ({ kind: 'may-stop', body: says.mayStopNotice(name(address)) }),
  optedIn: ({ address, sender }: Pair): NewsNote => ({
    kind: 'opted-in',
    body: says.optedInNotice(name(address), name(sender)),
  }),
  optedOutByHand: ({ address }: To, reason: string): NewsNote => ({
    kind: 'opted-out',
    body: says.optedOutByHandNotice(name(address), reason),
  }),
  resumed: ({ address }: To): NewsNote => ({ kind: 'opted-in', body: says.resumedNotice(name(address)) }),
  notAnswerable: ({ address }: To): NewsNote => ({
    kind: 'not-answerable',
    body: says.notAnswerableNotice(parseAddress(address)),
  }),
  refused: ({ address, sender }: Pair, reason: says.Refusal, what: 'reply' | 'scheduled' = 'reply'): FailureNote => ({
    kind: 'refused',
    body: says.refusedNotice(reason, name(address), name(sender), what),
  }),
  uninstalled: ({ address }: To, what: 'reply' | 'scheduled'): FailureNote => ({
    kind: 'refused',
    body: says.uninstalledNotice(name(address), what),
  }),
  pictures: (pictures: number, files: number): NewsNote => ({
    kind: 'pictures',
    body: says.picturesNotice(pictures, files),
  }),
  failed: ({ address }: To, failure: Omit<Parameters<typeof says.failedNotice>[0], 'customer'>): FailureNote => ({
    kind: 'failed',
    body: says.failedNotice({ ...failure, customer: name(address) }),
  }),
  arrived: ({ address }: To, news: says.BetterNews): NewsNote => ({
    kind: 'arrived',
    body: says.arrivedNotice(name(address), news),
  }),
  wentOut: ({ address }: To, news: says.BetterNews): NewsNote => ({
    kind: 'went-out',
    body: says.wentOutNotice(name(address), news),
  }),
  saidArrived: ({ address }: To): NewsNote => ({ kind: 'went-out', body: says.saidArrivedNotice(name(address)) }),
  held: ({ address }: To, hours: number, what: 'reply' | 'scheduled' = 'reply'): FailureNote => ({
    kind: 'held',
    body: says.heldNotice(name(address), hours, what),
  }),
  /** It was handed over, and nobody knows what came of it. */
  unknown: ({ address }: To): FailureNote => ({ kind: 'held', body: says.givenUpNotice(name(address)) }),
  /** Twilio was asked, and its list does not tell. */
  unsure: ({ address }: To): FailureNote => ({ kind: 'held', body: says.unsureNotice(name(address)) }),
  unread: (isReply: boolean): FailureNote => ({ kind: 'held', body: says.unreadNotice(isReply) }),
  deletedInTime: ({ address }: To): NewsNote => ({ kind: 'deleted', body: says.deletedInTimeNotice(name(address)) }),
  deletedTooLate: ({ address }: To): NewsNote => ({ kind: 'deleted', body: says.deletedTooLateNotice(name(address)) }),
  sentAgain: ({ address }: To, isElsewhere: boolean): NewsNote => ({
    kind: 'sent-again',
    body: says.sentAgainNotice(name(address), isElsewhere),
  }),
};

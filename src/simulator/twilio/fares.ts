// How a text fares after it was accepted: magic recipients, and the plan of its status callbacks.
//
// Magic recipients of this stand-in: +1 500 55 and an error code of 30000-30999 or 63000-63999, so +1 500 55 30005 ends
// with error 30005 and +1 500 55 63016 with 63016 (+1 555 01 and the code does the same). The code decides how such a text
// ends: `failed` where Twilio never handed it to a carrier, else `undelivered`.
// Twilio's own magic numbers (+1 500 555 0001 and so on), refused at once, are in twilio-rules.ts.
// Codes: https://www.twilio.com/docs/api/errors
import { shuffled } from '../stand-in/post-office.ts';

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
export type MessageStatus =
  | 'accepted'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'read'
  | 'received';

/** The fate of the texts to one number. */
export interface Fare {
  end?: 'delivered' | 'undelivered' | 'failed' | 'sent' | 'read';
  errorCode?: number;
  /** When each callback comes, in clock milliseconds after the text was accepted. */
  after?: number[];
  order?: 'in-order' | 'reversed' | 'shuffled';
  /** How many times each callback comes. */
  duplicate?: number;
  /** A carrier that reported a failure reports this long after the text was accepted that it arrived: clock milliseconds. */
  arrivesAfter?: number;
  /** No callbacks at all; the status moves all the same. */
  silent?: boolean;
}

/** One move of a message's status; its callback comes at the same time. */
export interface Step {
  status: MessageStatus;
  errorCode: number | null;
  /** Clock milliseconds after the text was accepted. */
  after: number;
}

const MAGIC = /^\+1(?:50055|55501)(30\d{3}|63\d{3})$/;
const DEFAULT_AFTER = [300, 1200, 2000] as const;

const NEVER_HANDED_OVER = new Set([
  30020, 30021, 30029, 30030, 30103, 30110, 30453, 30454, 30500, 30001, 30002, 30010, 30011, 30012, 30018, 30022, 30027,
  30036, 30044, 30047, 30410, 30450, 30610, 30640, 63007, 63013, 63015, 63016, 63018, 63038,
]);

const STEPS: Record<NonNullable<Fare['end']>, MessageStatus[]> = {
  sent: ['sent'],
  delivered: ['sent', 'delivered'],
  read: ['sent', 'delivered', 'read'],
  undelivered: ['sent', 'undelivered'],
  failed: ['failed'],
};

/** The recipient whose texts end with this delivery-time error (30000-30999 or 63000-63999). */
export function magicNumberFor(code: number): string {
  const number = `+150055${code}`;
  if (!MAGIC.test(number)) throw new RangeError(`${code} is not a delivery-time error code`);
  return number;
}

/** The recipient's planned fare, else the one of its magic number, else an ordinary delivery. */
export function fareOf(to: string, planned: ReadonlyMap<string, Fare>): Fare {
  const code = MAGIC.exec(to)?.[1];
  return planned.get(to) ?? (code ? { errorCode: Number(code) } : {});
}

export function endOf(fare: Fare): NonNullable<Fare['end']> {
  if (fare.end !== undefined) return fare.end;
  if (fare.errorCode === undefined) return 'delivered';
  return NEVER_HANDED_OVER.has(fare.errorCode) ? 'failed' : 'undelivered';
}

/** The steps in the order in which their callbacks come. */
export function stepsOf(fare: Fare, random: () => number): Step[] {
  const statuses = STEPS[endOf(fare)];
  const slots = statuses.map((_, slot) => fare.after?.[slot] ?? DEFAULT_AFTER[slot] ?? 0);
  const order = fare.order ?? 'in-order';
  const arriving = order === 'shuffled' ? shuffled(statuses, random) : statuses;
  const steps = (order === 'reversed' ? arriving.toReversed() : arriving).map((status, slot) => ({
    status,
    errorCode: status === 'failed' || status === 'undelivered' ? (fare.errorCode ?? 30008) : null,
    after: slots[slot] ?? 0,
  }));
  const { arrivesAfter } = fare;
  return arrivesAfter === undefined ? steps : [...steps, { status: 'delivered', errorCode: null, after: arrivesAfter }];
}

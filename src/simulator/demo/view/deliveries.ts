// Joins replies and their texts by recipient, words and order, since the inbox does not name a reply's text.
import type { MessageRecord } from '../../twilio/state.ts';

/** A reply in any conversation, as text. */
export interface Reply {
  partId: string;
  text: string;
  /** The contact's number, E.164. */
  phone: string;
  /** Milliseconds, in whole seconds. */
  at: number;
  /** The app noted something about it, and the service has no work left that could text it. */
  isLeft: boolean;
  /** The reply should become a text. Bots' replies may stay in the inbox. */
  isExpected: boolean;
}

export type ReplyState = 'waiting' | 'not-texted' | 'queued' | 'sent' | 'delivered' | 'read' | 'undelivered' | 'failed';

export interface ReplyDelivery {
  state: ReplyState;
  /** The number of texts that it became so far. */
  texts: number;
  /** Twilio's code of the first failure. */
  errorCode: number | null;
}

/** A reply, the words of it that no text has said yet, and its texts. */
interface Open {
  reply: Reply;
  rest: string;
  texts: MessageRecord[];
}

// A shorter text is never part of a longer reply, which is cut only if it does not fit into one message.
const SHORTEST_PART = 500;
const PROGRESS: readonly ReplyState[] = ['queued', 'sent', 'delivered', 'read'];
/** A panel's text stands in the conversation a moment before or after Twilio has it. */
const SAME_MOMENT_MS = 60_000;

/** Both lists are oldest first. The result is by part id, without replies of unknown outcome. */
export function deliveriesOf(
  replies: readonly Reply[],
  messages: readonly MessageRecord[],
): ReadonlyMap<string, ReplyDelivery> {
  const open = replies.map((reply): Open => ({ reply, rest: essence(reply.text), texts: [] }));
  const ofPhone = Map.groupBy(open, ({ reply }) => reply.phone);
  const strays = messages.filter((message) => !claim(message, ofPhone.get(message.to) ?? []));
  // A text that was sent again may have gone to another number than the contact's.
  for (const message of strays) {
    const near = open.filter(
      ({ reply, texts }) => texts.length === 0 && reply.at <= message.createdAt + SAME_MOMENT_MS,
    );
    claim(message, near.toReversed());
  }
  const found = new Map<string, ReplyDelivery>();
  for (const one of open) {
    const delivery = summaryOf(one);
    if (delivery) found.set(one.reply.partId, delivery);
  }
  return found;
}

/** Gives the text to the reply that it says; false where none does. */
function claim(message: MessageRecord, open: readonly Open[]): boolean {
  const said = essence(message.body);
  const whole = open.find(({ rest, texts }) => texts.length === 0 && rest === said);
  const begun = open.find(({ rest }) => message.body.length >= SHORTEST_PART && rest.startsWith(said));
  const ended = open.find(({ rest, texts }) => texts.length > 0 && rest === said);
  const owner = whole ?? ended ?? begun;
  if (!owner) return false;
  owner.texts.push(message);
  owner.rest = owner.rest.slice(said.length);
  return true;
}

function summaryOf({ reply, rest, texts }: Open): ReplyDelivery | null {
  const failed = texts.find(({ status }) => status === 'failed' || status === 'undelivered');
  const known = { texts: texts.length, errorCode: failed?.errorCode ?? null };
  if (failed) return { ...known, state: failed.status === 'failed' ? 'failed' : 'undelivered' };
  if (texts.length === 0) {
    if (!reply.isExpected) return null;
    return { ...known, state: reply.isLeft ? 'not-texted' : 'waiting' };
  }
  if (rest !== '') return { ...known, state: 'waiting' };
  return { ...known, state: PROGRESS.find((state) => texts.some(({ status }) => status === state)) ?? 'queued' };
}

/** The letters, digits and pictures alone: layout and brackets around links differ between a reply and its text. */
function essence(text: string): string {
  const kept = text.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '');
  return kept === '' ? text.trim() : kept;
}

// Joins replies and their texts by recipient, words and order, since the inbox does not name a reply's text.
import type { MessageRecord } from '../../twilio/state.ts';

/** A reply in any conversation with one phone, as text. */
export interface Reply {
  partId: string;
  text: string;
  /** A later note says that this reply was not texted. */
  isRefused: boolean;
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

// A shorter text is never part of a longer reply, which is cut only if it does not fit into one message.
const SHORTEST_PART = 500;
const PROGRESS: readonly ReplyState[] = ['queued', 'sent', 'delivered', 'read'];

/** Both lists belong to one phone, oldest first. The result is by part id, without replies of unknown outcome. */
export function deliveriesOf(
  replies: readonly Reply[],
  messages: readonly MessageRecord[],
): ReadonlyMap<string, ReplyDelivery> {
  const open = replies.map((reply) => ({ reply, rest: essence(reply.text), texts: Array.of<MessageRecord>() }));
  for (const message of messages) {
    const said = essence(message.body);
    const whole = open.find(({ rest, texts }) => texts.length === 0 && rest === said);
    const begun = open.find(({ rest }) => message.body.length >= SHORTEST_PART && rest.startsWith(said));
    const ended = open.find(({ rest, texts }) => texts.length > 0 && rest === said);
    const owner = whole ?? ended ?? begun;
    if (!owner) continue;
    owner.texts.push(message);
    owner.rest = owner.rest.slice(said.length);
  }
  const found = new Map<string, ReplyDelivery>();
  for (const { reply, rest, texts } of open) {
    const delivery = summaryOf(reply, texts, rest === '');
    if (delivery) found.set(reply.partId, delivery);
  }
  return found;
}

function summaryOf(reply: Reply, texts: readonly MessageRecord[], isWhole: boolean): ReplyDelivery | null {
  const failed = texts.find(({ status }) => status === 'failed' || status === 'undelivered');
  const known = { texts: texts.length, errorCode: failed?.errorCode ?? null };
  if (failed) return { ...known, state: failed.status === 'failed' ? 'failed' : 'undelivered' };
  if (texts.length === 0) {
    if (reply.isRefused) return { ...known, state: 'not-texted' };
    return reply.isExpected ? { ...known, state: 'waiting' } : null;
  }
  if (!isWhole) return { ...known, state: 'waiting' };
  return { ...known, state: PROGRESS.find((state) => texts.some(({ status }) => status === state)) ?? 'queued' };
}

/** The letters, digits and pictures alone: layout and brackets around links differ between a reply and its text. */
function essence(text: string): string {
  const kept = text.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '');
  return kept === '' ? text.trim() : kept;
}

// A text as other systems read it: in the answers of the API, and in the webhooks that we send.
import type { Message, MessageState } from '../texts/message.ts';
import { textStates } from '../texts/text-search.ts';
import { textStatuses } from './schemas.ts';

export type TextStatus = (typeof textStatuses)[number];

/** A text with the contact of its thread. */
export interface ApiText {
  message: Message;
  contactId: string | null;
}

/** Our states under each status. */
export const statesOf: Readonly<Record<TextStatus, readonly MessageState[]>> = {
  ...{ received: textStates.received, blocked: textStates.blocked, queued: textStates.waiting },
  ...{ sent: textStates['on-its-way'], delivered: textStates.delivered, failed: textStates.failed },
  ...{ unknown: textStates.unsure, held: textStates.held, refused: ['refused'], canceled: ['canceled'] },
};

export function shapeOf({ message, contactId }: ApiText) {
  const { id, direction, address, sender, body, state, conversationId, createdAt } = message;
  const [from, to] = direction === 'in' ? [address, sender] : [sender, address];
  return {
    ...{ id, direction, status: statusOf(state), reason: reasonOf(message), to, from, body },
    ...{ conversation_id: conversationId, contact_id: contactId, created_at: createdAt.toISOString() },
  };
}

function statusOf(state: MessageState): TextStatus {
  return textStatuses.find((status) => statesOf[status].includes(state)) ?? 'unknown';
}

/** A word of ours, or Twilio's error as `twilio-30003`. */
function reasonOf({ refusedFor, heldFor, state, errorCode }: Message): string | null {
  if (refusedFor !== null) return refusedFor;
  if (state === 'held') return heldFor ?? 'too-old';
  return errorCode === null ? null : `twilio-${errorCode}`;
}

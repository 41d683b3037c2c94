// A text as the rules have it, from its row.
import type { Selectable } from 'kysely';
import type { Wish } from '../../domain/consent/consent.ts';
import type { Author, HeldFor, Media, Message, MessageState } from '../../domain/texts/message.ts';
import type { Purpose } from '../../domain/texts/purpose.ts';
import type { RefusedFor } from '../../domain/texts/refusal.ts';
import type { Step } from '../../domain/texts/trace.ts';
import type { MessageTable } from '../database/tables/texts.ts';

export function toMessage(row: Selectable<MessageTable>): Message {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    direction: row.direction === 'in' ? 'in' : 'out',
    threadId: row.thread_id,
    address: row.address,
    wroteAs: row.wrote_as,
    sender: row.sender,
    body: row.body,
    media: (row.media ?? []) as Media[],
    keyword: row.keyword as Wish | null,
    state: row.state as MessageState,
    stateAt: row.state_at,
    errorCode: row.error_code,
    refusedFor: row.refused_for as RefusedFor | null,
    sid: row.twilio_sid,
    conversationId: row.conversation_id,
    partId: row.part_id,
    replyPartId: row.reply_part_id,
    partNo: row.part_no,
    partOf: row.part_of,
    joinedTo: row.joined_to,
    sendId: row.send_id,
    retryOf: row.retry_of,
    author: row.direction === 'in' ? null : toAuthor(row),
    price: row.price === null ? null : { amount: row.price, currency: row.price_unit ?? '' },
    writtenAt: row.written_at,
    waitsUntil: row.waits_until,
    ignoresQuietHours: row.ignores_quiet_hours,
    answers: row.answers,
    confirms: row.confirms,
    purpose: row.purpose as Purpose,
    evidenceId: row.evidence_id,
    trace: (row.trace ?? []) as Step[],
    heldFor: row.held_for as HeldFor | null,
    ignoresLimits: row.ignores_limits,
    countedOn: row.counted_on,
    toCountry: row.to_country,
    attemptedAt: row.attempted_at,
    createdAt: row.created_at,
  };
}

function toAuthor(row: Selectable<MessageTable>): Author {
  return { kind: row.author_kind === 'automation' ? 'automation' : 'admin', id: row.author_id };
}

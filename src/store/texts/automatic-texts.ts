// Automatic texts that go once: an answer once a person and closed time, a greeting and the opt-out words once a person.
import { sql } from 'kysely';
import type { AutomaticKind } from '../../domain/texts/automatic.ts';
import type { AnswerKind } from '../../domain/texts/trace.ts';
import type { Db, Trx } from '../database/database.ts';

interface OfPerson {
  workspaceId: string;
  /** As `personOf` names them. */
  person: string;
}

export interface AnswerClaim extends OfPerson {
  kind: AnswerKind;
  onceAt: Date;
  /** The customer's text. */
  subject: string;
  thread: { id: string; address: string; conversationId: string };
  unlessAnsweredSince: Date;
  at: Date;
  expiresAt: Date | null;
}

/** Takes the one answer of this kind and time; false where it is taken, or somebody has answered. A greeting is for strangers. */
export async function claimAnswer(trx: Trx, claim: AnswerClaim): Promise<boolean> {
  const { workspaceId, person, kind, onceAt, subject, thread, unlessAnsweredSince, at, expiresAt } = claim;
  const isStranger =
    kind === 'greeting'
      ? sql`NOT EXISTS (SELECT FROM threads t WHERE t.workspace_id = ${workspaceId}
          AND t.address = ${thread.address} AND t.id <> ${thread.id}::uuid)
        AND NOT EXISTS (SELECT FROM messages o WHERE o.workspace_id = ${workspaceId}
          AND o.thread_id = ${thread.id}::uuid AND o.id <> ${subject}::uuid)`
      : sql`true`;
  const { numAffectedRows } = await sql`
    INSERT INTO automatic_texts (workspace_id, person, kind, once_at, subject, at, expires_at)
    SELECT ${workspaceId}, ${person}, ${kind}, ${onceAt}::timestamptz, ${subject}::uuid, ${at}::timestamptz,
      ${expiresAt}::timestamptz
    WHERE ${isStranger} AND NOT ${isAnswered(workspaceId, { ...thread, since: unlessAnsweredSince })}
    ON CONFLICT DO NOTHING`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Gives back an answer that the gate refused. */
export async function dropClaim(trx: Trx, { workspaceId, person }: OfPerson, subject: string): Promise<void> {
  await trx
    .deleteFrom('automatic_texts')
    .where('workspace_id', '=', workspaceId)
    .where('person', '=', person)
    .where('subject', '=', subject)
    .execute();
}

/** The kind of the answer to that text, and whether somebody else has answered it meanwhile. */
export async function findAnswer(
  db: Db,
  { workspaceId, person }: OfPerson,
  subject: string,
  thread: { id: string; conversationId: string | null; since: Date },
): Promise<{ kind: AnswerKind; isAnswered: boolean } | undefined> {
  const { rows } = await sql<{ kind: string; is_answered: boolean }>`
    SELECT a.kind, ${isAnswered(workspaceId, thread)} AS is_answered FROM automatic_texts a
    WHERE a.workspace_id = ${workspaceId} AND a.person = ${person} AND a.subject = ${subject}::uuid`.execute(db);
  const [row] = rows;
  return row && { kind: row.kind as AnswerKind, isAnswered: row.is_answered };
}

/** A text of a person or a bot that went or is on its way, or a reply that is to be texted. */
function isAnswered(
  workspaceId: string,
  { id, conversationId, since }: { id: string; conversationId: string | null; since: Date },
) {
  return sql<boolean>`(
    EXISTS (SELECT FROM messages o WHERE o.workspace_id = ${workspaceId} AND o.thread_id = ${id}::uuid
      AND o.direction = 'out' AND o.purpose = 'conversation' AND o.state NOT IN ('refused', 'held') AND o.created_at >= ${since}::timestamptz)
    OR EXISTS (SELECT FROM replies r WHERE r.workspace_id = ${workspaceId} AND r.conversation_id = ${conversationId}
      AND r.outcome IS NULL AND r.received_at >= ${since}::timestamptz))`;
}

const OPT_OUT_WORDS: AutomaticKind = 'opt-out-words';

/** True for the first automatic text to a person. One that never went was none: the next is the first. `messageId`: the text's. */
export async function claimOptOutWords(
  trx: Trx,
  { workspaceId, person }: OfPerson,
  messageId: string,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO automatic_texts (workspace_id, person, kind, once_at, subject, at)
    VALUES (${workspaceId}, ${person}, ${OPT_OUT_WORDS}, to_timestamp(0), ${messageId}::uuid, ${at}::timestamptz)
    ON CONFLICT (workspace_id, person, kind, once_at) DO UPDATE SET subject = excluded.subject, at = excluded.at
    WHERE EXISTS (SELECT FROM messages m WHERE m.workspace_id = automatic_texts.workspace_id
      AND m.id = automatic_texts.subject AND m.state IN ('refused', 'held', 'failed', 'undelivered'))`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
}

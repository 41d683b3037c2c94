// Reads the decisions about one text, with the names and the evidence that they mention.
import { type Message, wordsSent } from '../../domain/texts/message.ts';
import { segmentsIn } from '../../domain/texts/text-check.ts';
import { type TraceFact, traceOf } from '../../domain/texts/told-trace.ts';
import { listNames } from '../../store/conversations/contacts.ts';
import type { Db } from '../../store/database/database.ts';
import { findEvidence } from '../../store/texts/consent-lists.ts';

/** `parts`: of one text, in order. */
export async function readTrace(db: Db, workspaceId: string, parts: readonly Message[]): Promise<TraceFact[]> {
  const matched = parts.flatMap(({ trace }) =>
    trace.flatMap((step) => (step.kind === 'matched' ? step.contactId : [])),
  );
  const ids = parts.flatMap(({ evidenceId }) => evidenceId ?? []);
  const [names, evidence] = await Promise.all([
    listNames(db, workspaceId, matched),
    findEvidence(db, workspaceId, ids),
  ]);
  return traceOf({
    parts,
    segmentsOf: (part) => segmentsIn(wordsSent(part)),
    nameOf: (contactId) => names.get(contactId) ?? null,
    evidenceOf: ({ evidenceId }) => evidence.find(({ id }) => id === evidenceId) ?? null,
  });
}

// Writes the body of a webhook that we send: a text as the API shows it, a person's consent, or a finding of the doctor.
import { type ApiText, shapeOf } from '../../domain/api/text-shape.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import type { EventType } from '../../domain/endpoints.ts';
import { EVERY_SENDER, toSource } from '../../store/texts/consents.ts';
import { readTexts } from '../../store/texts/text-log.ts';
import type { WaitingEvent } from '../../store/workspaces/endpoint-events.ts';
import { tellFound } from '../../words/doctor/findings.ts';
import type { Context } from '../context.ts';

/** The texts that events tell of, by id, with one statement; those that were erased are missing. */
export async function readTold(
  { db }: Pick<Context, 'db'>,
  workspaceId: string,
  events: readonly WaitingEvent[],
): Promise<Map<string, ApiText>> {
  const ids = events.flatMap(({ about }) => (about.kind === 'text' ? [about.messageId] : []));
  return new Map((await readTexts(db, workspaceId, ids)).map((text) => [text.message.id, text]));
}

/** Null for a text that is not kept any more. */
export function bodyOf({ type, at, about }: WaitingEvent, texts: ReadonlyMap<string, ApiText>): object | null {
  switch (about.kind) {
    case 'text': {
      const text = texts.get(about.messageId);
      if (text === undefined) return null;
      const { state, errorCode } = about;
      // The text may have gone on since: the event tells how it was.
      const refusedFor = state === 'refused' ? text.message.refusedFor : null;
      return told(type, at, shapeOf({ ...text, message: { ...text.message, state, errorCode, refusedFor } }));
    }
    case 'consent': {
      const { number, optedOut, source, sender } = about;
      const state = optedOut ? 'opted-out' : 'opted-in';
      const saidTo = sender === EVERY_SENDER ? null : sender;
      return told(type, at, { number, state, at: at.toISOString(), source: toSource(source), said_to: saidTo });
    }
    case 'finding': {
      const { found, severity } = about.finding as Finding;
      const { title, cause } = tellFound(found, 'UTC');
      return told(type, at, { check: found.check, kind: found.kind, severity, title, cause });
    }
  }
}

export function told(type: EventType | 'test', at: Date, data: object): object {
  return { type, timestamp: at.toISOString(), data };
}

// A conversation that was turned into a customer ticket goes on under its id, perhaps among the tickets only.
import { IntercomError, mayBeHidden } from './errors.ts';

/**
 * Returns the conversation's answer, or the ticket's where the conversation is hidden. An app that may not read
 * tickets is told that such a conversation is not found or forbidden. Throws the conversation's answer where there is no
 * ticket either. Source: developers.intercom.com, Changelog: tickets show among conversations to apps that may read tickets.
 */
export async function orTicket<T>(conversation: () => Promise<T>, ticket: () => Promise<T>): Promise<T> {
  try {
    return await conversation();
  } catch (error) {
    if (!mayBeHidden(error)) throw error;
    try {
      return await ticket();
    } catch (second) {
      if (!(second instanceof IntercomError) || !isAnswer(second)) throw second;
      if (second.status === 403 && error instanceof IntercomError) error.mayBeTicket = true;
      throw error;
    }
  }
}

/** It says that there is no such ticket, or none for us: the conversation's own answer tells more. */
function isAnswer({ certainty, status, blames }: IntercomError): boolean {
  return blames === null && (certainty === 'refused' || status === 403);
}

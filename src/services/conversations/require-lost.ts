// Confirms that a conversation is gone before a part for it is given up: a refusal alone may pass.
import { AppError } from '../../domain/errors.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactBlocked, mayBeHidden } from '../../intercom/calls/errors.ts';

/** Throws an AppError where the conversation is there. */
export async function requireLost(intercom: IntercomClient, conversationId: string, refusal: unknown): Promise<void> {
  if (isContactBlocked(refusal)) return;
  try {
    await intercom.getConversation(conversationId);
  } catch (error) {
    if (mayBeHidden(error) || isContactBlocked(error)) return;
    throw error;
  }
  throw new AppError(
    'vendor-refused',
    { kind: 'conversation-not-writable' },
    {
      retry: 'later',
      cause: refusal,
    },
  );
}

// What was refused as gone is given up only once the conversation itself cannot be read: else it is worth another try.
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

// Canvas Kit's requests: of what Intercom sends along, only ids are taken.
import { compileSchema } from '../lib/schema.ts';

const withId = {
  type: ['object', 'null'],
  properties: { id: { type: ['string', 'integer', 'null'] } },
} as const;

/** Source: developers.intercom.com/docs/canvas-kit; pages disagree on `contact` or `customer`. */
const checkRequest = compileSchema({
  type: 'object',
  required: ['workspace_id'],
  properties: {
    workspace_id: { type: 'string', minLength: 1, maxLength: 100 },
    conversation: withId,
    contact: withId,
    customer: withId,
  },
});

export interface CanvasRequest {
  workspaceId: string;
  conversationId: string | null;
  contactId: string | null;
}

export function parseCanvasRequest(body: unknown): { ok: true; value: CanvasRequest } | { ok: false; problem: string } {
  const checked = checkRequest(body);
  if (!checked.ok) return checked;
  const { workspace_id, conversation, contact, customer } = checked.value;
  return {
    ok: true,
    value: {
      workspaceId: workspace_id,
      conversationId: idOf(conversation),
      contactId: idOf(contact) ?? idOf(customer),
    },
  };
}

function idOf(object: { id?: string | number | null } | null | undefined): string | null {
  return object?.id === null || object?.id === undefined ? null : String(object.id).slice(0, 100);
}

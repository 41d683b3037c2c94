// Canvas Kit's requests: of what Intercom sends along, only ids and what was typed or kept in the canvas are taken.
import { compileSchema } from '../lib/schema.ts';
import { type Region, regionSaid } from './regions.ts';

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
    workspace_region: { type: ['string', 'null'] },
    admin: withId,
    conversation: withId,
    contact: withId,
    customer: withId,
    component_id: { type: ['string', 'null'] },
  },
});

export interface CanvasRequest {
  workspaceId: string;
  /** Null where Intercom does not say so in words that we know. */
  region: Region | null;
  conversationId: string | null;
  contactId: string | null;
  adminId: string | null;
  /** What was clicked; empty for a canvas that is opened. */
  componentId: string;
  /** As they came: who reads them decides what they may be. */
  inputValues: unknown;
  storedData: unknown;
}

export function parseCanvasRequest(body: unknown): { ok: true; value: CanvasRequest } | { ok: false; problem: string } {
  const checked = checkRequest(body);
  if (!checked.ok) return checked;
  const { workspace_id, workspace_region, admin, conversation, contact, customer, component_id } = checked.value;
  const rest = checked.value as { input_values?: unknown; current_canvas?: unknown };
  return {
    ok: true,
    value: {
      workspaceId: workspace_id,
      region: regionSaid(workspace_region ?? '') ?? null,
      conversationId: idOf(conversation),
      contactId: idOf(contact) ?? idOf(customer),
      adminId: idOf(admin),
      componentId: (component_id ?? '').slice(0, 500),
      inputValues: rest.input_values,
      storedData: storedDataOf(rest.current_canvas),
    },
  };
}

function storedDataOf(canvas: unknown): unknown {
  return typeof canvas === 'object' && canvas !== null && 'stored_data' in canvas ? canvas.stored_data : undefined;
}

/** An id that no database can hold is nobody's. */
function idOf(object: { id?: string | number | null } | null | undefined): string | null {
  const id = object?.id === null || object?.id === undefined ? '' : String(object.id);
  return /^[!-~]{1,100}$/.test(id) ? id : null;
}

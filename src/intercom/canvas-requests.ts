// Canvas Kit's requests: reads only ids, the input, and the data that the canvas keeps.

import { type Region, regionSaid } from './regions.ts';
import { field, idOf, textOf } from './shapes/loose.ts';

export interface CanvasRequest {
  workspaceId: string;
  /** Null where Intercom gives none that we know. */
  region: Region | null;
  conversationId: string | null;
  contactId: string | null;
  adminId: string | null;
  /** The clicked component; empty where a canvas is opened. */
  componentId: string;
  /** As they came: their reader checks them. */
  inputValues: unknown;
  storedData: unknown;
}

/** Source: developers.intercom.com/docs/canvas-kit; pages disagree on `contact` or `customer`, and old ones have `app_id`. */
export function parseCanvasRequest(body: unknown): { ok: true; value: CanvasRequest } | { ok: false; problem: string } {
  const workspaceId = named(field(body, 'workspace_id')) ?? named(field(body, 'app_id'));
  if (workspaceId === null) return { ok: false, problem: '/workspace_id: invalid' };
  return {
    ok: true,
    value: {
      workspaceId,
      region: regionSaid(textOf(field(body, 'workspace_region')) ?? '') ?? null,
      conversationId: idOf(field(body, 'conversation', 'id')),
      contactId: idOf(field(body, 'contact', 'id')) ?? idOf(field(body, 'customer', 'id')),
      adminId: idOf(field(body, 'admin', 'id')),
      componentId: (textOf(field(body, 'component_id')) ?? '').slice(0, 500),
      inputValues: field(body, 'input_values'),
      storedData: field(body, 'current_canvas', 'stored_data'),
    },
  };
}

/** An impossible id is answered like that of an unknown workspace. */
function named(id: unknown): string | null {
  return typeof id === 'string' && id.length > 0 && id.length <= 100 ? id : idOf(id);
}

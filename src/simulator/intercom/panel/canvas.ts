// Sends a panel app the inbox's signed initialize and submit requests, and reads the canvas in the answer.
import { createHmac } from 'node:crypto';
import { conversationPayload } from '../conversations/conversation-payloads.ts';
import { livingConversation } from '../conversations/conversations.ts';
import { notFound } from '../errors.ts';
import { adminPayload, contactPayload, type Json } from '../payloads.ts';
import type { WorkspaceState } from '../state.ts';
import { problemsOf } from './canvas-check.ts';

/** `body` is the parsed JSON, or the text where it is none; `ms` is real time. */
export interface CanvasAnswer {
  status: number;
  body: unknown;
  ms: number;
  /** Why Intercom would not draw it; empty when it would. */
  problems: string[];
}

export interface CanvasClick {
  componentId: string;
  inputValues?: Record<string, unknown>;
  /** The canvas object as the app sent it, with its content and stored_data. */
  currentCanvas: unknown;
  adminId?: string;
}

// How long Intercom waits is not documented; a panel that takes this long is broken for its reader.
const ANSWER_WITHIN_MS = 10_000;

/** The part that initialize and submit have in common (https://developers.intercom.com/docs/canvas-kit.md). */
export function canvasRequest(workspace: WorkspaceState, conversationId: string, adminId?: string): Json {
  if (!workspace.installed) throw new Error(`the app is not installed in ${workspace.id}`);
  const conversation = livingConversation(workspace, conversationId);
  const viewer = workspace.admin(adminId);
  // Also one that is archived or deleted: the conversation is still there to be looked at.
  const contact = conversation.contactIds.map((id) => workspace.contacts.get(id)).find((one) => one !== undefined);
  if (!contact) throw notFound('User Not Found');
  return {
    workspace_id: workspace.id,
    workspace_region: workspace.settings.region,
    admin: adminPayload(workspace, viewer),
    conversation: conversationPayload(workspace, conversation, { parts: 'none', format: 'html' }),
    contact: contactPayload(workspace, contact),
  };
}

export function submitRequest(workspace: WorkspaceState, conversationId: string, click: CanvasClick): Json {
  return {
    ...canvasRequest(workspace, conversationId, click.adminId),
    component_id: click.componentId,
    input_values: click.inputValues ?? {},
    current_canvas: click.currentCanvas,
  };
}

/** Posts a canvas request under `X-Body-Signature`: hex HMAC-SHA256 of the body, keyed with the app's client secret. */
export async function postCanvas(url: string, request: Json, clientSecret: string): Promise<CanvasAnswer> {
  const body = JSON.stringify(request);
  const started = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-body-signature': createHmac('sha256', clientSecret).update(body).digest('hex'),
    },
    body,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await response.text();
  const answer = { status: response.status, body: parsed(text) };
  return { ...answer, ms: performance.now() - started, problems: problemsOf(answer) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is no JSON is shown as it came, so that a test can say what was wrong.
    return text;
  }
}

// Tells which of Intercom's requests a recorded body is.
import { parseCanvasRequest } from './canvas-requests.ts';
import { field, textOf } from './shapes/loose.ts';

/** Null for anything else. An uninstallation is unsigned, so it needs no recording to be posted. */
export function kindOfRequest(rawBody: string): 'notification' | 'panel-opened' | 'panel-clicked' | null {
  const body = parse(rawBody);
  if (textOf(field(body, 'topic')) !== null) return 'notification';
  if (field(body, 'workspace_id') === undefined) return null;
  const canvas = parseCanvasRequest(body);
  if (!canvas.ok) return null;
  return canvas.value.componentId === '' ? 'panel-opened' : 'panel-clicked';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

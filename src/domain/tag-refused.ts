// A tag that Intercom does not make: it is not asked for with each conversation.
import type { WorkspaceState } from './workspace.ts';

const LEFT_FOR_MS = 24 * 3_600_000;

/** Another name, or a day, ends it. */
export function isRefusedTag(refused: WorkspaceState['tagRefused'], name: string, now: Date): boolean {
  return refused !== null && refused.name === name && now.getTime() - Date.parse(refused.since) < LEFT_FOR_MS;
}

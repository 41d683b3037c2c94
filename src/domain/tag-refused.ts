// A tag that Intercom refused to create: we ask again after a day, not with each conversation.
import type { WorkspaceState } from './workspace.ts';

const LEFT_FOR_MS = 24 * 3_600_000;

/** True until a day has passed or the tag gets another name. */
export function isRefusedTag(refused: WorkspaceState['tagRefused'], name: string, now: Date): boolean {
  return refused !== null && refused.name === name && now.getTime() - Date.parse(refused.since) < LEFT_FOR_MS;
}

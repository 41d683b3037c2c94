// The permissions of an app by their names in the Developer Hub, and the calls and topics that need each.
// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/oauth-scopes.md
import { Refusal } from './errors.ts';
import type { WorkspaceState } from './state.ts';

export const PERMISSIONS = [
  'Read and list users and companies',
  'Write users and companies',
  'Read conversations',
  'Write conversations',
  'Read admins',
  'Gather App data',
  'Read tags',
  'Write tags',
  'Write data attributes',
  'Read events',
  'Write events',
  'Read tickets',
  'Write tickets',
  'Read and list articles',
  'Read and write articles',
  'Read data connectors',
  'Read and write data connectors',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The code of the 403. Intercom's documentation has both and does not say when each comes. */
export type ForbiddenCode = 'forbidden' | 'action_forbidden';

/** @throws Refusal 403 where the permission has been withdrawn */
export function checkPermission(workspace: WorkspaceState, permission: Permission | null): void {
  const code = permission === null ? undefined : workspace.withdrawn.get(permission);
  if (code !== undefined) throw new Refusal(403, code, `The app lacks the permission '${permission}'`);
}

/** The topic table of https://developers.intercom.com/docs/references/preview/webhooks/webhook-models names them. */
export function permissionForTopic(topic: string): Permission | null {
  if (/^conversation(_part)?\./.test(topic)) return 'Read conversations';
  if (topic.startsWith('ticket.')) return 'Read tickets';
  return /^(contact|granular)\./.test(topic) ? 'Read and list users and companies' : null;
}

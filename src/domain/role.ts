// The rights of a member: the owner gives roles, an editor changes settings, a viewer looks.

/** The owner is the admin who installed the app. */
export type Role = 'owner' | 'editor' | 'viewer';

/** The roles that an owner gives; the owner stays the owner. */
export const givenRoles = ['editor', 'viewer'] as const satisfies readonly Role[];

export function mayChangeSettings(role: Role): boolean {
  return role !== 'viewer';
}

export function mayGiveRoles(role: Role): boolean {
  return role === 'owner';
}

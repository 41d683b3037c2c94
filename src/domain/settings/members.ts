// How commands about the roles of members end.

export type RolesDone = { kind: 'owner-changed'; name: string | null };

export type RolesProblem = { kind: 'owner-only' | 'member-gone' | 'role-missing' };

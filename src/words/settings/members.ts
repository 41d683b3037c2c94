// Answers of the settings about the roles of members.
import type { RolesDone, RolesProblem } from '../../domain/settings/members.ts';
import type { Words } from '../say.ts';

export const rolesDone: Words<RolesDone> = {
  'owner-changed': ({ name }) => `${name ?? 'That member'} is the owner now, and you are an editor.`,
};

export const rolesProblems: Words<RolesProblem> = {
  'member-gone': 'This member is the owner, or has left.',
  'owner-only': 'Only the owner can change roles.',
  'role-missing': 'Choose a role.',
};

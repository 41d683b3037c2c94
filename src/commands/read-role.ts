// The role that a process is started with.
import { parseArgs } from 'node:util';
import { type ProcessRole, roles } from '../app.ts';
import type { Config } from '../config.ts';
import { complaints } from '../words/operator/commands.ts';
import { UsageError } from './outcome.ts';

/** Throws a UsageError for an unknown role, or one that the database cannot have. */
export function readRole(args: readonly string[], { databaseUrl }: Pick<Config, 'databaseUrl'>): ProcessRole {
  const role = roles.find((known) => known === roleNamed(args));
  if (role === undefined) throw new UsageError(complaints.oneRole);
  if (role !== 'both' && databaseUrl === undefined) throw new UsageError(complaints.roleNeedsDatabase(role));
  return role;
}

/** Undefined where the arguments say anything else. */
function roleNamed(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { role: { type: 'string', default: 'both' } } }).values.role;
  } catch {
    return undefined;
  }
}

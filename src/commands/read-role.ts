// The role that a process is started with.
import { parseArgs } from 'node:util';
import { type Role, roles } from '../app.ts';
import type { Config } from '../config.ts';
import { UsageError } from './outcome.ts';

/** Throws a UsageError for an unknown role, or one that the database cannot have. */
export function readRole(args: readonly string[], { databaseUrl }: Pick<Config, 'databaseUrl'>): Role {
  const role = roles.find((known) => known === roleNamed(args));
  if (role === undefined)
    throw new UsageError(
      'A process has one role, web or worker, as in npm start -- --role web; without --role it does the work of both.',
    );
  if (role !== 'both' && databaseUrl === undefined)
    throw new UsageError(
      `The role ${role} needs a DATABASE_URL: the embedded database belongs to one process, which has to do everything.`,
    );
  return role;
}

/** Undefined where anything else is said. */
function roleNamed(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { role: { type: 'string', default: 'both' } } }).values.role;
  } catch {
    return undefined;
  }
}

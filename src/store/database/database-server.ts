// Prepares a PostgreSQL server as a whole: its version is one that we can use, and our login may enter our roles.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { type UntriedServer, UnusableDatabaseError } from '../../domain/unusable-database.ts';
import type { Db } from './database.ts';
import { type DatabaseRole, roles } from './row-security.ts';

const OLDEST = 15;
const NEWEST_TRIED = 18;

/** Before it, every member of a role may act as the role. Since then that is a grant of its own, which a role's maker lacks. */
const FIRST_WITH_SET = 160_000;

/** Other processes of ours may be making the same roles, so only a repeated refusal counts. */
const MOST_ATTEMPTS = 3;
const BETWEEN_ATTEMPTS_MS = 100;

/** Judges a server by its `server_version_num`; null for one that the tests run on. Throws where it is too old. */
export function judgeVersion(version: number): UntriedServer | null {
  const major = Math.floor(version / 10_000);
  // Until 9.6 two numbers made a major version.
  const name = major < 10 ? `${major}.${Math.floor(version / 100) % 100}` : String(major);
  const judged = { version: name, oldest: OLDEST, newest: NEWEST_TRIED };
  if (major < OLDEST) throw new UnusableDatabaseError({ kind: 'server-too-old', ...judged });
  return major <= NEWEST_TRIED ? null : judged;
}

interface Entry {
  role: DatabaseRole;
  isMade: boolean;
  mayEnter: boolean;
  version: number;
  /** The login as SQL writes it. */
  login: string;
}

/**
 * Makes the missing roles and lets the login enter them; throws an UnusableDatabaseError where the login may not. Every start
 * runs it, since roles belong to the server: a database that is restored on another server comes without them.
 */
export async function prepareServer(db: Db, warn: (server: UntriedServer) => void): Promise<void> {
  let found = await findEntries(db);
  const untried = judgeVersion(found[0]?.version ?? 0);
  if (untried) warn(untried);
  if (found.every(({ mayEnter }) => mayEnter)) return;
  for (let attempts = 1; ; attempts += 1) {
    await makeAndOpen(db, found);
    found = await findEntries(db);
    if (found.every(({ mayEnter }) => mayEnter)) return;
    if (attempts === MOST_ATTEMPTS) throw closedTo(found);
    await pause(BETWEEN_ATTEMPTS_MS);
    await askAfresh(db, found);
  }
}

async function makeAndOpen(db: Db, found: readonly Entry[]): Promise<void> {
  for (const { role, isMade } of found) if (!isMade) await tryStatement(db, `CREATE ROLE ${role} NOLOGIN`);
  // A superuser may enter what it has just made without a grant.
  for (const entry of await findEntries(db)) {
    if (entry.isMade && !entry.mayEnter) await tryStatement(db, grantOf([entry.role], entry));
  }
}

async function findEntries(db: Db): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    SELECT wanted.role, made.oid IS NOT NULL AS "isMade", server.version, quote_ident(current_user) AS login,
      coalesce(pg_has_role(current_user, made.oid,
        CASE WHEN server.version >= ${FIRST_WITH_SET}::integer THEN 'SET' ELSE 'MEMBER' END), false) AS "mayEnter"
    FROM unnest(${[...roles]}::text[]) WITH ORDINALITY AS wanted (role, place)
    CROSS JOIN (SELECT current_setting('server_version_num')::integer AS version) AS server
    LEFT JOIN pg_roles AS made ON made.rolname = wanted.role
    ORDER BY wanted.place`.execute(db);
  return rows;
}

/**
 * A session remembers what one login may enter, and can miss a grant that another session makes while it finds out. Asked
 * about another login, it forgets the first.
 */
async function askAfresh(db: Db, [first]: readonly Entry[]): Promise<void> {
  await sql`SELECT pg_has_role('pg_monitor', 'pg_read_all_stats', ${(first?.version ?? 0) >= FIRST_WITH_SET ? 'SET' : 'MEMBER'}::text)`.execute(
    db,
  );
}

/** This login may not do it, or another process does it at the same moment: the next look tells which. */
const passing = { refused: '42501', roleIsMade: '42710', rowIsMade: '23505' };

async function tryStatement(db: Db, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(db);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
    if (!Object.values(passing).includes(code)) throw error;
  }
}

/** Names the option where the server knows it, so that an earlier grant without it is changed. */
function grantOf(granted: readonly DatabaseRole[], { login, version }: Entry): string {
  return `GRANT ${granted.join(', ')} TO ${login}${version >= FIRST_WITH_SET ? ' WITH SET TRUE' : ''}`;
}

/** The statements are those that an administrator runs. */
function closedTo(entries: readonly Entry[]): UnusableDatabaseError {
  const [first] = entries;
  if (!first) throw new Error('No roles were asked for.');
  const closed = entries.filter(({ mayEnter }) => !mayEnter).map(({ role }) => role);
  const statements = entries.filter(({ isMade }) => !isMade).map(({ role }) => `CREATE ROLE ${role} NOLOGIN;`);
  statements.push(`${grantOf(closed, first)};`);
  return new UnusableDatabaseError({ kind: 'roles-closed', login: first.login, roles: closed, statements });
}

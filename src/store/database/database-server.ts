// What the service needs of a PostgreSQL server as a whole: a version that it can use, and roles that its login may enter.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from './database.ts';
import { type Role, roles } from './row-security.ts';

const OLDEST = 15;
const NEWEST_TRIED = 18;

/** Before, a member of a role may act as it. Since then that is granted by itself, and a role's maker begins without. */
const FIRST_WITH_SET = 160_000;

/** Other processes of ours may be making the roles: a refusal is believed once it has been repeated. */
const MOST_ATTEMPTS = 3;
const BETWEEN_ATTEMPTS_MS = 100;

/** The message says what an operator does about the server. */
export class UnfitServerError extends Error {
  override name = 'UnfitServerError';
}

/** What is to be said of a server by its `server_version_num`; null for one that the tests run on. */
export function judgeVersion(version: number): { mayBeUsed: boolean; words: string } | null {
  const major = Math.floor(version / 10_000);
  // Until 9.6 two numbers made a major version.
  const name = major < 10 ? `${major}.${Math.floor(version / 100) % 100}` : String(major);
  if (major < OLDEST) {
    const words = `The database server is PostgreSQL ${name}, which is too old: upgrade it, or let DATABASE_URL name a server of version ${OLDEST} to ${NEWEST_TRIED}.`;
    return { mayBeUsed: false, words };
  }
  if (major <= NEWEST_TRIED) return null;
  const words = `The database server is PostgreSQL ${name}, which is untried: Threadwire is tested on ${OLDEST} to ${NEWEST_TRIED}.`;
  return { mayBeUsed: true, words };
}

interface Standing {
  role: Role;
  isMade: boolean;
  mayEnter: boolean;
  version: number;
  /** The login as SQL writes it. */
  login: string;
}

/**
 * Makes and opens what is missing, and throws a sentence for an administrator where the login may not. Asked at every start
 * and not once in a migration: roles belong to the server, so a database that is restored on another one comes without.
 */
export async function prepareServer(db: Db, warn: (words: string) => void): Promise<void> {
  let found = await look(db);
  const judged = judgeVersion(found[0]?.version ?? 0);
  if (judged?.mayBeUsed === false) throw new UnfitServerError(judged.words);
  if (judged) warn(judged.words);
  if (found.every(({ mayEnter }) => mayEnter)) return;
  for (let attempts = 1; ; attempts += 1) {
    await makeAndOpen(db, found);
    found = await look(db);
    if (found.every(({ mayEnter }) => mayEnter)) return;
    if (attempts === MOST_ATTEMPTS) throw new UnfitServerError(askAdministrator(found));
    await pause(BETWEEN_ATTEMPTS_MS);
    await askAfresh(db, found);
  }
}

async function makeAndOpen(db: Db, found: readonly Standing[]): Promise<void> {
  for (const { role, isMade } of found) if (!isMade) await attempt(db, `CREATE ROLE ${role} NOLOGIN`);
  // A superuser may enter what it has just made without a grant.
  for (const standing of await look(db)) {
    if (standing.isMade && !standing.mayEnter) await attempt(db, grantOf([standing.role], standing));
  }
}

async function look(db: Db): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
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
async function askAfresh(db: Db, [first]: readonly Standing[]): Promise<void> {
  await sql`SELECT pg_has_role('pg_monitor', 'pg_read_all_stats', ${(first?.version ?? 0) >= FIRST_WITH_SET ? 'SET' : 'MEMBER'}::text)`.execute(
    db,
  );
}

/** Refused to this login, or done by another process at the same moment: the next look tells which. */
const passing = { refused: '42501', roleIsMade: '42710', rowIsMade: '23505' };

async function attempt(db: Db, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(db);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
    if (!Object.values(passing).includes(code)) throw error;
  }
}

/** Said by name where it can be: an earlier grant that leaves it out is then changed. */
function grantOf(granted: readonly Role[], { login, version }: Standing): string {
  return `GRANT ${granted.join(', ')} TO ${login}${version >= FIRST_WITH_SET ? ' WITH SET TRUE' : ''}`;
}

function askAdministrator(standings: readonly Standing[]): string {
  const [first] = standings;
  if (!first) throw new Error('No roles were asked for.');
  const closed = standings.filter(({ mayEnter }) => !mayEnter).map(({ role }) => role);
  const statements = standings.filter(({ isMade }) => !isMade).map(({ role }) => `CREATE ROLE ${role} NOLOGIN;`);
  statements.push(`${grantOf(closed, first)};`);
  return `The database user ${first.login} may not act as ${closed.join(' and ')}: as an administrator of the server, run once: ${statements.join(' ')}`;
}

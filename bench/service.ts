// The service as it is composed for production, in a process that also runs the bench's statements on its database.
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { createApp, roles } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { type Database, openDatabase } from '../src/store/database/database.ts';
import { openPool } from '../src/store/database/postgres.ts';
import { runAtOnce } from '../src/store/database/row-security.ts';
import { storeBulk } from './bulk.ts';
import { answerQuestions } from './child.ts';
import type { Thread } from './company.ts';

type Question =
  | { kind: 'ready' }
  | { kind: 'sql'; text: string }
  | { kind: 'bulk'; customers: Thread[]; count: number }
  | { kind: 'statements' }
  | { kind: 'stop' };

let statements = 0;
countStatements();

const config = readConfig();
const role = roles.find((known) => process.argv.includes(`--role=${known}`)) ?? 'both';
const overrides = process.argv.includes('--owner') ? { database: await openAsOwner() } : {};
const app = await createApp(config, { ...overrides, role });
const { url } = await app.start({ worker: process.argv.includes('--worker') });

answerQuestions<Question>({
  ready: () => url,
  sql: ({ text }) => run(app.ctx.database.owner, text),
  bulk: ({ customers, count }) => storeBulk(app.ctx, customers, count),
  statements: () => statements,
  stop: async () => {
    await app.close();
  },
});

/** Every statement goes through this method of the driver, those of transactions too. */
function countStatements(): void {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
    statements += 1;
    return Reflect.apply(query, this, given);
  } as typeof query;
}

/** Runs every statement as the owner, as if there were no row-level security. */
async function openAsOwner(): Promise<Database> {
  const { databaseUrl: url, dataDir } = config;
  const onError = (error: Error) => process.stderr.write(`${error.message}\n`);
  const database = await openDatabase({ url, dataDir, poolSize: 16, onError });
  const { owner } = database;
  const pool = openPool({ url: url ?? '', poolSize: 2, sessionStatements: () => [], onError });
  const acceptAtOnce: Database['acceptAtOnce'] = (statements) =>
    runAtOnce(pool, { role: 'none', workspaceId: '' }, statements);
  return { ...database, within: () => owner, accepting: owner, acceptAtOnce, enter: async () => {} };
}

async function run<Tables>(db: Kysely<Tables>, text: string): Promise<unknown> {
  const { rows } = await sql.raw(text).execute(db);
  return rows;
}

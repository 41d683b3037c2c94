// The service as it is composed for production, in a process that also runs the bench's statements on its database.
import { type Kysely, sql } from 'kysely';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { answerQuestions } from './child.ts';

type Question = { kind: 'ready' } | { kind: 'sql'; text: string } | { kind: 'stop' };

const app = await createApp(readConfig());
const { url } = await app.start({ worker: process.argv.includes('--worker') });

answerQuestions<Question>({
  ready: () => url,
  sql: ({ text }) => run(app.ctx.database.owner, text),
  stop: async () => {
    await app.close();
  },
});

async function run<Tables>(db: Kysely<Tables>, text: string): Promise<unknown> {
  const { rows } = await sql.raw(text).execute(db);
  return rows;
}

// The bare handler beside the service: it does the least with a signed text before it acknowledges it.
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { openPool } from '../src/store/database/postgres.ts';
import { answerQuestions } from './child.ts';
import { AUTH_TOKEN, PUBLIC_URL } from './company.ts';

type Question = { kind: 'ready' } | { kind: 'sql'; text: string } | { kind: 'stop' };
type Form = Record<string, string>;
type ValidateRequest = (authToken: string, signature: string, url: string, form: Form) => boolean;

const { validateRequest } = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js') as {
  validateRequest: ValidateRequest;
};

/** Uses the pool of the service, and so the same sessions. */
const pool = openPool({
  url: process.env['DATABASE_URL'] ?? '',
  poolSize: 16,
  sessionStatements: () => [],
  onError: () => {},
});
const store = {
  query: async (text: string, values?: unknown[]): Promise<unknown[]> => (await pool.query(text, values)).rows,
  close: () => pool.end(),
};

/** The columns of an inbound text, and the two indexes without which it cannot be found or stored once. */
const createTable = `
  CREATE TABLE texts (
    workspace_id text NOT NULL, id uuid NOT NULL DEFAULT gen_random_uuid(), direction text NOT NULL, address text NOT NULL,
    sender text NOT NULL, body text NOT NULL, media jsonb, keyword text, state text NOT NULL, state_at timestamptz NOT NULL,
    twilio_sid text, written_at timestamptz NOT NULL, created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, id), UNIQUE (workspace_id, twilio_sid))`;

const insert = `
  INSERT INTO texts (workspace_id, direction, address, sender, body, media, keyword, state, state_at, twilio_sid, written_at,
    created_at)
  VALUES ($1, 'in', $2, $3, $4, $5, $6, 'received', $7, $8, $7, $7)`;

await store.query(createTable);

const newestTexts =
  'SELECT id, body, state FROM messages WHERE workspace_id = $1 AND thread_id = $2 ORDER BY id DESC LIMIT 5';

const app = new Koa();
app.use(bodyParser());
app.use(async (ctx, next) => {
  if (ctx.path !== '/canvas/initialize') return next();
  const { workspace_id: workspaceId, thread } = ctx.request.body as { workspace_id: string; thread: string };
  ctx.body = { texts: await store.query(newestTexts, [workspaceId, thread]) };
});
app.use(async (ctx) => {
  const form = ctx.request.body as Form;
  if (!validateRequest(AUTH_TOKEN, ctx.get('x-twilio-signature'), `${PUBLIC_URL}${ctx.url}`, form)) ctx.throw(403);
  const workspaceId = ctx.path.split('/')[3];
  const { From, To, Body, MessageSid } = form;
  await store.query(insert, [workspaceId, From, To, Body, null, null, new Date(), MessageSid]);
  ctx.type = 'text/xml';
  ctx.body = '<Response/>';
});
const server = http.createServer(app.callback());
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});

answerQuestions<Question>({
  ready: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  sql: ({ text }) => store.query(text),
  stop: async () => {
    server.close();
    server.closeAllConnections();
    await store.close();
  },
});

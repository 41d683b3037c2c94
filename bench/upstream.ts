// A bare Intercom and Twilio: they answer the calls of a known thread after 5 ms, and note each with its time.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerQuestions } from './child.ts';

/** A call that carried words. */
export interface Call {
  /** The path's thread: a conversation or, towards Twilio, a phone. */
  to: string;
  words: string;
  /** Microseconds of the machine's monotonic clock, when the request had arrived. */
  at: number;
}

type Question =
  | { kind: 'ready' }
  | { kind: 'await'; calls: number; ms: number }
  | { kind: 'take' }
  | { kind: 'break'; conversations: string | null }
  | { kind: 'hinder'; token: string; status: 401 | 429 | null }
  | { kind: 'stop' };

const LATENCY_MS = 5;

let calls: Call[] = [];
let unexpected: string[] = [];
/** Calls for conversations whose ids begin like this are answered 503. */
let broken: string | null = null;
/** Tokens with the status that answers their every call. */
const hindered = new Map<string, 401 | 429>();
let ids = 1_000;
let onCall: () => void = () => {};

const server = http.createServer((request, response) => {
  const at = Number(process.hrtime.bigint() / 1000n);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    setTimeout(() => answer(request, response, body, at), LATENCY_MS);
  });
});
// Longer than any client keeps an idle connection, so that no request meets one that is just being closed.
server.keepAliveTimeout = 120_000;

function answer(request: IncomingMessage, response: ServerResponse, body: string, at: number): void {
  const operation = `${request.method} ${request.url}`;
  const conversationId = /^POST \/conversations\/(\d+)\/reply$/.exec(operation)?.[1];
  // A call whose outcome is unknown is looked up before it is repeated.
  const named = conversationId ?? /^GET \/conversations\/(\d+)$/.exec(operation)?.[1];
  const hindrance = hindered.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
  if (hindrance !== undefined) {
    const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 2) };
    send(response, hindrance, { type: 'error.list', errors: [] }, hindrance === 429 ? reset : {});
  } else if (broken !== null && named?.startsWith(broken)) {
    send(response, 503, { type: 'error.list', errors: [] });
  } else if (conversationId !== undefined) {
    const words: string = JSON.parse(body).body;
    note({ to: conversationId, words, at });
    send(response, 200, conversation(conversationId, words));
  } else if (named !== undefined) {
    // Words that went out in webhooks are unknown here. A conversation without its parts leaves them as they were.
    send(response, 200, { ...conversation(named, ''), conversation_parts: null });
  } else if (/^POST \/2010-04-01\/Accounts\/\w+\/Messages\.json$/.test(operation)) {
    const form = new URLSearchParams(body);
    note({ to: form.get('To') ?? '', words: form.get('Body') ?? '', at });
    send(response, 201, message(form));
  } else if (operation === 'GET /me') {
    send(response, 200, me);
  } else {
    unexpected.push(operation);
    send(response, 404, { type: 'error.list', errors: [{ code: 'not_found' }] });
  }
}

function note(call: Call): void {
  calls.push(call);
  onCall();
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
  response.end(text);
}

const me = {
  type: 'admin',
  id: '991267001',
  app: { type: 'app', id_code: 'benchenv', name: 'Example Company', timezone: 'UTC', region: 'US' },
};

/** The conversation with its new part, as long as the vendor's. */
function conversation(id: string, words: string): object {
  const now = Math.floor(Date.now() / 1000);
  const author = { type: 'user', id: '667d619d8a68186f43bafe82', name: 'Maya', email: 'maya@customers.example' };
  const rest = {
    attachments: [],
    assigned_to: null,
    external_id: null,
    redacted: false,
    metadata: {},
    tags: [],
    state: 'open',
  };
  ids += 1;
  const part = {
    type: 'conversation_part',
    id: String(ids),
    part_type: 'comment',
    body: `<p>${words}</p>`,
    created_at: now,
  };
  const parts = [{ ...part, updated_at: now, notified_at: now, author, ...rest }];
  return {
    type: 'conversation',
    id,
    created_at: now - 86_400,
    updated_at: now,
    waiting_since: now,
    open: true,
    state: 'open',
    read: false,
    priority: 'none',
    admin_assignee_id: 0,
    source: { type: 'conversation', id: '403918251', delivered_as: 'customer_initiated', body: '<p>Hello</p>', author },
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: author.id, external_id: 'sms:+14155560000' }] },
    teammates: { type: 'admin.list', teammates: [] },
    statistics: {
      type: 'conversation_statistics',
      time_to_assignment: 0,
      count_reopens: 0,
      count_conversation_parts: 9,
    },
    conversation_parts: { type: 'conversation_part.list', conversation_parts: parts, total_count: 1 },
    tags: { type: 'tag.list', tags: [] },
    custom_attributes: {},
  };
}

function message(form: URLSearchParams): object {
  ids += 1;
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const sid = `SM${ids.toString(16).padStart(32, '0')}`;
  const texts = { body: form.get('Body'), to: form.get('To'), from: form.get('From') };
  const rest = { num_segments: '1', num_media: '0', direction: 'outbound-api', api_version: '2010-04-01', price: null };
  return {
    sid,
    status: 'queued',
    error_code: null,
    error_message: null,
    date_created: date,
    date_updated: date,
    ...texts,
    ...rest,
  };
}

await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});

answerQuestions<Question>({
  ready: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  /** Resolves to true once that many calls came, and to false after `ms`. */
  await: ({ calls: wanted, ms }) =>
    new Promise<boolean>((resolve) => {
      const late = setTimeout(() => done(false), ms);
      const done = (came: boolean) => {
        clearTimeout(late);
        onCall = () => {};
        resolve(came);
      };
      onCall = () => {
        if (calls.length >= wanted) done(true);
      };
      onCall();
    }),
  take: () => {
    const taken = { calls, unexpected };
    calls = [];
    unexpected = [];
    return taken;
  },
  break: ({ conversations }) => {
    broken = conversations;
  },
  hinder: ({ token, status }) => {
    if (status === null) hindered.delete(token);
    else hindered.set(token, status);
  },
  stop: () => {
    server.close();
    server.closeAllConnections();
  },
});

// Sends requests to the service byte by byte, signed like the vendors' by code of its own.
import { createHmac } from 'node:crypto';
import http from 'node:http';
import { sql } from 'kysely';
import { ACCOUNT_SID, AUTH_TOKEN, CLIENT_SECRET, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { notificationEvent } from '../fixtures/intercom-webhooks.ts';
import { inboundText } from '../fixtures/twilio-forms.ts';
import { requireDescribed } from './api-answers.ts';
import { expect } from './jest-globals.ts';

export interface Answer {
  status: number;
  type: string;
  headers: http.IncomingHttpHeaders;
  text: string;
}

export interface Knock {
  method?: string;
  /** The path as it goes over the wire: nothing encodes or tidies it. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

const agent = new http.Agent({ keepAlive: true });

export function knock(serviceUrl: string, { method = 'POST', path, headers = {}, body = '' }: Knock): Promise<Answer> {
  const { hostname, port } = new URL(serviceUrl);
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { agent, hostname, port, method, path, headers: { ...length, ...headers } };
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers: answered } = response;
        const text = Buffer.concat(chunks).toString('utf8');
        try {
          requireDescribed(method, path, { status: statusCode, text });
        } catch (error) {
          return reject(error);
        }
        resolve({ status: statusCode, type: answered['content-type'] ?? '', headers: answered, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Holds a request against the table that it is stored in: no answer before the commit, 200 after it. */
export async function waitsForItsCommit(world: World, table: 'messages' | 'replies', request: Knock): Promise<void> {
  let answered = false;
  let pending: Promise<Answer> | undefined;
  await world.app.ctx.database.owner.transaction().execute(async (trx) => {
    await sql`LOCK TABLE ${sql.table(table)} IN ACCESS EXCLUSIVE MODE`.execute(trx);
    pending = knock(world.serviceUrl, request);
    void pending.then(() => {
      answered = true;
    });
    // Requests that came later are answered long before.
    for (let later = 0; later < 20; later += 1) await knock(world.serviceUrl, { method: 'GET', path: '/healthz' });
    expect(answered).toBe(false);
  });
  expect((await pending)?.status).toBe(200);
}

/** Fails unless the request `what` was accepted (200, 204), or refused by a 4xx with a sentence that silences no vendor. */
export function expectAnswered(what: unknown, { status, text }: Answer): void {
  const told = JSON.stringify(what)?.slice(0, 2_000);
  if (status === 200 || status === 204) return;
  expect({ told, status, isRefusal: status >= 400 && status < 500 && status !== 410 && status !== 429 }).toEqual({
    told,
    status,
    isRefusal: true,
  });
  const { error } = JSON.parse(text) as { error?: { code?: string; message?: string } };
  expect({ told, message: error?.message }).toEqual({ told, message: expect.stringMatching(/^[A-Z].{10,400}\.$/s) });
}

/** The sentence of a refusal. */
export function sentenceOf({ text }: Answer): string {
  const { error } = JSON.parse(text) as { error?: { message?: string } };
  return error?.message ?? '';
}

export type Fields = readonly (readonly [name: string, value: string])[];

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
export const MESSAGES_PATH = `/webhooks/twilio/${WORKSPACE_ID}/messages`;
export const STATUS_PATH = `/webhooks/twilio/${WORKSPACE_ID}/status`;

/** A text as Twilio posts one; `sid` is MessageSid's number. */
export function textFields(sid: number, changes: Record<string, string | undefined> = {}): Fields {
  const fields: Record<string, string | undefined> = {
    ...inboundText,
    MessageSid: `SM${sid.toString(16).padStart(32, '0')}`,
    ...changes,
  };
  return Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

/** A form post with Twilio's signature over `publicUrl` and the path; a field that comes twice is signed with both values. */
export function fromTwilio(publicUrl: string, path: string, fields: Fields, token = AUTH_TOKEN): Knock {
  const names = [...new Set(fields.map(([name]) => name))].sort();
  const valuesOf = (name: string) =>
    [...new Set(fields.filter((field) => field[0] === name).map(([, value]) => value))].sort();
  const signed = `${publicUrl}${path}${names.flatMap((name) => valuesOf(name).map((value) => name + value)).join('')}`;
  const signature = createHmac('sha1', token).update(signed).digest('base64');
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  return { path, body, headers: { 'content-type': FORM, 'x-twilio-signature': signature } };
}

/** Posts how far a text has come, as Twilio would, and returns the status of the answer. `fields` replace the usual ones. */
export async function postStatus(
  { serviceUrl }: World,
  news: {
    sid: string;
    state: string;
    messageId?: string | undefined;
    workspaceId?: string;
    token?: string;
    accountSid?: string;
    fields?: Record<string, string>;
  },
): Promise<number> {
  const { workspaceId = WORKSPACE_ID, messageId, accountSid = ACCOUNT_SID, sid, state } = news;
  const path = `/webhooks/twilio/${workspaceId}/status${messageId === undefined ? '' : `?message=${messageId}`}`;
  const fields = news.fields ?? { AccountSid: accountSid, MessageSid: sid, MessageStatus: state };
  const { status } = await knock(serviceUrl, fromTwilio(serviceUrl, path, Object.entries(fields), news.token));
  return status;
}

/** A webhook with Intercom's signature over exactly these bytes. */
export function fromIntercom(body: string | Buffer, secret = CLIENT_SECRET): Knock {
  const signature = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
  return {
    path: '/webhooks/intercom',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature': signature },
  };
}

export type CanvasPath = '/canvas/initialize' | '/canvas/submit';

/** A Canvas Kit request with its signature. */
export function fromInbox(path: CanvasPath, body: string | Buffer, secret = CLIENT_SECRET): Knock {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { path, body, headers: { 'content-type': 'application/json', 'x-body-signature': signature } };
}

/** An Intercom notification; `changes` replace fields of its envelope. */
export function notification(
  topic: string,
  item: unknown,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const data = { ...notificationEvent.data, item };
  return { ...notificationEvent, app_id: WORKSPACE_ID, topic, data, ...changes };
}

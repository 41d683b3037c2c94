// Signed webhooks as the vendors send them, made before a run so that it does not measure their making.
import { createHmac } from 'node:crypto';
import { AUTH_TOKEN, apiKeyOf, CLIENT_SECRET, hash, PUBLIC_URL, type Thread, threads } from './company.ts';

export interface Webhook {
  path: string;
  headers: Record<string, string>;
  body: string;
  /** The words of the text or reply, by which the upstream recognizes it. */
  words: string;
  thread: Thread;
}

/** Distinct in every run of every bench on the same database. */
let serial = 0;
const series = process.pid.toString(36) + Date.now().toString(36);

/** A customer's text. Source: twilio.com/docs/messaging/guides/webhook-request. */
export function textFrom(thread: Thread): Webhook {
  serial += 1;
  const words = `Is my order number ${serial} on its way? It was to come on Monday. ${series}`;
  const sid = `SM${hash(words)}`;
  const geography = { ToCountry: 'US', ToState: 'CA', ToCity: 'SAN FRANCISCO', ToZip: '94105' };
  const origin = { FromCountry: 'US', FromState: 'CA', FromCity: 'OAKLAND', FromZip: '94601' };
  const ids = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, AccountSid: thread.accountSid };
  const rest = { SmsStatus: 'received', NumMedia: '0', NumSegments: '1', ApiVersion: '2010-04-01' };
  const form = { ...geography, ...origin, ...ids, ...rest, From: thread.address, To: thread.sender, Body: words };
  const path = `/webhooks/twilio/${thread.workspaceId}/messages`;
  return {
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signForm(`${PUBLIC_URL}${path}`, form),
    },
    body: new URLSearchParams(form).toString(),
    words,
    thread,
  };
}

/** Source: twilio.com/docs/usage/security#validating-requests. */
function signForm(url: string, form: Record<string, string>): string {
  const sorted = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = sorted.reduce((text, [name, value]) => text + name + value, url);
  return createHmac('sha1', AUTH_TOKEN).update(signed).digest('base64');
}

/** An agent's reply. Source: developers.intercom.com/docs/references/webhooks/webhook-models. */
export function replyIn(thread: Thread): Webhook {
  serial += 1;
  const words = `Order number ${serial} left on Friday and will be with you tomorrow. ${series}`;
  const now = Math.floor(Date.now() / 1000);
  const part = {
    type: 'conversation_part',
    id: String(serial),
    part_type: 'comment',
    body: `<p class="no-margin">${words}</p>`,
    created_at: now,
    author: { type: 'admin', id: '991267002', name: 'Theo', email: 'theo@agents.example' },
  };
  const item = {
    type: 'conversation',
    id: thread.conversationId,
    state: 'open',
    open: true,
    created_at: now - 3600,
    updated_at: now,
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: thread.contactId }] },
    conversation_parts: { type: 'conversation_part.list', conversation_parts: [part], total_count: 1 },
  };
  const body = JSON.stringify({
    type: 'notification_event',
    app_id: thread.workspaceId,
    id: `notif_${hash(words)}`,
    topic: 'conversation.admin.replied',
    created_at: now,
    data: { type: 'notification_event_data', item },
  });
  const signature = createHmac('sha1', CLIENT_SECRET).update(body).digest('hex');
  return {
    path: '/webhooks/intercom',
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-hub-signature': `sha1=${signature}` },
    body,
    words,
    thread,
  };
}

/** The panel is opened beside a conversation. Source: developers.intercom.com/docs/canvas-kit. */
export function panelOf(thread: Thread): Webhook {
  const body = JSON.stringify({
    workspace_id: thread.workspaceId,
    workspace_region: 'US',
    admin: { type: 'admin', id: '991267002', name: 'Theo', email: 'theo@agents.example' },
    conversation: { type: 'conversation', id: thread.conversationId, state: 'open', open: true },
    contact: { type: 'contact', id: thread.contactId, role: 'user', phone: thread.address },
    thread: thread.id,
  });
  const signature = createHmac('sha256', CLIENT_SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-body-signature': signature };
  return { path: '/canvas/initialize', headers, body, words: '', thread };
}

const STRANGERS = 4_000;

/** A workspace's own system texts somebody who is not known yet, by the API. */
export function callTo(thread: Thread): Webhook {
  serial += 1;
  const words = `Order number ${serial} has left our warehouse. ${series}`;
  const to = `+1628${String(2_000_000 + (serial % STRANGERS))}`;
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${apiKeyOf(thread.workspaceId)}`,
    'idempotency-key': `order-${serial}-${series}`,
  };
  return { path: '/api/v1/texts', headers, body: JSON.stringify({ to, body: words }), words, thread };
}

/** Goes round all threads, so that the texts of one are far apart. Once the ready ones are used up, it makes more on demand. */
export function textPool(ready: number, from: readonly Thread[] = threads): () => Webhook {
  const next = textsOverThreads(from);
  const made = Array.from({ length: ready }, next);
  let taken = 0;
  return () => made[taken++] ?? next();
}

function textsOverThreads(from: readonly Thread[]): () => Webhook {
  let turn = 0;
  return () => {
    const thread = from[turn++ % from.length];
    if (!thread) throw new Error('There is no thread to text in.');
    return textFrom(thread);
  };
}

// The company that the bench serves: some workspaces, each with customers whose texts have a conversation already.
import { createHash } from 'node:crypto';
import { keyText } from '../src/domain/api-keys.ts';
import { hashOf, Sealer, Secret } from '../src/lib/sealed.ts';

export const PUBLIC_URL = 'https://sms.bench.example';
export const CLIENT_SECRET = 'a-client-secret-of-the-bench';
export const ENCRYPTION_KEY = `bench:${Buffer.alloc(32, 9).toString('base64')}`;
export const accessTokenOf = (workspaceId: string) => `an-access-token-of-${workspaceId}`;
/** The API key of a workspace. */
export const apiKeyOf = (workspaceId: string) => keyText(workspaceId, hash(`key of ${workspaceId}`).padEnd(43, '0'));
export const AUTH_TOKEN = 'an-auth-token-of-the-bench';
export const OUR_NUMBER = '+14155550100';
const ADMIN_ID = '991267001';

const WORKSPACES = 40;
/** So many that nobody texts more than twenty times a minute, which would be a flood. */
const CUSTOMERS = 100;

/** One customer of one workspace. */
export interface Thread {
  workspaceId: string;
  accountSid: string;
  address: string;
  sender: string;
  id: string;
  contactId: string;
  conversationId: string;
}

export const threads: readonly Thread[] = Array.from({ length: WORKSPACES * CUSTOMERS }, (_, index) =>
  threadOf(index, index % WORKSPACES),
);

/** `index` counts all customers of all workspaces. */
export function threadOf(index: number, workspace: number): Thread {
  return {
    workspaceId: `bench${String(workspace).padStart(3, '0')}`,
    accountSid: `AC${hash(`account ${workspace}`)}`,
    address: `+1415556${String(index).padStart(4, '0')}`,
    sender: OUR_NUMBER,
    id: uuid(`thread ${index}`),
    contactId: hash(`contact ${index}`).slice(0, 24),
    conversationId: String(215_470_000_000_000 + index),
  };
}

/** Statements that put the company into a service's database. */
export function seedStatements(): string[] {
  const sealer = new Sealer([{ id: 'bench', key: Buffer.alloc(32, 9) }]);
  const workspaces = new Map(threads.map((thread) => [thread.workspaceId, thread.accountSid]));
  return [
    `INSERT INTO workspaces (id, name, region, timezone, source, acting_admin_id, intercom_token, twilio_account_sid,
       twilio_auth_token, tag_id, attribute_style, created_at, updated_at)
     VALUES ${[...workspaces].map(([id, sid]) => workspaceRow(sealer, id, sid)).join()}`,
    `INSERT INTO senders SELECT id, '${OUR_NUMBER}', 0 FROM workspaces`,
    `INSERT INTO api_keys (workspace_id, id, name, hash, ending, scopes, created_at)
     VALUES ${[...workspaces.keys()].map(apiKeyRow).join()}`,
    ...customerStatements(threads),
  ];
}

/** Statements that make conversations of customers' texts. */
export function customerStatements(of: readonly Thread[]): string[] {
  const rows = (valuesOf: (thread: Thread) => string[]) => of.map((t) => `(${valuesOf(t).map(quoted).join()})`).join();
  return [
    `INSERT INTO contacts (workspace_id, contact_id, role, address, tagged_at, changed_at)
     VALUES ${rows((t) => [t.workspaceId, t.contactId, 'user', t.address, 'now', '2026-01-01'])}`,
    `INSERT INTO threads (workspace_id, id, address, sender, contact_id, conversation_id, last_inbound_at, created_at)
     VALUES ${rows((t) => [t.workspaceId, t.id, t.address, t.sender, t.contactId, t.conversationId, 'now', 'now'])}`,
    `INSERT INTO conversations (workspace_id, conversation_id, thread_id, state, state_at, tagged_at, created_at)
     VALUES ${rows((t) => [t.workspaceId, t.conversationId, t.id, 'open', '2026-01-01', 'now', 'now'])}`,
  ];
}

function workspaceRow(sealer: Sealer, id: string, accountSid: string): string {
  const token = sealer.seal(new Secret(accessTokenOf(id)), id);
  const authToken = sealer.seal(new Secret(AUTH_TOKEN), id);
  const values = [
    id,
    `Company ${id}`,
    'US',
    'UTC',
    'install',
    ADMIN_ID,
    token,
    accountSid,
    authToken,
    '77',
    'underscores',
  ];
  return `(${values.map(quoted).join()}, now(), now())`;
}

function apiKeyRow(workspaceId: string): string {
  const values = [workspaceId, uuid(`key of ${workspaceId}`), 'Shop', hashOf(apiKeyOf(workspaceId)), '0000', '{send}'];
  return `(${values.map(quoted).join()}, now())`;
}

function quoted(value: string): string {
  return `'${value}'`;
}

export function hash(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function uuid(text: string): string {
  return hash(text).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5');
}

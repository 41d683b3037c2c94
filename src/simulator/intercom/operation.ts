// The shape of one REST operation: which method and path, and a function from a call to the JSON that answers it.
import type Koa from 'koa';
import { bodyTextOf } from '../stand-in/stand-in.ts';
import { invalidParameter, missingParameter, Refusal } from './errors.ts';
import type { Permission } from './permissions.ts';
import type { AdminRecord, AttachmentRecord } from './records.ts';
import type { WorkspaceState } from './state.ts';

export interface Call {
  readonly workspace: WorkspaceState;
  /** The admin whose token calls. */
  readonly admin: AdminRecord;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Fields;
  /** The app's name, which Intercom writes on parts that the app makes. */
  readonly appPackageCode: string;
  readonly searchLagMs: number;
  /** Keeps an uploaded file and gives the address where it can be fetched for a while. */
  keepFile(file: { name: string; contentType: string; data: Buffer }): string;
}

export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In the router's notation: `/contacts/:id`. */
  readonly path: string;
  /** The permission that the call needs; null where Intercom names none. */
  readonly permission: Permission | null;
  /** Live workspaces answer such a request otherwise than the description says, or it contradicts itself. */
  isBeyondDescription?(request: Pick<Call, 'body' | 'query'>): boolean;
  /** Status of the answer, 200 unless told. */
  readonly status?: number;
  answer(call: Call): unknown;
}

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the path has no ${name}`);
  return value;
}

/** A JSON object of a request, read field by field; a wrong type is refused as Intercom does, with a 400. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#values[name];
  }

  text(name: string): string | undefined {
    return this.#typed(name, 'a string', (value) => (typeof value === 'string' ? value : undefined));
  }

  textOrNull(name: string): string | null | undefined {
    return this.#values[name] === null ? null : this.text(name);
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value.trim() === '') throw missingParameter(name);
    return value;
  }

  integer(name: string): number | undefined {
    return this.#typed(name, 'an integer', (value) =>
      typeof value === 'number' && Number.isInteger(value) ? value : undefined,
    );
  }

  flag(name: string): boolean | undefined {
    return this.#typed(name, 'a boolean', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  object(name: string): Fields | undefined {
    return this.#typed(name, 'an object', (value) => (isObject(value) ? new Fields(value) : undefined));
  }

  list(name: string): readonly unknown[] | undefined {
    return this.#typed(name, 'a list', (value) => (Array.isArray(value) ? value : undefined));
  }

  entries(): Record<string, unknown> {
    return { ...this.#values };
  }

  #typed<T>(name: string, what: string, parse: (value: unknown) => T | undefined): T | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) throw invalidParameter(`${name} must be ${what}`);
    return parsed;
  }
}

/** The JSON object that a request carries; no body is an empty one. @throws Refusal 400 for anything else */
export function bodyFields(ctx: Koa.Context): Fields {
  const text = bodyTextOf(ctx);
  if (text === '') return new Fields({});
  if (!ctx.is('json')) throw new Refusal(400, 'bad_request', 'The body must be sent as application/json');
  const value = parsedJson(text);
  if (!isObject(value)) throw new Refusal(400, 'bad_request', 'The body must be a JSON object');
  return new Fields(value);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, 'bad_request', error instanceof Error ? error.message : 'The body is not JSON');
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MOST_ATTACHMENTS = 10;

/** `attachment_urls` are kept as given; `attachment_files` are kept by the stand-in, which gives them an address. */
export function attachmentsOf(call: Call): AttachmentRecord[] {
  const urls = call.body.list('attachment_urls') ?? [];
  const files = call.body.list('attachment_files') ?? [];
  if (urls.length > MOST_ATTACHMENTS || files.length > MOST_ATTACHMENTS) {
    throw invalidParameter(`No more than ${MOST_ATTACHMENTS} attachments are allowed`);
  }
  return [...urls.map(linkedAttachment), ...files.map((file) => uploadedAttachment(call, file))];
}

function linkedAttachment(url: unknown): AttachmentRecord {
  if (typeof url !== 'string' || !URL.canParse(url)) throw invalidParameter('attachment_urls must be a list of URLs');
  const name = new URL(url).pathname.split('/').at(-1) || 'attachment';
  return { name, url, content_type: typeByName(name), filesize: 0 };
}

function uploadedAttachment(call: Call, value: unknown): AttachmentRecord {
  if (!isObject(value)) throw invalidParameter('attachment_files must be a list of objects');
  const file = new Fields(value);
  const name = file.requiredText('name');
  const contentType = file.requiredText('content_type');
  const data = Buffer.from(file.requiredText('data'), 'base64');
  if (data.length === 0) throw invalidParameter('data must be base64');
  return { name, url: call.keepFile({ name, contentType, data }), content_type: contentType, filesize: data.length };
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

function typeByName(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

// The Twilio calls we make: hand over a text, and look one up whose hand-over had no answer.
import twilio from 'twilio';
import type twilioRequest from 'twilio/lib/base/RequestClient.js';
import { type DeliveryState, isDeliveryState } from '../domain/delivery.ts';
import { VendorError } from '../domain/errors.ts';
import type { Price } from '../domain/message.ts';
import type { CallWatch } from '../lib/call-watch.ts';
import type { Secret } from '../lib/sealed.ts';
import { credentialsSeen, outcomeOf } from './errors.ts';

/** Longer than a slow hand-over takes, shorter than the queue's heartbeat. */
const TIMEOUT_MS = 8_000;

export interface TwilioOptions {
  accountSid: string;
  /** The account's own id with its Auth Token, or an API key's with its secret. */
  username: string;
  password: Secret;
  observe(call: { vendor: 'twilio'; operation: string; status: number; ms: number }): void;
  /** Absent for credentials that are no workspace's yet. */
  watch?: CallWatch;
}

/** A text as Twilio has it. */
export interface SentText {
  sid: string;
  state: DeliveryState;
  errorCode: number | null;
  from: string | null;
  body: string;
  createdAt: Date;
}

/** Where a number's texts go; empty where nothing is set. An application overrides the URLs. */
export interface NumberWebhook {
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  smsApplicationSid: string;
}

/** A number of the account. Source: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. */
export interface OwnedNumber {
  sid: string;
  address: string;
  name: string;
  canText: boolean;
  canSendPictures: boolean;
  webhook: NumberWebhook;
}

export type TwilioClient = ReturnType<typeof createTwilioClient>;

class TwilioError extends VendorError {
  override name = 'TwilioError';
}

/** Sends every call to one address, and keeps one set of connections for all workspaces. */
export class TwilioTransport extends twilio.RequestClient {
  readonly #apiUrl: string | undefined;

  readonly #noteTime: (date: string | null) => void;

  /** `apiUrl`: one address instead of all of Twilio's hosts. `noteTime`: of Twilio's clock, as an answer's header gives it. */
  constructor(apiUrl: string | undefined, noteTime: (date: string | null) => void) {
    super({ timeout: TIMEOUT_MS, keepAlive: true, maxTotalSockets: 200, maxSockets: 100 });
    this.#apiUrl = apiUrl;
    this.#noteTime = noteTime;
  }

  override async request<T>(options: twilioRequest.RequestOptions<T>) {
    const response = await super.request<T>({ ...options, uri: this.#redirected(options.uri) });
    this.#noteTime(headerOf(response.headers, 'date'));
    if (response.statusCode !== 429) return response;
    // The library's own exception drops the headers, and with them when to come back.
    throw refusal('the call', 429, codeIn(response.body), retryAfterMs(response.headers));
  }

  #redirected(uri: string): string {
    if (this.#apiUrl === undefined) return uri;
    const url = new URL(uri);
    return `${this.#apiUrl}${url.pathname}${url.search}`;
  }
}

/** Every method throws a VendorError, stripped of the request and so of the credentials, when the call fails. */
export function createTwilioClient(options: TwilioOptions, transport: TwilioTransport) {
  if (!options.accountSid || !options.username || !options.password.reveal())
    throw new Error('A Twilio client without credentials would fall back to the environment.');
  const client = twilio(options.username, options.password.reveal(), {
    httpClient: transport,
    accountSid: options.accountSid,
    autoRetry: false,
  });
  return {
    /** Hands a text over; the answer says that Twilio has it, not that it arrived. */
    async sendText(text: { to: string; from: string; body: string; statusCallback: string }): Promise<SentText> {
      return observed('POST Messages', async () => toSentText(await client.messages.create(text)));
    },

    /** The account itself; an API key may not ask. */
    async getAccount(): Promise<{ name: string; isActive: boolean; isTrial: boolean }> {
      const account = await observed('GET Accounts/{Sid}', () => client.api.v2010.accounts(options.accountSid).fetch());
      return { name: account.friendlyName, isActive: account.status === 'active', isTrial: account.type === 'Trial' };
    },

    /** The account's numbers, at most 500, and where their texts go. */
    async listNumbers(): Promise<OwnedNumber[]> {
      const list = await observed('GET IncomingPhoneNumbers', () =>
        client.incomingPhoneNumbers.list({ pageSize: 100, limit: 500 }),
      );
      return list.map((number) => ({
        sid: number.sid,
        address: number.phoneNumber,
        name: number.friendlyName,
        canText: number.capabilities?.sms ?? false,
        canSendPictures: number.capabilities?.mms ?? false,
        webhook: {
          smsUrl: number.smsUrl ?? '',
          smsMethod: number.smsMethod ?? 'POST',
          smsFallbackUrl: number.smsFallbackUrl ?? '',
          smsApplicationSid: number.smsApplicationSid ?? '',
        },
      }));
    },

    async setWebhook(sid: string, webhook: NumberWebhook): Promise<void> {
      const { smsMethod, ...rest } = webhook;
      const change = { ...rest, smsMethod: smsMethod === 'GET' ? 'GET' : 'POST', smsFallbackMethod: 'POST' };
      await observed('POST IncomingPhoneNumbers/{Sid}', () => client.incomingPhoneNumbers(sid).update(change));
    },

    /** What a text cost; null until Twilio knows. */
    async getPrice(sid: string): Promise<Price | null> {
      const { price, priceUnit } = await observed('GET Messages/{Sid}', () => client.messages(sid).fetch());
      const amount = price?.replace(/^-/, '') ?? '';
      return /^\d+(\.\d+)?$/.test(amount) ? { amount, currency: priceUnit.toUpperCase() } : null;
    },

    /** Texts from one of our numbers to one customer made since then, newest first. */
    async findTexts(search: { to: string; from: string; since: Date }): Promise<SentText[]> {
      return observed('GET Messages', async () => {
        // Not by DateSent: a text that still waits in a queue has none.
        const list = await client.messages.list({ to: search.to, from: search.from, pageSize: 100, limit: 300 });
        return list.map(toSentText).filter((text) => text.createdAt.getTime() >= search.since.getTime());
      });
    },
  };

  async function observed<T>(operation: string, work: () => Promise<T>): Promise<T> {
    if (options.watch?.isRefused) throw lockedOut(operation);
    const startedAt = performance.now();
    const observe = (status: number, code: number | null) => {
      options.observe({ vendor: 'twilio', operation, status, ms: performance.now() - startedAt });
      const credentials = credentialsSeen(operation, status, code);
      return options.watch?.answered({ operation, status, code: code === null ? null : String(code), credentials });
    };
    let result: T;
    try {
      result = await work();
    } catch (error) {
      const failure = toVendorError(operation, error);
      await observe(failure.status ?? 0, failure.vendorCode === null ? null : Number(failure.vendorCode));
      throw failure;
    }
    await observe(operation.startsWith('POST') ? 201 : 200, null);
    return result;
  }
}

/** What the call would have met. */
function lockedOut(operation: string): TwilioError {
  return new TwilioError(`Twilio refuses the credentials of this workspace: ${operation}`, {
    vendor: 'twilio',
    certainty: 'not-done',
    status: 401,
    vendorCode: null,
  });
}

type MessageInstance = Awaited<ReturnType<ReturnType<typeof twilio>['messages']['create']>>;

function toSentText(message: MessageInstance): SentText {
  return {
    sid: message.sid,
    state: isDeliveryState(message.status) ? message.status : 'queued',
    errorCode: message.errorCode ?? null,
    from: message.from ?? null,
    body: message.body ?? '',
    createdAt: message.dateCreated ?? new Date(0),
  };
}

const neverConnectedCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

function toVendorError(operation: string, error: unknown): VendorError {
  if (error instanceof TwilioError) return error;
  if (error instanceof twilio.RestException) return refusal(operation, error.status, error.code ?? null, undefined);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const certainty = neverConnectedCodes.includes(code) ? 'not-done' : 'unknown';
  const why = certainty === 'not-done' ? 'could not be reached' : 'did not answer';
  return new TwilioError(`Twilio ${why}: ${operation}${code ? ` (${code})` : ''}`, {
    vendor: 'twilio',
    certainty,
    status: null,
    vendorCode: null,
  });
}

function refusal(operation: string, status: number, code: number | null, pauseMs: number | undefined): TwilioError {
  const outcome = outcomeOf(status, code);
  return new TwilioError(`Twilio answered ${operation} with ${status}${code === null ? '' : ` (${code})`}`, {
    vendor: 'twilio',
    certainty: outcome === 'not-processed' ? 'not-done' : outcome,
    status,
    vendorCode: code === null ? null : String(code),
    retryAfterMs: pauseMs,
  });
}

function codeIn(body: unknown): number | null {
  const parsed = typeof body === 'string' ? parseJson(body) : body;
  const code = typeof parsed === 'object' && parsed !== null && 'code' in parsed ? parsed.code : null;
  return typeof code === 'number' ? code : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function retryAfterMs(headers: unknown): number | undefined {
  const seconds = Number(headerOf(headers, 'retry-after') || Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function headerOf(headers: unknown, name: string): string | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const value: unknown = (headers as Record<string, unknown>)[name];
  return value === undefined || value === null ? null : String(value);
}

// Our calls to Twilio: those that send and look up texts, and those about the account.
import twilio from 'twilio';
import type twilioRequest from 'twilio/lib/base/RequestClient.js';
import type { Attempt } from '../domain/errors.ts';
import { type DeliveryState, isDeliveryState } from '../domain/texts/delivery.ts';
import type { Media, Price } from '../domain/texts/message.ts';
import type { TwilioRegion } from '../domain/twilio-region.ts';
import type { CallWatch, MadeCall } from '../lib/call-watch.ts';
import type { FetchOptions, GuardedFetch } from '../lib/guarded-fetch.ts';
import type { Secret } from '../lib/sealed.ts';
import { accountCalls } from './account-calls.ts';
import { codeOf, credentialsSeen, isMissing } from './errors.ts';
import { codeIn, headerOf, lockedOut, refusal, retryAfterMs, toVendorError } from './failures.ts';
import { apiOriginOf, edgeOf, hostThatIsMeant } from './regions.ts';
import { ServicePools } from './service-pools.ts';

/** Longer than a slow send, shorter than the queue's heartbeat. */
const TIMEOUT_MS = 8_000;

/** The texts of one customer since a moment ago are few; those of a busy sender may fill pages. */
const PAGE = 200;
const MOST_PAGES = 5;

export interface TwilioOptions {
  accountSid: string;
  /** The account's own id with its Auth Token, or an API key's with its secret. */
  username: string;
  password: Secret;
  region: TwilioRegion;
  observe(call: MadeCall): void;
  /** Absent for credentials that are no workspace's yet. */
  watch?: CallWatch;
}

/** A text as Twilio has it. */
export interface SentText {
  sid: string;
  state: DeliveryState;
  errorCode: number | null;
  /** Null while a Messaging Service chooses. Parts of the numbers and all of the words may be hidden, by message redaction. */
  from: string | null;
  to: string;
  service: string | null;
  body: string;
  hasMedia: boolean;
  isInbound: boolean;
  createdAt: Date;
}

type FetchLimits = Omit<FetchOptions, 'headers'>;

export type TwilioClient = ReturnType<typeof createTwilioClient>;

/** Sends every call to one address, and keeps one set of connections for all workspaces. */
export class TwilioTransport extends twilio.RequestClient {
  readonly pools = new ServicePools();

  readonly apiUrl: string | undefined;

  readonly #noteTime: (date: string | null) => void;

  /** `apiUrl`: one address instead of all of Twilio's hosts. `noteTime` gets the time of Twilio's clock from an answer's header. */
  constructor(apiUrl: string | undefined, noteTime: (date: string | null) => void) {
    super({ timeout: TIMEOUT_MS, keepAlive: true, maxTotalSockets: 200, maxSockets: 100 });
    this.apiUrl = apiUrl;
    this.#noteTime = noteTime;
  }

  override async request<T>(options: twilioRequest.RequestOptions<T>) {
    const response = await super.request<T>({
      ...options,
      uri: this.redirected(options.uri),
      ...(this.apiUrl === undefined ? {} : { headers: { ...options.headers, ...hostThatIsMeant(options.uri) } }),
    });
    this.#noteTime(headerOf(response.headers, 'date'));
    if (response.statusCode !== 429) return response;
    // The library's own exception drops the headers, and with them the pause that Twilio asks for.
    throw refusal('call', 429, codeIn(response.body), retryAfterMs(response.headers));
  }

  /** The address to call for one of Twilio's. */
  redirected(uri: string): string {
    if (this.apiUrl === undefined) return uri;
    const url = new URL(uri);
    return `${this.apiUrl}${url.pathname}${url.search}`;
  }
}

/** Every method throws a VendorError when the call fails, without the request and so without the credentials. */
export function createTwilioClient(options: TwilioOptions, transport: TwilioTransport) {
  if (!options.accountSid || !options.username || !options.password.reveal())
    throw new Error('A Twilio client without credentials would fall back to the environment.');
  const client = twilio(options.username, options.password.reveal(), {
    httpClient: transport,
    accountSid: options.accountSid,
    autoRetry: false,
    // Both or none: with one alone the library would call hosts that no longer exist.
    ...edgeOf(options.region),
  });
  return {
    ...accountCalls(client, options.accountSid, observed, transport.pools),

    /** Hands a text over; the answer says that Twilio has it, not that it arrived. */
    async sendText(
      text: {
        to: string;
        from: string;
        /** The Messaging Service whose features apply; `from` stays the sender. */
        service: string | null;
        /** May be empty where there are media. */
        body: string;
        /** Addresses that Twilio fetches, with HEAD and then GET. */
        mediaUrls: readonly string[];
        /** The URL of the status callback. */
        statusUrl: string;
      },
      _attempt: Attempt,
    ): Promise<SentText> {
      const { service, statusUrl, mediaUrls, body, to, from } = text;
      const content = {
        ...(body === '' ? {} : { body }),
        ...(mediaUrls.length === 0 ? {} : { mediaUrl: [...mediaUrls] }),
      };
      const common = { to, from, ...content, statusCallback: statusUrl };
      const draft = service === null ? common : { ...common, messagingServiceSid: service };
      return observed('POST Messages', async () => toSentText(await client.messages.create(draft)));
    },

    /** The price of a text; null until Twilio knows it. */
    async getPrice(sid: string): Promise<Price | null> {
      const { price, priceUnit } = await observed('GET Messages/{Sid}', () => client.messages(sid).fetch());
      const amount = price?.replace(/^-/, '') ?? '';
      return /^\d+(\.\d+)?$/.test(amount) ? { amount, currency: priceUnit.toUpperCase() } : null;
    },

    /** True where the account, or the named subaccount, has this text. */
    async hasText(sid: string, ofAccount = options.accountSid): Promise<boolean> {
      try {
        await observed('GET Messages/{Sid}', () => client.api.v2010.accounts(ofAccount).messages(sid).fetch());
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },

    /**
     * Texts made since then, newest first, as far as they are listed: to this customer or from this sender, as it is
     * asked, or all of the account. `isWhole` is false where there were too many to read.
     */
    async findTexts(search: {
      to?: string;
      from?: string;
      since: Date;
    }): Promise<{ texts: SentText[]; isWhole: boolean }> {
      const { since, ...filter } = search;
      return observed('GET Messages', async () => {
        const texts: SentText[] = [];
        // DateSent would miss texts that still wait in a queue.
        let page: Awaited<ReturnType<MessagePage['nextPage']>> = await client.messages.page({
          ...filter,
          pageSize: PAGE,
        });
        for (let pages = 1; page !== undefined; pages += 1) {
          const found = page.instances.map(toSentText);
          texts.push(...found.filter((text) => text.createdAt.getTime() >= since.getTime()));
          const isPast = found.length === 0 || found.every((text) => text.createdAt.getTime() < since.getTime());
          if (isPast || !page.nextPageUrl) break;
          if (pages === MOST_PAGES) return { texts, isWhole: false };
          page = await page.nextPage();
        }
        return { texts, isWhole: true };
      });
    },

    /**
     * The bytes of a file of a text. They come by a redirect to another host, which gets no credentials. A refusal says nothing
     * of the credentials as a whole: an account may protect its files. Throws a FetchError where no answer comes.
     * Source: twilio.com/docs/messaging/api/media-resource.
     */
    async fetchMedia(file: { sid: string; id: string }, fetchFile: GuardedFetch, limits: FetchLimits) {
      const operation = 'GET Messages/{Sid}/Media/{Sid}';
      if (options.watch?.isRefused) throw lockedOut(operation);
      const { accountSid, username, password, region } = options;
      const path = `/2010-04-01/Accounts/${accountSid}/Messages/${file.sid}/Media/${file.id}`;
      const uri = `${apiOriginOf(region)}${path}`;
      const basic = Buffer.from(`${username}:${password.reveal()}`).toString('base64');
      const headers = { authorization: `Basic ${basic}`, ...(transport.apiUrl ? hostThatIsMeant(uri) : {}) };
      const startedAt = performance.now();
      let status = 0;
      try {
        const answer = await fetchFile(transport.redirected(uri), { ...limits, headers });
        status = answer.status;
        return answer;
      } finally {
        options.observe({ operation, status, ms: performance.now() - startedAt });
      }
    },

    /** The files of a text. Source: twilio.com/docs/messaging/api/media-resource. */
    async listMedia(sid: string): Promise<Media[]> {
      const files = await observed('GET Messages/{Sid}/Media', () => client.messages(sid).media.list({ limit: 20 }));
      return files.map((file) => ({ id: file.sid, contentType: file.contentType }));
    },
  };

  async function observed<T>(operation: string, work: () => Promise<T>): Promise<T> {
    if (options.watch?.isRefused) throw lockedOut(operation);
    const startedAt = performance.now();
    const observe = (status: number, code: number | null) => {
      options.observe({ operation, status, ms: performance.now() - startedAt });
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

type MessagePage = Awaited<ReturnType<ReturnType<typeof twilio>['messages']['page']>>;
type MessageInstance = Awaited<ReturnType<ReturnType<typeof twilio>['messages']['create']>>;

function toSentText(message: MessageInstance): SentText {
  return {
    sid: message.sid,
    state: isDeliveryState(message.status) ? message.status : 'queued',
    errorCode: codeOf(message.errorCode),
    from: message.from ?? null,
    to: message.to ?? '',
    service: message.messagingServiceSid ?? null,
    body: message.body ?? '',
    hasMedia: Number(message.numMedia ?? 0) > 0,
    isInbound: message.direction === 'inbound',
    createdAt: message.dateCreated ?? new Date(0),
  };
}

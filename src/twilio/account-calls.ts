// The calls about an account: itself, its numbers and Messaging Services, and where their texts go.
import type twilio from 'twilio';
import { inBatches } from '../lib/batches.ts';
import { Secret } from '../lib/sealed.ts';
import type { AccountFacts, NumberWebhook, OwnedNumber, OwnedService, ServiceWebhook } from './owned.ts';
import { readCountryPrices } from './prices.ts';
import { readCampaigns, readVerifications } from './registrations.ts';
import type { ServicePools } from './service-pools.ts';
import { readRules } from './webhook-rules.ts';

/** Twilio limits how many calls of an account run at once, and does not document the number. */
const POOLS_AT_ONCE = 5;
/** Up to this many are all read each time. */
const FEW_SERVICES = 20;
/** Few enough for an answer in time, since the library reads to the end. */
const PAGE = 200;

type Library = ReturnType<typeof twilio>;

export function accountCalls(
  client: Library,
  accountSid: string,
  observed: <T>(operation: string, work: () => Promise<T>) => Promise<T>,
  pools: ServicePools,
) {
  async function readPool(sid: string): Promise<OwnedService['numbers']> {
    const list = await observed('GET Services/{Sid}/PhoneNumbers', () =>
      client.messaging.v1.services(sid).phoneNumbers.list({ pageSize: PAGE }),
    );
    const pool = list.map((number) => ({ sid: number.sid, address: number.phoneNumber }));
    pools.keep(sid, pool);
    return pool;
  }

  return {
    /** The account itself, or one below it. A standard API key may not read this. */
    async getAccount(sid = accountSid): Promise<AccountFacts> {
      const account = await observed('GET Accounts/{Sid}', () => client.api.v2010.accounts(sid).fetch());
      return {
        name: account.friendlyName,
        isActive: account.status === 'active',
        isTrial: account.type === 'Trial',
        isMain: account.ownerAccountSid === account.sid,
        authToken: account.authToken ? new Secret(account.authToken) : null,
      };
    },

    /** All of the account's numbers, page by page, and where their texts go. */
    async listNumbers(): Promise<OwnedNumber[]> {
      const list = await observed('GET IncomingPhoneNumbers', () =>
        client.incomingPhoneNumbers.list({ pageSize: PAGE }),
      );
      return list.map((number) => ({
        sid: number.sid,
        address: number.phoneNumber,
        name: number.friendlyName,
        canText: number.capabilities?.sms ?? false,
        sendsMedia: number.capabilities?.mms ?? false,
        webhook: {
          url: number.smsUrl ?? '',
          method: number.smsMethod ?? 'POST',
          fallbackUrl: number.smsFallbackUrl ?? '',
          fallbackMethod: number.smsFallbackMethod ?? 'POST',
          app: number.smsApplicationSid ?? '',
        },
      }));
    },

    async setWebhook(sid: string, webhook: NumberWebhook): Promise<void> {
      const { url, method, fallbackUrl, fallbackMethod, app } = webhook;
      await observed('POST IncomingPhoneNumbers/{Sid}', () =>
        client.incomingPhoneNumbers(sid).update({
          smsUrl: url,
          smsMethod: methodOf(method),
          smsFallbackUrl: fallbackUrl,
          smsFallbackMethod: methodOf(fallbackMethod),
          smsApplicationSid: app,
        }),
      );
    },

    /**
     * All of the account's Messaging Services, with the numbers in each. Where there are many, a service that is neither `wanted`
     * nor decides about its numbers' texts comes without its numbers, and one that decides has them as old as `pools` does.
     */
    async listServices(wanted: readonly string[] = []): Promise<OwnedService[]> {
      const services = await observed('GET Services', () => client.messaging.v1.services.list({ pageSize: PAGE }));
      const isMany = services.length > FEW_SERVICES;
      const asked = new Set(wanted);
      return inBatches(services, POOLS_AT_ONCE, async (service) => {
        const { sid } = service;
        const isWanted = !isMany || asked.has(sid);
        if (!isWanted && service.useInboundWebhookOnNumber) return toOwnedService(service, null);
        return toOwnedService(service, (isWanted ? undefined : pools.find(sid)) ?? (await readPool(sid)));
      });
    },

    /** The changes that Webhooks Rules make to calls to these URLs, which are given without their `#` part. */
    listRules: (urls: readonly string[]) => readRules(client, urls, observed),

    /** The prices of this account in a country, ISO 3166-1 alpha-2; null where Twilio sends no texts there. */
    readPrices: (country: string) => readCountryPrices(client, country, observed),

    /** How far the A2P campaigns of Messaging Services have come, by service. */
    readCampaigns: (services: readonly string[]) => readCampaigns(client, services, observed),

    /** How far the verifications of toll-free numbers have come, by number. */
    readVerifications: () => readVerifications(client, observed),

    async setServiceWebhook(sid: string, webhook: ServiceWebhook): Promise<void> {
      const { url, method, fallbackUrl, fallbackMethod, useNumbers } = webhook;
      await observed('POST Services/{Sid}', () =>
        client.messaging.v1.services(sid).update({
          inboundRequestUrl: url,
          inboundMethod: methodOf(method),
          fallbackUrl,
          fallbackMethod: methodOf(fallbackMethod),
          useInboundWebhookOnNumber: useNumbers,
        }),
      );
    },
  };
}

type ServiceInstance = Awaited<ReturnType<Library['messaging']['v1']['services']['list']>>[number];

function toOwnedService(service: ServiceInstance, pool: OwnedService['numbers'] | null): OwnedService {
  return {
    sid: service.sid,
    name: service.friendlyName,
    webhook: {
      url: service.inboundRequestUrl ?? '',
      method: service.inboundMethod ?? 'POST',
      fallbackUrl: service.fallbackUrl ?? '',
      fallbackMethod: service.fallbackMethod ?? 'POST',
      useNumbers: service.useInboundWebhookOnNumber,
    },
    numbers: pool ?? [],
    isRead: pool !== null,
  };
}

function methodOf(method: string): 'GET' | 'POST' {
  return method.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

// Reads Twilio's prices of SMS in a country. Source: twilio.com/docs/messaging/api/pricing.
import type twilio from 'twilio';
import { type CountryPrices, rangeOf, type TypePrice } from '../domain/texts/prices.ts';

type Library = ReturnType<typeof twilio>;

/** Null where Twilio sends no texts to the country. Throws a VendorError; a 404 is a country that Twilio does not have. */
export async function readCountryPrices(
  client: Library,
  country: string,
  observed: <T>(operation: string, work: () => Promise<T>) => Promise<T>,
): Promise<CountryPrices | null> {
  const said = await observed('GET Pricing/Countries/{Iso}', () =>
    client.pricing.v1.messaging.countries(country).fetch(),
  );
  const currency = String(said.priceUnit ?? '').toUpperCase();
  const carriers = listIn(said.outboundSmsPrices).flatMap((carrier) => listIn(carrier['prices']));
  const outbound = byType(carriers);
  if (!/^[A-Z]{3}$/.test(currency) || outbound.length === 0) return null;
  return { currency, outbound, inbound: byType(listIn(said.inboundSmsPrices)) };
}

type Loose = Record<string, unknown>;

function listIn(value: unknown): Loose[] {
  return Array.isArray(value) ? value.filter((one): one is Loose => typeof one === 'object' && one !== null) : [];
}

/** The library leaves the inner objects as they came. */
function byType(prices: readonly Loose[]): TypePrice[] {
  const types = new Map<string, TypePrice>();
  for (const price of prices) {
    const amount = decimalOf(price['current_price'] ?? price['currentPrice'] ?? price['base_price']);
    if (amount === null) continue;
    const named = String(price['number_type'] ?? price['numberType'] ?? '');
    const type = named.toLowerCase().replaceAll(/[^a-z]/g, '');
    const all = [types.get(type), { low: amount, high: amount }].filter((one) => one !== undefined);
    const range = rangeOf(all);
    if (range !== null) types.set(type, { type, ...range });
  }
  return [...types.values()];
}

/** The description has numbers, and the examples strings. Null for anything that is no price. */
function decimalOf(value: unknown): string | null {
  const text = typeof value === 'number' && value < 1_000 ? value.toFixed(6).replace(/\.?0+$/, '') : value;
  return typeof text === 'string' && /^\d{1,4}(\.\d{1,8})?$/.test(text.trim()) ? text.trim() : null;
}

// The pretend pricing API: the prices of texts by country, whose host is the stand-in too.
// https://www.twilio.com/docs/messaging/api/pricing
import { signedInBy } from './account/logins.ts';
import { answer, type Mount, notFound } from './operation.ts';
import type { CountryRate, PricesByType } from './rates.ts';
import type { TwilioWorld } from './state.ts';

export const mountPrices: Mount = (router, world) => {
  router.get('/v1/Messaging/Countries/:country', (ctx) => {
    signedInBy(world, ctx);
    const country = ctx.params['country']?.toUpperCase() ?? '';
    const found = world.rates.get(country);
    if (!found) throw notFound(ctx);
    answer(ctx, rateResource(world, country, found));
  });
};

function rateResource(world: TwilioWorld, country: string, { name, currency, outbound, inbound }: CountryRate): object {
  return {
    country: name,
    iso_country: country,
    url: `${world.url}/v1/Messaging/Countries/${country}`,
    price_unit: currency,
    outbound_sms_prices: outbound.map(({ carrier, prices }) => ({ carrier, mcc: '', mnc: '', prices: listed(prices) })),
    inbound_sms_prices: listed(inbound),
  };
}

function listed(prices: PricesByType): object[] {
  return Object.entries(prices).map(([type, price]) => ({
    number_type: type,
    base_price: Number(price),
    current_price: Number(price),
  }));
}

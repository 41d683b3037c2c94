// Reads the prices of the countries that a workspace texts, for the settings: Twilio's as they are stored, and its own.
import type { CountryPriceRow } from '../../domain/settings-page.ts';
import { inboundRange, type KnownPrices, segmentPrice } from '../../domain/texts/prices.ts';
import { listPrices } from '../../store/workspaces/country-prices.ts';
import { countriesOf } from '../account/read-prices.ts';
import type { Context, OpenWorkspace } from '../context.ts';

/** The countries of our own numbers first, then by their codes. */
export async function readPriceRows(ctx: Pick<Context, 'db'>, workspace: OpenWorkspace): Promise<CountryPriceRow[]> {
  const known = await listPrices(ctx.db, workspace.id, workspace.twilioAccountSid);
  const own = workspace.settings.prices?.perSegment ?? {};
  const ours = countriesOf(workspace.senders);
  const others = [...known.map(({ country }) => country), ...Object.keys(own)].toSorted();
  return [...new Set([...ours, ...others])].map((country) => {
    const prices = known.find((one) => one.country === country);
    return {
      country,
      own: own[country] ?? null,
      sending: segmentPrice(
        { own: null, isConnected: workspace.twilioLogin !== null, sender: workspace.senders[0] ?? null },
        country,
        prices,
      ),
      receiving: ours.includes(country) ? receivingIn(workspace, country, prices) : null,
    };
  });
}

function receivingIn(
  { senders }: OpenWorkspace,
  country: string,
  known: KnownPrices | undefined,
): CountryPriceRow['receiving'] {
  const number = senders.find((sender) => countriesOf([sender]).includes(country)) ?? null;
  const range = known?.prices ? inboundRange(known.prices, number) : null;
  return known?.prices && range ? { ...range, currency: known.prices.currency } : null;
}

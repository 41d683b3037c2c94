// Reads each country's day for the page of the limits: what was texted there, under which limit, and what waits.
import { countriesOf } from '../../domain/numbers/destination.ts';
import type { CountryLimitRow } from '../../domain/settings-page.ts';
import { isOurCountry } from '../../domain/texts/barred.ts';
import { dayIn } from '../../domain/texts/figures.ts';
import { ceilingOf, limitFor, nothingSpent } from '../../domain/texts/spend.ts';
import { countHeld } from '../../store/texts/held-texts.ts';
import { listSpendDays } from '../../store/texts/spend-days.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';

/** The countries of our own numbers first, then those where something waits, is allowed, limited or was texted today. */
export async function readLimits(
  ctx: Pick<Context, 'db' | 'clock'>,
  workspace: OpenWorkspace,
  allowedCountries: readonly string[],
): Promise<CountryLimitRow[]> {
  const { id: workspaceId, settings, senders } = workspace;
  const day = dayIn(nowOf(ctx), workspace.timezone);
  const [days, held] = await Promise.all([
    listSpendDays(ctx.db, { workspaceId, day }),
    countHeld(ctx.db, workspaceId, 'limit'),
  ]);
  const ours = countriesOf(senders);
  const named = [...days, ...held].map(({ country }) => country);
  const others = [...named, ...allowedCountries, ...Object.keys(settings.countryLimits)].toSorted();
  const read = [settings.defaultCountry, ...workspace.senderDetails.map((sender) => sender.defaultCountry)];
  return [...new Set([...ours, ...read.flatMap((country) => country ?? []), ...others])].map(
    (country): CountryLimitRow => {
      const spent = days.find((one) => one.country === country) ?? nothingSpent;
      const waiting = held.find((one) => one.country === country);
      return {
        country,
        isOurs: isOurCountry(country, workspace),
        own: settings.countryLimits[country] ?? null,
        ceiling: ceilingOf(limitFor(settings, country), spent),
        day: spent,
        held: waiting === undefined ? null : { texts: waiting.texts, since: waiting.since },
      };
    },
  );
}

// Finds limits of a day that were reached, where texts wait for an admin, and limits that cannot hold anything.
import type { Finding } from '../../domain/doctor/finding.ts';
import { countriesOf } from '../../domain/numbers/destination.ts';
import { dayIn } from '../../domain/texts/figures.ts';
import { limitFor } from '../../domain/texts/spend.ts';
import { countHeld } from '../../store/texts/held-texts.ts';
import { listSpendDays } from '../../store/texts/spend-days.ts';
import { listPrices } from '../../store/workspaces/country-prices.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { goTo } from './fixes.ts';

type Reading = Pick<Context, 'db' | 'clock'>;

/** One a country. */
export async function reachedFindings(ctx: Reading, workspace: OpenWorkspace): Promise<Finding[]> {
  const { id: workspaceId, timezone } = workspace;
  const day = dayIn(nowOf(ctx), timezone);
  const [held, days] = await Promise.all([
    countHeld(ctx.db, workspaceId, 'limit'),
    listSpendDays(ctx.db, { workspaceId, day }),
  ]);
  const stopped = days.flatMap(({ country, heldSince }) =>
    heldSince === null || held.some((one) => one.country === country) ? [] : [{ country, texts: 0, since: heldSince }],
  );
  return [...held, ...stopped].map(({ country, texts, since }) => ({
    severity: 'warning',
    stops: [],
    inPanel: 'itself',
    found: { check: 'limits', kind: 'reached', country, texts, since: new Date(since).toISOString() },
    fix: goTo('limits', 'go-to-limits'),
  }));
}

export async function limitFindings(ctx: Reading, workspace: OpenWorkspace): Promise<Finding[]> {
  return [...(await reachedFindings(ctx, workspace)), ...(await unpricedFindings(ctx, workspace))];
}

/** Countries of ours, or that an admin allowed, with a limit in money alone and no price in its currency. */
async function unpricedFindings(ctx: Reading, workspace: OpenWorkspace): Promise<Finding[]> {
  const { settings } = workspace;
  if (settings.dailyMoney === null && Object.keys(settings.countryLimits).length === 0) return [];
  const own = settings.prices;
  const known = await listPrices(ctx.db, workspace.id, workspace.twilioAccountSid);
  const ours = [...countriesOf(workspace.senders), ...settings.allowedCountries];
  const countries = [...new Set([...ours, ...Object.keys(settings.countryLimits)])].filter((country) => {
    const { segments, money } = limitFor(settings, country);
    if (money === null || segments !== null) return false;
    const priced = own?.perSegment[country] === undefined ? known.find((one) => one.country === country)?.prices : own;
    return priced?.currency !== money.currency;
  });
  if (countries.length === 0) return [];
  const found = { check: 'limits', kind: 'unpriced', countries: countries.toSorted() } as const;
  return [{ severity: 'warning', stops: [], found, fix: goTo('limits', 'go-to-limits') }];
}

// Finds that Twilio does not show its prices to the credentials that are set, where agents miss them.
import type { Finding } from '../../domain/doctor/finding.ts';
import { listPrices } from '../../store/workspaces/country-prices.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { goTo } from './fixes.ts';

export async function priceFindings(ctx: Pick<Context, 'db'>, workspace: OpenWorkspace): Promise<Finding[]> {
  const known = await listPrices(ctx.db, workspace.id, workspace.twilioAccountSid);
  const own = workspace.settings.prices?.perSegment ?? {};
  const countries = known
    .filter(({ outcome, prices, country }) => outcome === 'hidden' && prices === null && !(country in own))
    .map(({ country }) => country);
  if (countries.length === 0 || workspace.twilioLogin === null) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { check: 'prices', kind: 'hidden', countries },
      fix: goTo('prices', 'go-to-prices'),
    },
  ];
}

// Finds requests that were refused for their form: a proxy changes them, or a vendor sends a new form.
import type { Finding } from '../../domain/doctor/finding.ts';
import { type RefusedReason, refusedReasons } from '../../domain/doctor/found/signatures.ts';
import { sumRefusals } from '../../store/evidence/refusals.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { checkAgain } from './fixes.ts';

const DAY_MS = 86_400_000;
const reasons: ReadonlySet<string> = new Set(refusedReasons);
/** Strangers who look around cause these. Where Twilio does, the checks of numbers and services say so. */
const harmless: ReadonlySet<RefusedReason> = new Set(['wrong-method', 'wrong-address']);

export async function refusedRequestFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const counted = await sumRefusals(ctx.db, workspace.id, new Date(ctx.clock.now() - DAY_MS));
  const sums = counted.flatMap(({ route, reason, times, last }) =>
    isKnown(reason) ? [{ route, reason, times, last: last.toISOString() }] : [],
  );
  if (sums.length === 0) return [];
  const found = { check: 'refused-requests', kind: 'refused', sums } as const;
  return [
    sums.every(({ reason }) => harmless.has(reason))
      ? { severity: 'fine', found, fix: null }
      : { severity: 'warning', stops: [], found, fix: checkAgain(ctx) },
  ];
}

function isKnown(reason: string): reason is RefusedReason {
  return reasons.has(reason);
}

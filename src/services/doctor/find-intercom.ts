// Finds whether Intercom lets us in.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { ErrorReason } from '../../domain/errors.ts';
import type { VendorTrouble } from '../../domain/vendor-trouble.ts';
import { vendors } from '../../domain/vendors.ts';
import { statusPage } from '../../intercom/pages.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { checkAgain, installAgain, linkTo } from './fixes.ts';

/** Why nothing can be done at Intercom now. A missing permission is no such reason, because the token works. */
export type IntercomTrouble =
  | { kind: 'refused' | 'busy' }
  | { kind: 'away'; trouble: VendorTrouble }
  /** `reason`: why there is no token. */
  | { kind: 'missing'; reason?: ErrorReason };

export function intercomFinding(ctx: Context, workspace: OpenWorkspace, trouble: IntercomTrouble | null): Finding {
  if (trouble === null) return { severity: 'fine', found: { check: 'intercom', kind: 'answers' }, fix: null };
  const stops = vendors.intercom.flows;
  const isPrivate = workspace.source === 'environment';
  const since = workspace.refusedSince.intercom?.toISOString() ?? null;
  switch (trouble.kind) {
    case 'busy':
      return {
        severity: 'warning',
        stops: [],
        found: { check: 'intercom', kind: 'pausing' },
        fix: checkAgain(ctx),
      };
    case 'away':
      return {
        severity: 'broken',
        stops,
        inPanel: 'lately',
        found: { check: 'intercom', kind: 'away', trouble: trouble.trouble },
        fix: linkTo({ kind: 'see-intercom-status' }, statusPage),
      };
    case 'missing':
    case 'refused':
      return {
        severity: 'broken',
        stops,
        inPanel: 'itself',
        found:
          trouble.kind === 'missing'
            ? { check: 'intercom', kind: 'not-connected', isPrivate }
            : { check: 'intercom', kind: 'refused', since, isPrivate },
        fix: installAgain(ctx, workspace),
      };
  }
}

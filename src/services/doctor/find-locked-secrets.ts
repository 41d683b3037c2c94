// Finds stored secrets that no key at hand opens. A vendor that would be asked for them says nothing more.
import type { Finding } from '../../domain/doctor/finding.ts';
import { type LockedSecret, lockedSecrets } from '../../domain/locked-secrets.ts';
import { vendorKeys, vendors } from '../../domain/vendors.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { goTo, installAgain } from './fixes.ts';

export function isLocked({ locked }: Pick<OpenWorkspace, 'locked'>, kind: LockedSecret['kind']): boolean {
  return locked.some((secret) => secret.kind === kind);
}

export function lockedSecretsFindings(ctx: Pick<Context, 'publicUrl'>, workspace: OpenWorkspace): Finding[] {
  const { locked, source } = workspace;
  if (locked.length === 0) return [];
  // The environment's workspace seals them again at its next start.
  const isPrivate = source === 'environment';
  const affected = vendorKeys.filter((vendor) => isLocked(workspace, vendor));
  const of = affected.map((vendor) => lockedSecrets(locked, vendor)).filter((one) => one !== null);
  return [
    {
      severity: 'broken',
      stops: [...new Set(affected.flatMap((vendor) => vendors[vendor].flows))],
      inPanel: 'itself',
      found: { check: 'secrets', kind: 'locked', of, isPrivate },
      fix:
        isPrivate || isLocked(workspace, 'intercom')
          ? installAgain(ctx, workspace)
          : goTo('twilio', 'enter-credentials'),
    },
  ];
}

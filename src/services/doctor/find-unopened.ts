// Whether what is stored sealed can be opened; where it cannot, nothing that a vendor is asked for it says more.

import type { Finding } from '../../domain/doctor/finding.ts';
import { howToUnlock, type LockedSecret, whyLocked } from '../../domain/locked-secrets.ts';
import { vendorKeys, vendors } from '../../domain/vendors.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { installAgain } from './fixes.ts';

export function isLocked({ locked }: Pick<OpenWorkspace, 'locked'>, kind: LockedSecret['kind']): boolean {
  return whyLocked(locked, kind) !== null;
}

export function unopenedFindings(ctx: Pick<Context, 'publicUrl'>, workspace: OpenWorkspace): Finding[] {
  const { locked, source } = workspace;
  if (locked.length === 0) return [];
  const why = vendorKeys.map((vendor) => whyLocked(locked, vendor)).filter((words) => words !== null);
  // At its next start it seals anew what the environment names.
  const how =
    source === 'environment' ? 'Whoever runs Threadwire starts it again, and it is mended.' : howToUnlock(locked);
  const meanwhile = isLocked(workspace, 'twilio')
    ? 'Meanwhile texts that come in are kept for a day, and replies wait.'
    : 'Meanwhile texts and replies wait.';
  return [
    {
      severity: 'broken',
      stops: [
        ...new Set(
          vendorKeys.filter((vendor) => isLocked(workspace, vendor)).flatMap((vendor) => vendors[vendor].flows),
        ),
      ],
      inPanel: 'itself',
      title: 'Stored secrets cannot be opened',
      cause: `${why.join(' ')} ${how} ${meanwhile}`,
      fix: fixOf(ctx, workspace),
    },
  ];
}

function fixOf(ctx: Pick<Context, 'publicUrl'>, workspace: OpenWorkspace): Finding['fix'] {
  if (workspace.source === 'environment' || isLocked(workspace, 'intercom')) return installAgain(ctx, workspace);
  return { kind: 'link', label: 'Enter the credentials again', url: '#twilio' };
}

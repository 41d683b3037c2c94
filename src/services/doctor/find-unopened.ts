// Whether what is stored sealed can be opened; where it cannot, nothing that a vendor is asked for it says more.
import { howToUnlock, type LockedSecret, whyLocked } from '../../domain/locked-secrets.ts';
import type { Finding } from '../../domain/settings-page.ts';
import type { Context, OpenWorkspace } from '../context.ts';

export function isLocked({ locked }: Pick<OpenWorkspace, 'locked'>, kind: LockedSecret['kind']): boolean {
  return whyLocked(locked, kind) !== null;
}

export function unopenedFindings(ctx: Pick<Context, 'publicUrl'>, { locked }: OpenWorkspace): Finding[] {
  if (locked.length === 0) return [];
  const kinds = ['intercom', 'twilio'] as const;
  const why = kinds.map((kind) => whyLocked(locked, kind)).filter((words) => words !== null);
  const fix = locked.some(({ kind }) => kind === 'intercom')
    ? { label: 'Install again', url: `${ctx.publicUrl}/install` }
    : { label: 'Enter the credentials again', url: '#twilio' };
  const cause = `${why.join(' ')} ${howToUnlock(locked)} Meanwhile texts that come in are kept for a day, and replies wait.`;
  return [{ severity: 'broken', title: 'Stored secrets cannot be opened', cause, fix: { kind: 'link', ...fix } }];
}

// Finds whether a workspace that both vendors let in is set up: with a number, with somebody to write as, and tried out.
import { standInOf } from '../../domain/acting-admin.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { teamOf } from '../../domain/senders.ts';
import { hasAnyGoneThrough } from '../../store/texts/message-lists.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { goTo } from './fixes.ts';
import type { IntercomSeen } from './look-at-intercom.ts';

/** Without a connected account there is no number to choose. */
export function numberFindings({ twilioLogin, senders }: OpenWorkspace): Finding[] {
  if (twilioLogin === null || senders.length > 0) return [];
  return [
    {
      severity: 'broken',
      stops: ['sending', 'receiving'],
      inPanel: 'itself',
      found: { check: 'numbers', kind: 'none-chosen' },
      fix: goTo('numbers', 'choose-numbers'),
    },
  ];
}

/** Intercom refuses notes in the name of somebody who has left, which its list of teammates or a refused note shows. */
export function actingAdminFindings(
  workspace: OpenWorkspace,
  seen: Pick<IntercomSeen, 'admins'>,
  now: Date,
): Finding[] {
  const { actingAdminId } = workspace;
  const teammates = seen.admins.value;
  const standIn = standInOf(workspace, now);
  const hasLeft = teammates !== null && !teammates.some(({ id }) => id === actingAdminId);
  if (!hasLeft && standIn === null) return [];
  const name = teammates?.find(({ id }) => id === standIn)?.name ?? null;
  return [
    {
      severity: 'broken',
      // Nobody has shown yet that another teammate can write.
      stops: standIn === null ? ['notes'] : [],
      found: {
        check: 'acting-admin',
        kind: hasLeft ? 'left' : 'may-not-write',
        standIn: standIn === null ? null : { name },
      },
      fix: goTo('inbox', 'choose-teammate'),
    },
  ];
}

/** Conversations stay unassigned where their team was deleted. */
export function teamFindings(workspace: OpenWorkspace, { teams }: Pick<IntercomSeen, 'teams'>): Finding[] {
  const { value } = teams;
  if (value === null) return [];
  const isLost = (sender: string) => {
    const teamId = teamOf(workspace, sender);
    return teamId !== null && !value.some(({ id }) => id === teamId);
  };
  const numbers = workspace.senders.filter(isLost);
  if (numbers.length === 0) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { check: 'team', kind: 'deleted', numbers },
      fix: goTo('numbers', 'choose-team'),
    },
  ];
}

/** Until a text has gone through, nobody knows that everything works. Set-up asks for a test text, which can be skipped. */
export async function firstTextFindings(ctx: Context, { id, senders }: OpenWorkspace): Promise<Finding[]> {
  if (senders.length === 0 || (await hasAnyGoneThrough(ctx.db, id))) return [];
  return [{ severity: 'fine', isUntried: true, found: { check: 'first-text', kind: 'none-yet' }, fix: null }];
}

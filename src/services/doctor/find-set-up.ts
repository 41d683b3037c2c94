// Whether a workspace that both vendors let in is set up: with a number, with somebody to write as, and tried out.
import { standInOf } from '../../domain/acting-admin.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import { teamOf } from '../../domain/senders.ts';
import { hasAnyGoneThrough } from '../../store/texts/message-lists.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import type { IntercomSeen } from './look-at-intercom.ts';

/** Said of an account only that is connected: without one there is no number to choose. */
export function numberFindings({ twilioLogin, senders }: OpenWorkspace): Finding[] {
  if (twilioLogin === null || senders.length > 0) return [];
  return [
    {
      severity: 'broken',
      stops: ['sending', 'receiving'],
      inPanel: 'itself',
      title: 'No number is chosen',
      cause: 'Texts come in and go out once you have ticked a number that customers text.',
      fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
    },
  ];
}

/** Intercom refuses what is written in the name of somebody who has left: by the teammates there are, or by what it refused. */
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
  const name = teammates?.find(({ id }) => id === standIn)?.name ?? 'Another teammate';
  return [
    {
      severity: 'broken',
      // Until another one has written, it is not known whether one can.
      stops: standIn === null ? ['notes'] : [],
      title: hasLeft
        ? 'The teammate who writes notes and tags has left'
        : 'The teammate who writes notes and tags may not write in the inbox',
      cause:
        standIn === null
          ? 'Intercom takes no note from somebody who is no longer in the workspace, so agents may not be told of texts that fail.'
          : `${name} writes them meanwhile, so that agents hear of texts that fail. Choose who is to write them from now on.`,
      fix: { kind: 'link', label: 'Choose another teammate', url: '#inbox' },
    },
  ];
}

/** Conversations stay with nobody whose team was deleted. */
export function teamFindings(workspace: OpenWorkspace, { teams }: Pick<IntercomSeen, 'teams'>): Finding[] {
  const { value } = teams;
  if (value === null) return [];
  const isLost = (sender: string) => {
    const teamId = teamOf(workspace, sender);
    return teamId !== null && !value.some(({ id }) => id === teamId);
  };
  const lost = workspace.senders.filter(isLost);
  if (lost.length === 0) return [];
  const numbers = lost.length > 3 ? `${lost.length} numbers` : lost.map(nationalForm).join(', ');
  return [
    {
      severity: 'warning',
      stops: [],
      title: 'A team that gets conversations was deleted',
      cause: `Conversations of ${numbers} are assigned to no team. Choose another one for them.`,
      fix: { kind: 'link', label: 'Choose a team', url: '#numbers' },
    },
  ];
}

/** Set-up asks for a test text; whoever skipped that, and has no customer yet, does not know whether all works. */
export async function firstTextFindings(ctx: Context, { id, senders }: OpenWorkspace): Promise<Finding[]> {
  if (senders.length === 0 || (await hasAnyGoneThrough(ctx.db, id))) return [];
  return [
    {
      severity: 'fine',
      isUntried: true,
      title: 'No text has come in or arrived yet',
      cause: 'Send one to your own phone to see that everything works.',
      fix: null,
    },
  ];
}

// Whether a workspace that both vendors let in is set up: with a number, with somebody to write as, and tried out.
import type { Finding } from '../../domain/finding.ts';
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
      title: 'No number is chosen',
      cause: 'Texts come in and go out once you have ticked a number that customers text.',
      fix: { kind: 'link', label: 'Choose your numbers', url: '#numbers' },
    },
  ];
}

/** Intercom refuses what is written in the name of somebody who has left. */
export function actingAdminFindings(
  { actingAdminId }: OpenWorkspace,
  { admins }: Pick<IntercomSeen, 'admins'>,
): Finding[] {
  if (admins.value === null || admins.value.some(({ id }) => id === actingAdminId)) return [];
  return [
    {
      severity: 'broken',
      stops: ['notes'],
      title: 'The teammate who writes notes and tags has left',
      cause:
        'Intercom takes no note from somebody who is no longer in the workspace, so agents are not told of texts that fail.',
      fix: { kind: 'link', label: 'Choose another teammate', url: '#inbox' },
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

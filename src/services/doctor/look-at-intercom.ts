// Asks Intercom about a workspace: does it let us in, who works there, which teams are there.
import { AppError, VendorError } from '../../domain/errors.ts';
import { operations } from '../../intercom/calls/operations.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';
import { type Asked, orTrouble } from '../credentials/or-trouble.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import type { IntercomTrouble } from './find-intercom.ts';

type Named = { id: string; name: string }[];

export interface IntercomSeen {
  trouble: IntercomTrouble | null;
  admins: Asked<(Named[number] & { mayWrite: boolean })[]>;
  teams: Asked<Named>;
  /** Calls that it allowed just now. */
  allowed: string[];
}

const asking = { value: null, trouble: { kind: 'asking', vendor: 'intercom' } } as const;

/** While its answer is awaited. */
export const unseenIntercom: IntercomSeen = { trouble: null, admins: asking, teams: asking, allowed: [] };

export async function lookAtIntercom(ctx: Context, workspace: OpenWorkspace): Promise<IntercomSeen> {
  const intercom = () => ctx.intercom(workspace, live);
  const [failed, admins, teams] = await Promise.all([
    failureOf(() => intercom().me()),
    orTrouble(() => intercom().listAdmins()),
    orTrouble(() => intercom().listTeams()),
  ]);
  const answers = [
    [operations.getMe, failed === null],
    [operations.listAdmins, admins.trouble === null],
    [operations.listTeams, teams.trouble === null],
  ] as const;
  const allowed = answers.filter(([, isAllowed]) => isAllowed).map(([operation]) => operation);
  return { trouble: failed && troubleOf(failed.error), admins, teams, allowed };
}

/** Null: the call was answered. */
async function failureOf(call: () => Promise<unknown>): Promise<{ error: unknown } | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return { error };
  }
}

function troubleOf(error: unknown): IntercomTrouble | null {
  if (!(error instanceof VendorError))
    return { kind: 'missing', ...(error instanceof AppError ? { reason: error.reason } : {}) };
  const trouble = vendorTrouble(error);
  // The token works; a missing permission is a finding of its own.
  if (trouble.kind === 'forbidden' || trouble.kind === 'lapsed') return null;
  if (trouble.kind === 'busy') return { kind: 'busy' };
  return trouble.kind === 'credentials' ? { kind: 'refused' } : { kind: 'away', trouble };
}

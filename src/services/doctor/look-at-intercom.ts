// What Intercom says now: whether it lets us in, and who works in the workspace.
import { AppError, VendorError } from '../../domain/errors.ts';
import { operations } from '../../intercom/calls/operations.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';
import { type Asked, ask } from '../credentials/or-problem.ts';
import { intercomWords } from '../credentials/trouble-words.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import type { IntercomTrouble } from './find-intercom.ts';

type Named = { id: string; name: string }[];

export interface IntercomSeen {
  trouble: IntercomTrouble | null;
  admins: Asked<(Named[number] & { mayWrite: boolean })[]>;
  teams: Asked<Named>;
  /** Calls that it allows. */
  allowed: string[];
}

const asking = { value: null, problem: { kind: 'asking', vendor: 'intercom' } } as const;

/** While its answer is awaited. */
export const unseenIntercom: IntercomSeen = { trouble: null, admins: asking, teams: asking, allowed: [] };

export async function lookAtIntercom(ctx: Context, workspace: OpenWorkspace): Promise<IntercomSeen> {
  const intercom = () => ctx.intercom(workspace, live);
  const [failed, admins, teams] = await Promise.all([
    failureOf(() => intercom().me()),
    ask(() => intercom().listAdmins()),
    ask(() => intercom().listTeams()),
  ]);
  const answers = [
    [operations.getMe, failed === null],
    [operations.listAdmins, admins.problem === null],
    [operations.listTeams, teams.problem === null],
  ] as const;
  const allowed = answers.filter(([, isAllowed]) => isAllowed).map(([operation]) => operation);
  return { trouble: failed && troubleOf(failed.error), admins, teams, allowed };
}

/** Null: it was done. */
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
    return {
      kind: 'missing',
      words: error instanceof Error ? error.message.replace(/\.$/, '') : String(error),
      ...(error instanceof AppError ? { reason: error.reason } : {}),
    };
  const { kind } = vendorTrouble(error);
  const words = intercomWords(kind);
  // The token works: what it may not do is told by itself.
  if (kind === 'forbidden' || kind === 'lapsed') return null;
  if (kind === 'busy') return { kind, words };
  return { kind: kind === 'credentials' ? 'refused' : 'away', words };
}

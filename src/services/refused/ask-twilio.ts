// Asks Twilio for the text that a refused request names: only Twilio knows its id, so a known text proves the request.
import { AppError } from '../../domain/errors.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import type { Context, OpenWorkspace } from '../context.ts';

type AskContext = Pick<Context, 'twilio' | 'database' | 'clock' | 'log'>;

/** Questions a minute: anybody could make us ask. */
const MOST_A_MINUTE = 20;
/** Guesses at accounts must not fill the memory. */
const MOST_ACCOUNTS = 1_000;

interface Asked {
  minute: number;
  times: number;
  /** Accounts by id: true for a subaccount of the connected one. */
  subaccounts: Map<string, boolean>;
}

const asked = new WeakMap<object, Map<string, Asked>>();

/** Null where Twilio gives no answer, or was asked often enough. */
export async function askTwilio(
  ctx: AskContext,
  workspace: OpenWorkspace,
  { sid, accountSid }: { sid: string; accountSid: string },
): Promise<boolean | null> {
  if (workspace.twilioLogin === null) return null;
  const state = stateOf(ctx, workspace.id);
  const isOwn = accountSid === workspace.twilioAccountSid;
  if (!isOwn && state.subaccounts.get(accountSid) === false) return false;
  if (state.times >= MOST_A_MINUTE) return null;
  state.times += 1;
  try {
    const twilio = ctx.twilio(workspace);
    if (!isOwn && !(await isSubaccount(twilio, state, accountSid))) return false;
    return await twilio.hasText(sid, accountSid);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.log.debug({ workspaceId: workspace.id, reason: error.message }, 'Twilio does not say whether it has a text');
    return null;
  }
}

/** Asks for the account: a refused call for its text would look like a refused login. */
async function isSubaccount(
  twilio: ReturnType<AskContext['twilio']>,
  { subaccounts }: Asked,
  accountSid: string,
): Promise<boolean> {
  const known = subaccounts.get(accountSid);
  if (known !== undefined) return known;
  const isOurs = await twilio.getAccount(accountSid).then(
    () => true,
    (error: unknown) => {
      if (isTurnedAway(error)) return false;
      throw error;
    },
  );
  if (subaccounts.size >= MOST_ACCOUNTS) subaccounts.clear();
  subaccounts.set(accountSid, isOurs);
  return isOurs;
}

function stateOf({ database, clock }: AskContext, workspaceId: string): Asked {
  const byWorkspace = asked.get(database) ?? new Map<string, Asked>();
  asked.set(database, byWorkspace);
  const minute = Math.floor(clock.now() / 60_000);
  const state = byWorkspace.get(workspaceId) ?? { minute, times: 0, subaccounts: new Map<string, boolean>() };
  if (state.minute !== minute) Object.assign(state, { minute, times: 0 });
  byWorkspace.set(workspaceId, state);
  return state;
}

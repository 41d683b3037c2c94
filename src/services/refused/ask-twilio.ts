// Whether a text that a refused request speaks of is one that Twilio has: nobody else knows its id.
import { AppError } from '../../domain/errors.ts';
import { isTurnedAway } from '../../twilio/errors.ts';
import type { Context, OpenWorkspace } from '../context.ts';

type AskContext = Pick<Context, 'twilio' | 'database' | 'clock' | 'log'>;

/** Anybody may make us ask. */
const MOST_A_MINUTE = 20;
/** Guesses at accounts must not fill the memory. */
const MOST_ACCOUNTS = 1_000;

interface Asked {
  minute: number;
  times: number;
  /** Whether each is a subaccount of the one that is connected. */
  subaccounts: Map<string, boolean>;
}

const asked = new WeakMap<object, Map<string, Asked>>();

/** Null where Twilio does not say, or was asked often enough. */
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

/** Asked for as an account: a call for a text would say of the login what is only true of the other account. */
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

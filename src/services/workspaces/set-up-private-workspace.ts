// Looks up the workspace that the environment names at every start, and makes or updates it; releases one that it no longer names.
import type { PrivateWorkspaceProblem } from '../../domain/readiness.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isTokenRefused } from '../../intercom/calls/errors.ts';
import type { Region } from '../../intercom/regions.ts';
import type { Secret } from '../../lib/sealed.ts';
import type { Trx } from '../../store/database/database.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import { findTaken, takeNumbers } from '../../store/workspaces/senders.ts';
import { releaseFromEnvironment, upsertWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { findEnvironmentWorkspaceId } from '../../store/workspaces/workspaces.ts';
import { type Context, nowOf, type Storing, type Timed, transact, type Watched, within } from '../context.ts';
import { wakeJobs } from '../credentials/credential-status.ts';

export interface PrivateWorkspaceInput {
  intercomToken: Secret;
  twilioAccountSid: string;
  twilioAuthToken: Secret;
  senders: readonly string[];
}

type SetUpContext = Storing & Timed & Watched & Pick<Context, 'sealer'>;

/** The workspace's id, or the reason why it is not set up. While Intercom is away, the id of an earlier start is used. */
export type SetUp =
  | { ok: true; workspaceId: string; from: 'intercom' | 'store' }
  | { ok: false; problem: PrivateWorkspaceProblem };

/** A region, and how the token is tried there. */
export interface Candidate {
  region: Region;
  intercom: Pick<IntercomClient, 'me'>;
}

/** Calls Twilio not at all, and asks Intercom only whose the token is. */
export async function setUpPrivateWorkspace(
  ctx: SetUpContext,
  candidates: readonly Candidate[],
  input: PrivateWorkspaceInput,
): Promise<SetUp> {
  let me: Awaited<ReturnType<typeof lookUp>>;
  try {
    me = await lookUp(candidates);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const workspaceId = await findEnvironmentWorkspaceId(ctx.database.owner, input.twilioAccountSid);
    if (workspaceId !== undefined) {
      ctx.log.warn({ workspaceId, reason }, 'the workspace could not be looked up, its stored settings are used');
      return { ok: true, workspaceId, from: 'store' };
    }
    return { ok: false, problem: { kind: 'not-looked-up', said: reason } };
  }
  const { workspaceId: id, name, region, timezone, adminId } = me;
  const taken = await transact(within(ctx, id), async (unit) => {
    unit.changed(id);
    const others = await takenOf(ctx, unit.trx, id, input.senders);
    await upsertWorkspace(
      unit.trx,
      {
        id,
        name,
        region,
        timezone,
        source: 'environment',
        actingAdminId: adminId,
        sealedIntercomToken: ctx.sealer.seal(input.intercomToken, id),
        sealedTwilioAuthToken: ctx.sealer.seal(input.twilioAuthToken, id),
        twilioAccountSid: input.twilioAccountSid,
        senders: input.senders.filter((address) => !others.includes(address)),
      },
      nowOf(ctx),
    );
    await wakeJobs(ctx, unit, id);
    return others;
  });
  await nameNoOther(ctx, id);
  if (taken.length > 0) return { ok: false, problem: { kind: 'numbers-taken', numbers: taken } };
  return { ok: true, workspaceId: id, from: 'intercom' };
}

/** Takes the numbers of workspaces that have uninstalled the app, and returns those that another workspace uses. */
async function takenOf(ctx: SetUpContext, trx: Trx, id: string, senders: readonly string[]): Promise<string[]> {
  await ctx.database.leave(trx);
  for (const { address, workspaceId: former } of await takeNumbers(trx, id, senders)) {
    const entry = { kind: 'number-lost', address } as const;
    await insertAudit(trx, { workspaceId: former, id: ctx.newId(), adminId: null, entry, at: nowOf(ctx) });
  }
  const taken = await findTaken(trx, id, senders);
  await ctx.database.enter(trx, id);
  return taken;
}

/** Lets admins set up a workspace that the environment no longer names. `workspaceId`: the one that it names now. */
export async function nameNoOther(ctx: Storing & Watched, workspaceId: string | null): Promise<void> {
  const released = await transact({ ...ctx, db: ctx.database.owner }, async ({ trx, changed }) => {
    const ids = await releaseFromEnvironment(trx, workspaceId);
    for (const id of ids) changed(id);
    return ids;
  });
  for (const id of released)
    ctx.log.info({ workspaceId: id }, 'the environment no longer names this workspace: its admins set it up');
}

/** Asks each region: one that does not know the token answers 401. Throws the error of the last one. */
async function lookUp(candidates: readonly Candidate[]) {
  let refusal: unknown = new Error('There is no region to ask');
  for (const { region, intercom } of candidates) {
    try {
      const me = await intercom.me();
      return { ...me, region: me.region ?? region };
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

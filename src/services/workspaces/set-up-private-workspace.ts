// The workspace that the environment names is looked up and made, or updated, at every start; one that it names no longer is let go.
import { VendorError } from '../../domain/errors.ts';
import type { IntercomClient } from '../../intercom/client.ts';
import type { Region } from '../../intercom/regions.ts';
import type { Secret } from '../../lib/sealed.ts';
import {
  findEnvironmentWorkspaceId,
  releaseFromEnvironment,
  upsertWorkspace,
} from '../../store/workspaces/workspaces.ts';
import { type Context, nowOf } from '../context.ts';
import { wakeJobs, wakeWorkers } from '../credentials/credential-status.ts';

export interface PrivateWorkspaceInput {
  intercomToken: Secret;
  twilioAccountSid: string;
  twilioAuthToken: Secret;
  senders: readonly string[];
}

type SetUpContext = Pick<Context, 'database' | 'jobs' | 'wake' | 'clock' | 'sealer' | 'workspaces' | 'log'>;

/** The workspace's id, or the sentence why it is not known; an earlier start's is used while Intercom is away. */
export type SetUp = { ok: true; workspaceId: string; from: 'intercom' | 'store' } | { ok: false; problem: string };

/** A region, and how the token is tried there. */
export interface Candidate {
  region: Region;
  intercom: Pick<IntercomClient, 'me'>;
}

/** Changes nothing at Twilio, and at Intercom only asks who the token belongs to. */
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
    return { ok: false, problem: `The workspace of INTERCOM_ACCESS_TOKEN is not known yet: ${reason}.` };
  }
  const { workspaceId: id, name, region, timezone, adminId } = me;
  await ctx.database
    .within(id)
    .transaction()
    .execute(async (trx) => {
      await upsertWorkspace(
        trx,
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
          senders: input.senders,
        },
        nowOf(ctx),
      );
      await wakeJobs(ctx, trx, id);
    });
  ctx.workspaces.forget(id);
  await nameNoOther(ctx, id);
  wakeWorkers(ctx);
  return { ok: true, workspaceId: id, from: 'intercom' };
}

/** What the environment names no longer can be installed, and set up in its settings; `workspaceId`: what it names. */
export async function nameNoOther(
  ctx: Pick<Context, 'database' | 'workspaces' | 'log'>,
  workspaceId: string | null,
): Promise<void> {
  for (const released of await releaseFromEnvironment(ctx.database.owner, workspaceId)) {
    ctx.workspaces.forget(released);
    ctx.log.info({ workspaceId: released }, 'the environment no longer names this workspace: its admins set it up');
  }
}

/** A region that does not know the token answers 401. Throws what the last one said. */
async function lookUp(candidates: readonly Candidate[]) {
  let refusal: unknown = new Error('There is no region to ask');
  for (const { region, intercom } of candidates) {
    try {
      const me = await intercom.me();
      return { ...me, region: me.region ?? region };
    } catch (error) {
      if (!(error instanceof VendorError) || error.status !== 401) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

// Signs an admin in through Intercom, to install the app or to change its settings. Each attempt is good once.
import { VendorError } from '../../domain/errors.ts';
import type { Role } from '../../domain/role.ts';
import type { Purpose, SignInFailure } from '../../domain/sign-in.ts';
import { IntercomError } from '../../intercom/calls/errors.ts';
import { exchangeCode, type OauthApp } from '../../intercom/oauth.ts';
import { type Region, regionNamed } from '../../intercom/regions.ts';
import { hashOf, type Secret } from '../../lib/sealed.ts';
import type { Db } from '../../store/database/database.ts';
import { forgetForbidden } from '../../store/evidence/forbidden-calls.ts';
import { forgetSightings } from '../../store/evidence/sightings.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import {
  deleteSession,
  findSession,
  insertAttempt,
  insertSession,
  listMembers,
  type StoredSession,
  setOwner,
  takeAttempt,
  upsertMember,
} from '../../store/workspaces/sessions.ts';
import { installWorkspace, updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { findWorkspace, lockWorkspace } from '../../store/workspaces/workspaces.ts';
import { askAfterInstall } from '../catch-up/ask-to-catch-up.ts';
import { type Context, nowOf, type Storing, type Timed, transact, within } from '../context.ts';
import { wakeJobs } from '../credentials/credential-status.ts';

export const ATTEMPT_MS = 10 * 60_000;
export const SESSION_MS = 12 * 3_600_000;

export interface Started {
  state: string;
  /** Only the browser keeps it: Intercom must lead back to the browser that began. */
  browser: string;
}

/** `known`: the browser's secret from another tab, in which an attempt may be under way too. */
export async function startSignIn(
  ctx: Context,
  purpose: Purpose,
  region: Region,
  known: string | undefined,
): Promise<Started> {
  const started = { state: ctx.newSecret(), browser: known ?? ctx.newSecret() };
  await insertAttempt(ctx.database.owner, {
    hash: hashOf(started.state),
    browser: hashOf(started.browser),
    purpose,
    region,
    expiresAt: new Date(ctx.clock.now() + ATTEMPT_MS),
  });
  return started;
}

export type SignedIn =
  | { kind: 'signed-in'; session: string; purpose: Purpose; isNew: boolean }
  /** `purpose` null: the attempt is unknown, or forgotten. */
  | { kind: 'failed'; why: SignInFailure; purpose: Purpose | null; region: Region };

/** `browser` undefined: another browser than the one that began, or one that forgets. */
export async function finishSignIn(
  ctx: Context,
  came: { state: string; code: string | undefined; browser: string | undefined },
): Promise<SignedIn> {
  const { attempt, usedBy } = await takeAttempt(ctx.database.owner, hashOf(came.state));
  const browser = came.browser === undefined ? null : hashOf(came.browser);
  const isOurs = attempt && browser === attempt.browser;
  const region = (attempt && regionNamed(attempt.region)) ?? 'US';
  const fail = (why: SignInFailure): SignedIn => ({
    kind: 'failed',
    why,
    purpose: attempt?.purpose ?? null,
    region,
  });
  if (usedBy !== null && usedBy === browser) return fail('used-already');
  if (!attempt || !isOurs || attempt.expiresAt.getTime() <= ctx.clock.now()) return fail('unknown-attempt');
  if (!came.code) return fail('cancelled');
  try {
    const app = ctx.oauthApp(region);
    const token = await exchangeCode(app, came.code);
    return await letIn(ctx, { app, region }, token, attempt.purpose, fail);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ reason: error.message, purpose: attempt.purpose }, 'an admin could not be let in');
    return fail(whyRefused(error));
  }
}

/** A token of another region is answered 401. */
function whyRefused(error: VendorError): SignInFailure {
  const { status, certainty } = error;
  if (status === 403 && error instanceof IntercomError) return 'not-permitted';
  if (status === 429) return 'unavailable';
  return certainty === 'refused' || status === 401 ? 'code-refused' : 'unavailable';
}

async function letIn(
  ctx: Context,
  { app, region: asked }: { app: OauthApp; region: Region },
  token: Secret,
  purpose: Purpose,
  fail: (why: SignInFailure) => SignedIn,
): Promise<SignedIn> {
  const me = await ctx.intercomAt(app.apiUrl, token).me();
  const { workspaceId, adminId, adminName: name } = me;
  // Anybody may have typed an address that nobody has verified. Source: the description of GET /me.
  if (purpose === 'sign-in' && !me.isEmailVerified) return fail('not-verified');
  const { db } = within(ctx, workspaceId);
  const known = await findWorkspace(db, workspaceId);
  if (purpose === 'sign-in' && !known) return fail('not-installed');
  // The environment sets its own workspace up, so an admin of it is only let in.
  const installs = purpose === 'install' && known?.workspace.source !== 'environment';
  const hasLeft = purpose === 'install' ? await findOwnerWhoLeft(ctx, db, workspaceId, { app, token }) : null;
  const session = ctx.newSecret();
  const at = nowOf(ctx);
  const isNew = await transact(within(ctx, workspaceId), async (unit) => {
    const { trx } = unit;
    unit.changed(workspaceId);
    let made = false;
    if (!installs) await lockWorkspace(trx, workspaceId);
    else {
      const { name: workspaceName, timezone } = me;
      const region = me.region ?? asked;
      const sealedIntercomToken = ctx.sealer.seal(token, workspaceId);
      const said = { id: workspaceId, name: workspaceName, region, timezone, source: 'install' as const };
      made = await installWorkspace(trx, { ...said, actingAdminId: adminId, sealedIntercomToken }, at);
      await forgetForbidden(trx, workspaceId, 'intercom');
      // The last steps of setting up are shown again, and after an uninstallation they have to be done again too.
      await forgetSightings(trx, workspaceId, made ? ['set-up-told', 'panel-opened'] : ['set-up-told']);
      if (made) await updateWorkspace(trx, workspaceId, { state: { testMessageId: null } });
      await askAfterInstall(ctx, unit, workspaceId);
      await wakeJobs(ctx, unit, workspaceId);
      const entry = { kind: made ? 'installed' : 'intercom-reconnected' } as const;
      await insertAudit(trx, { workspaceId, id: ctx.newId(), adminId, entry, at });
    }
    const members = await listMembers(trx, workspaceId);
    const role: Role = members.some((member) => member.role === 'owner') ? roleFor(installs) : 'owner';
    await upsertMember(trx, { workspaceId, adminId, name, role, at });
    if (hasLeft !== null && members.some((member) => member.role === 'owner' && member.adminId === hasLeft.adminId)) {
      await setOwner(trx, workspaceId, adminId);
      const entry = { kind: 'owner-replaced', left: hasLeft.name } as const;
      await insertAudit(trx, { workspaceId, id: ctx.newId(), adminId, entry, at });
    }
    const expiresAt = new Date(at.getTime() + SESSION_MS);
    await insertSession(trx, { workspaceId, adminId, hash: hashOf(session), at, expiresAt });
    return made;
  });
  return { kind: 'signed-in', session, purpose, isNew };
}

/**
 * The owner, where Intercom no longer has them as a teammate. An admin who may install apps then becomes the owner, since
 * nobody else could give roles any more. Null also where Intercom does not answer.
 */
async function findOwnerWhoLeft(
  ctx: Context,
  db: Db,
  workspaceId: string,
  { app, token }: { app: OauthApp; token: Secret },
): Promise<{ adminId: string; name: string } | null> {
  const owner = (await listMembers(db, workspaceId)).find(({ role }) => role === 'owner');
  if (!owner) return null;
  try {
    const admins = await ctx.intercomAt(app.apiUrl, token).listAdmins();
    return admins.some(({ id }) => id === owner.adminId) ? null : owner;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ workspaceId, reason: error.message }, 'whether the owner is still there is not known');
    return null;
  }
}

/** The role of an admin who is new here: Intercom lets only some install apps, and these may change this one. */
function roleFor(installs: boolean): Role {
  return installs ? 'editor' : 'viewer';
}

export function findSignedIn(ctx: Storing & Timed, session: string): Promise<StoredSession | undefined> {
  return findSession(ctx.database.owner, hashOf(session), nowOf(ctx));
}

export async function signOut(ctx: Storing, session: string): Promise<void> {
  await deleteSession(ctx.database.owner, hashOf(session));
}

// Finds permissions that the app lacks, from the calls that Intercom refused in the last day.
import type { Finding } from '../../domain/doctor/finding.ts';
import { vendors } from '../../domain/vendors.ts';
import { operations } from '../../intercom/calls/operations.ts';
import { callsAllowedWith, permissionOf, planRestricted } from '../../intercom/calls/permissions.ts';
import { type ForbiddenCall, forgetForbidden, listForbidden } from '../../store/evidence/forbidden-calls.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';
import { allowAgain, developerHub, openIntercom } from './fixes.ts';

const DAY_MS = 86_400_000;
/** This number cannot be given to anybody. */
const NOBODY = '+19995550100';

/** `allowed`: calls that were allowed just now. One finding a permission. */
export async function permissionFindings(
  ctx: Context,
  workspace: OpenWorkspace,
  allowed: readonly string[],
): Promise<Finding[]> {
  if (workspace.intercomToken === null) return [];
  const listed = () => listForbidden(ctx.db, workspace.id, 'intercom', new Date(ctx.clock.now() - DAY_MS));
  const tried = await tryHarmless(ctx, workspace, await listed());
  await forgetForbidden(ctx.db, workspace.id, 'intercom', [...allowed, ...tried.flatMap(callsAllowedWith)]);
  const calls = await listed();
  if (calls.length === 0) return [{ severity: 'fine', found: { check: 'permission', kind: 'all-allowed' }, fix: null }];
  const latest = new Map(calls.toReversed().map((call) => [lackOf(call), call]));
  return [...latest.values()].map((call) => lackFinding(ctx, workspace, call));
}

/** A refusal is noted where the call is made. Returns the calls that were allowed. */
async function tryHarmless(
  ctx: Context,
  workspace: OpenWorkspace,
  forbidden: readonly ForbiddenCall[],
): Promise<string[]> {
  const intercom = ctx.intercom(workspace, live);
  const since = new Date(ctx.clock.now());
  const tried: [string, () => Promise<unknown>][] = [
    [operations.searchContacts, () => intercom.searchContactsByPhone([NOBODY], [])],
    [operations.searchConversations, () => intercom.findConversations({ contactId: '0', since })],
  ];
  // The tag is there already, or is to be made anyway.
  if (forbidden.some(({ operation }) => callsAllowedWith(operations.createTag).includes(operation)))
    tried.push([operations.createTag, () => intercom.createTag(workspace.settings.tagName)]);
  const outcomes = await Promise.allSettled(tried.map(([, read]) => read()));
  return tried.flatMap(([operation], index) => (outcomes[index]?.status === 'fulfilled' ? [operation] : []));
}

/** Calls that lack the same thing share one finding. */
function lackOf({ operation, code }: ForbiddenCall): string {
  return code === planRestricted ? planRestricted : (permissionOf(operation)?.permission ?? operation);
}

function lackFinding(ctx: Context, workspace: OpenWorkspace, { operation, code, at }: ForbiddenCall): Finding {
  const last = at.toISOString();
  if (code === planRestricted)
    return {
      severity: 'broken',
      stops: vendors.intercom.flows,
      found: { check: 'permission', kind: 'plan-lapsed', last },
      fix: openIntercom(ctx, workspace),
    };
  const lacking = permissionOf(operation);
  const stops = lacking?.stops ?? [];
  const isPrivate = workspace.source === 'environment';
  const of = lacking ? { permission: lacking.permission, name: lacking.name } : { permission: null, operation };
  return {
    severity: stops.length > 0 ? 'broken' : 'warning',
    stops,
    inPanel: 'itself',
    found: { check: 'permission', kind: 'lacking', of, last, isPrivate },
    fix: isPrivate ? developerHub(ctx, workspace) : allowAgain(ctx, workspace),
  };
}

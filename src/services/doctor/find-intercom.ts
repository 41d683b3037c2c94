// Whether Intercom lets us in, and lets us do what we must.

import type { Finding } from '../../domain/doctor/finding.ts';
import type { ErrorReason } from '../../domain/errors.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { vendors } from '../../domain/vendors.ts';
import { operations } from '../../intercom/calls/operations.ts';
import { callsAllowedWith, permissionOf, planRestricted } from '../../intercom/calls/permissions.ts';
import { statusPage } from '../../intercom/pages.ts';
import { type ForbiddenCall, forgetForbidden, listForbidden } from '../../store/evidence/forbidden-calls.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';
import { allowAgain, checkAgain, developerHub, installAgain, openIntercom } from './fixes.ts';

const DAY_MS = 86_400_000;
/** A number that cannot be given to anybody. */
const NOBODY = '+19995550100';

/** Why nothing can be done there now. A permission that lacks is none: the token works. */
export interface IntercomTrouble {
  kind: 'refused' | 'missing' | 'busy' | 'away';
  /** A sentence without its full stop. */
  words: string;
  /** For `missing`: why there is no token. */
  reason?: ErrorReason;
}

export function intercomFinding(ctx: Context, workspace: OpenWorkspace, trouble: IntercomTrouble | null): Finding {
  if (trouble === null) return { severity: 'fine', title: 'Intercom answers', cause: 'Its token works.', fix: null };
  const { kind, words } = trouble;
  if (kind === 'busy')
    return {
      severity: 'warning',
      stops: [],
      title: 'Intercom asks for a pause',
      cause: 'So much was asked of it that texts and replies wait until it answers again, a minute at most as a rule.',
      fix: checkAgain(ctx),
    };
  if (kind === 'away')
    return {
      severity: 'broken',
      stops: vendors.intercom.flows,
      inPanel: 'lately',
      title: 'Intercom does not answer',
      cause: `${words}. Texts are kept and tried again for a day.`,
      fix: { kind: 'link', label: 'See how Intercom is', url: statusPage },
    };
  return {
    severity: 'broken',
    stops: vendors.intercom.flows,
    inPanel: 'itself',
    title: 'Intercom does not let Threadwire in',
    cause: `${lockedOutSince(workspace, trouble)}${workspace.source === 'environment' ? byEnvironment : ''}`,
    fix: installAgain(ctx, workspace),
  };
}

const byEnvironment =
  ' Whoever runs Threadwire puts a token that works into INTERCOM_ACCESS_TOKEN, and starts Threadwire again.';

function lockedOutSince({ refusedSince, timezone }: OpenWorkspace, { kind, words }: IntercomTrouble): string {
  const since = refusedSince.intercom;
  const refuses =
    since === null ? 'It refuses the token' : `Since ${absoluteDate(since, timezone)} it refuses the token`;
  return `${kind === 'missing' ? words : refuses}. Texts of customers are kept until it takes one again, and then go on in order.`;
}

/** One a permission, by what was forbidden in the last day. */
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
  if (calls.length === 0)
    return [
      {
        severity: 'fine',
        title: 'Intercom allows what is needed',
        cause: 'Nothing was forbidden in the last day.',
        fix: null,
      },
    ];
  const byTitle = new Map(calls.toReversed().map((call) => [titleOf(call), call]));
  return [...byTitle].map(([title, call]) => lacking(ctx, workspace, title, call));
}

/** What is forbidden is noted where the call is made. Returns those that are allowed. */
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
  // It is there already, or is to be.
  if (forbidden.some(({ operation }) => callsAllowedWith(operations.createTag).includes(operation)))
    tried.push([operations.createTag, () => intercom.createTag(workspace.settings.tagName)]);
  const outcomes = await Promise.allSettled(tried.map(([, read]) => read()));
  return tried.flatMap(([operation], index) => (outcomes[index]?.status === 'fulfilled' ? [operation] : []));
}

function titleOf({ operation, code }: ForbiddenCall): string {
  if (code === planRestricted) return 'The Intercom subscription has lapsed';
  return `Intercom does not allow: ${permissionOf(operation)?.name ?? operation}`;
}

function lacking(
  ctx: Context,
  workspace: OpenWorkspace,
  title: string,
  { operation, code, at }: ForbiddenCall,
): Finding {
  const permission = permissionOf(operation);
  const last = `Last refused ${absoluteDate(at, workspace.timezone)}.`;
  if (code === planRestricted)
    return {
      severity: 'broken',
      stops: vendors.intercom.flows,
      title,
      cause: `Intercom refuses what Threadwire does until it is paid for again. ${last}`,
      fix: openIntercom(ctx, workspace),
    };
  const isOwn = workspace.source === 'environment';
  const which = permission?.isNamed ? 'turns it on' : 'asks Intercom which one this needs, and turns it on';
  const mend = `Whoever runs Threadwire ${which} among the app's permissions in the Developer Hub${isOwn ? '.' : '; then allow it here.'}`;
  return {
    severity: (permission?.stops ?? []).length > 0 ? 'broken' : 'warning',
    stops: permission?.stops ?? [],
    inPanel: 'itself',
    title,
    cause: `${permission === null ? '' : `${permission.loss} `}${mend} ${last}`,
    fix: isOwn ? developerHub(ctx, workspace) : allowAgain(ctx, workspace),
  };
}

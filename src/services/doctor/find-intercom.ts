// Whether Intercom lets us in, and lets us do what we must.
import { absoluteDate } from '../../domain/dates.ts';
import type { Finding } from '../../domain/settings-page.ts';
import { permissionOf, planRestricted } from '../../intercom/permissions.ts';
import { regionNamed } from '../../intercom/regions.ts';
import { type ForbiddenCall, forgetForbidden, listForbidden } from '../../store/forbidden-calls.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';

const DAY_MS = 86_400_000;
/** A number that cannot be given to anybody. */
const NOBODY = '+19995550100';

export function intercomFinding(ctx: Context, workspace: OpenWorkspace, problem: string | null): Finding {
  if (problem === null) return { severity: 'fine', title: 'Intercom answers', cause: 'Its token works.', fix: null };
  const since = workspace.refusedSince.intercom;
  return {
    severity: 'broken',
    title: 'Intercom does not let Threadwire in',
    cause:
      since === null
        ? `${problem} Texts are kept and tried again for a day.`
        : `Since ${absoluteDate(since, workspace.timezone)} it refuses the token. Texts of customers are kept until it takes one again, and then go on in order.`,
    fix: { kind: 'link', label: 'Install again', url: `${ctx.publicUrl}/install` },
  };
}

/** Where the app's permissions and webhooks are set. */
export function developerHub(ctx: Context, { region }: OpenWorkspace, label: string): Finding['fix'] {
  const { appUrl } = ctx.oauthApp(regionNamed(region) ?? 'US');
  return { kind: 'link', label, url: `${appUrl}/a/apps/_/developer-hub` };
}

/** One a permission, by what was forbidden in the last day. */
export async function permissionFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  if (workspace.intercomToken === null) return [];
  const allowed = await tryReads(ctx, workspace);
  await forgetForbidden(ctx.db, workspace.id, 'intercom', allowed);
  const calls = await listForbidden(ctx.db, workspace.id, 'intercom', new Date(ctx.clock.now() - DAY_MS));
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

/** Harmless ones; what is forbidden is noted where the call is made. Returns those that are allowed. */
async function tryReads(ctx: Context, workspace: OpenWorkspace): Promise<string[]> {
  const intercom = ctx.intercom(workspace, live);
  const since = new Date(ctx.clock.now());
  const reads: [string, () => Promise<unknown>][] = [
    ['GET /me', () => intercom.me()],
    ['GET /admins', () => intercom.listAdmins()],
    ['GET /teams', () => intercom.listTeams()],
    ['POST /contacts/search', () => intercom.searchContactsByPhone([NOBODY])],
    ['POST /conversations/search', () => intercom.findConversations({ contactId: '0', since })],
  ];
  const outcomes = await Promise.allSettled(reads.map(([, read]) => read()));
  return reads.flatMap(([operation], index) => (outcomes[index]?.status === 'fulfilled' ? [operation] : []));
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
      title,
      cause: `Intercom refuses what Threadwire does until it is paid for again. ${last}`,
      fix: developerHub(ctx, workspace, 'Open Intercom'),
    };
  const mend = "Whoever runs Threadwire turns it on among the app's permissions; then install again.";
  return {
    severity: permission?.stopsTexts ? 'broken' : 'warning',
    title,
    cause: `${permission === null ? '' : `${permission.loss} `}${mend} ${last}`,
    fix:
      workspace.source === 'environment'
        ? developerHub(ctx, workspace, 'Open the Developer Hub')
        : { kind: 'link', label: 'Install again', url: `${ctx.publicUrl}/install` },
  };
}

// What Webhooks Rules of the Twilio account change about calls to us: who signs them, how patient Twilio is, how often it tries.
import type { Finding } from '../../domain/doctor/finding.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { RuleEffect } from '../../twilio/webhook-rules.ts';
import { bare, statusUrl, textUrls } from '../../twilio/webhook-urls.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';
import { ask } from '../credentials/or-problem.ts';

/** Our answers come within this, but for a moment that is long. */
const SHORTEST_READ_MS = 4_000;

/** The rules are a beta, and a key may not read them: then nothing is said of them. */
export async function ruleFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  if (workspace.twilioLogin === null || workspace.refusedSince.twilio !== null) return [];
  const { main, fallback } = textUrls(ctx.publicUrl, workspace.id);
  const status = statusUrl(ctx.publicUrl, { workspaceId: workspace.id, id: '' });
  const asked = await ask(() => ctx.twilio(workspace, live).listRules([main, fallback, status].map(bare)));
  return (asked.value ?? []).flatMap((effect) => [...signing(workspace, effect), ...connection(effect)]);
}

function signing({ twilioSharedKeys }: OpenWorkspace, { rule, percentage, signing: by }: RuleEffect): Finding[] {
  const share = percentage === 100 ? 'all calls' : `${percentage} of 100 calls`;
  if (by.by === 'nothing')
    return [
      {
        severity: 'broken',
        stops: ['receiving'],
        title: 'A Webhooks Rule has Twilio sign nothing',
        cause: `The rule “${rule}” has it send ${share} to Threadwire without a signature, and without one they are refused. Change its setting in the Twilio Console.`,
        fix: { kind: 'link', label: 'Open the Twilio Console', url: twilioPages.console },
      },
    ];
  if (by.by !== 'shared-key') return [];
  if (twilioSharedKeys.has(by.keyId))
    return [
      {
        severity: 'fine',
        title: `Twilio signs with the key ${by.keyId}`,
        cause: `The Webhooks Rule “${rule}” says so for ${share}, and its secret is set here.`,
        fix: null,
      },
    ];
  return [missingKey(by.keyId, `The Webhooks Rule “${rule}” at Twilio signs ${share} with this key`)];
}

export function missingKey(keyId: string, said: string): Finding {
  return {
    severity: 'broken',
    stops: ['receiving'],
    title: `The secret of the signing key ${keyId} is not set`,
    cause: `${said}, so texts are refused. Add its secret here, under Signing keys.`,
    fix: { kind: 'link', label: 'Add the key', url: '#twilio' },
  };
}

function connection({ rule, connection: said, isAuthorized }: RuleEffect): Finding[] {
  const login = isAuthorized ? ' It brings a login along, which Threadwire does not ask for.' : '';
  const tells = said
    ? `it waits ${said.connectMs} ms for a connection and ${said.readMs} ms for an answer, and tries ${said.retries} more ${said.retries === 1 ? 'time' : 'times'}`
    : '';
  if (said === null && login === '') return [];
  const faults = [
    ...(said?.retries === 0 ? ['A text that comes while Threadwire restarts is lost.'] : []),
    ...(said && said.readMs < SHORTEST_READ_MS ? ['An answer may take a little longer than that.'] : []),
  ];
  const title = 'A Webhooks Rule changes how Twilio calls Threadwire';
  const cause = `${tells === '' ? `The rule “${rule}” holds.` : `By the rule “${rule}” ${tells}, whatever Threadwire asks for in its address.`}${login}`;
  if (faults.length === 0) return [{ severity: 'fine', title, cause, fix: null }];
  return [
    {
      severity: 'warning',
      stops: [],
      title,
      cause: [cause, ...faults, 'Change its connection settings in the Twilio Console.'].join(' '),
      fix: { kind: 'link', label: 'Open the Twilio Console', url: twilioPages.console },
    },
  ];
}

// Finds how Webhooks Rules of the Twilio account change calls to us: who signs, how long Twilio waits, how often it tries.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { CallRisk, SignatureFound } from '../../domain/doctor/found/signatures.ts';
import type { RuleEffect } from '../../twilio/webhook-rules.ts';
import { bare, statusUrl, textUrls } from '../../twilio/webhook-urls.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';
import { orTrouble } from '../credentials/or-trouble.ts';
import { goTo, openTwilioConsole } from './fixes.ts';

/** Our answers come within this, except in a moment that is long. */
const SHORTEST_READ_MS = 4_000;

/** Nothing is found where Twilio does not show the rules: they are a beta, and a key may not read them. */
export async function ruleFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  if (workspace.twilioLogin === null || workspace.refusedSince.twilio !== null) return [];
  const { main, fallback } = textUrls(ctx.publicUrl, workspace.id);
  const status = statusUrl(ctx.publicUrl, { workspaceId: workspace.id, id: '' });
  const { value } = await orTrouble(() => ctx.twilio(workspace, live).listRules([main, fallback, status].map(bare)));
  return (value ?? []).flatMap((effect) => [...signingFindings(workspace, effect), ...connectionFindings(effect)]);
}

function signingFindings({ twilioSharedKeys }: OpenWorkspace, { rule, percentage, signing }: RuleEffect): Finding[] {
  if (signing.by === 'nothing')
    return [
      {
        severity: 'broken',
        stops: ['receiving'],
        found: { check: 'webhooks-rule', kind: 'signs-nothing', rule, percentage },
        fix: openTwilioConsole(),
      },
    ];
  if (signing.by !== 'shared-key') return [];
  const { keyId } = signing;
  if (!twilioSharedKeys.has(keyId))
    return [missingKeyFinding({ check: 'signing-key', kind: 'missing-for-rule', keyId, rule, percentage })];
  return [
    { severity: 'fine', found: { check: 'webhooks-rule', kind: 'signs-with-key', keyId, rule, percentage }, fix: null },
  ];
}

export function missingKeyFinding(found: Extract<SignatureFound, { check: 'signing-key' }>): Finding {
  return { severity: 'broken', stops: ['receiving'], found, fix: goTo('twilio', 'add-signing-key') };
}

function connectionFindings({ rule, connection, isAuthorized }: RuleEffect): Finding[] {
  if (connection === null && !isAuthorized) return [];
  const risks: CallRisk[] = [
    ...(connection?.retries === 0 ? (['no-retry'] as const) : []),
    ...(connection && connection.readMs < SHORTEST_READ_MS ? (['short-wait'] as const) : []),
  ];
  const changes = { connection, isAuthorized };
  const found = { check: 'webhooks-rule', kind: 'changes-calls', rule, changes, risks } as const;
  if (risks.length === 0) return [{ severity: 'fine', found, fix: null }];
  return [{ severity: 'warning', stops: [], found, fix: openTwilioConsole() }];
}

// Examines a workspace: runs every check, and keeps the findings that the panel shows.
import type { Finding } from '../../domain/doctor/finding.ts';
import { keptOf, keptWith } from '../../domain/doctor/kept.ts';
import { readExamination, saveExamination } from '../../store/evidence/examinations.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import { nowOf, type OpenWorkspace } from '../context.ts';
import type { Registrations } from '../numbers/read-registrations.ts';
import { attributeFindings, tagFindings } from './find-attributes.ts';
import { botFindings } from './find-bots.ts';
import { connectorFindings } from './find-connectors.ts';
import { endpointFindings } from './find-endpoints.ts';
import { intercomFinding } from './find-intercom.ts';
import { limitFindings } from './find-limits.ts';
import { lockedOutFinding } from './find-locked-out.ts';
import { isLocked, lockedSecretsFindings } from './find-locked-secrets.ts';
import { mediaFindings } from './find-media.ts';
import { missedTopicFindings, tagTopicFindings } from './find-missed-topics.ts';
import { outageFindings } from './find-outages.ts';
import { permissionFindings } from './find-permissions.ts';
import { priceFindings } from './find-prices.ts';
import { rateLimitFindings } from './find-rate-limit.ts';
import { refusedRequestFindings } from './find-refused-requests.ts';
import { registrationFindings, withoutStopped } from './find-registrations.ts';
import { addressFinding, clockFinding, queueFinding } from './find-service.ts';
import { actingAdminFindings, firstTextFindings, numberFindings, teamFindings } from './find-set-up.ts';
import { signatureFindings } from './find-signatures.ts';
import { stoppedFindings, unknownFaultFindings } from './find-stopped-texts.ts';
import { takenFindings } from './find-taken-numbers.ts';
import { textFindings } from './find-text-routes.ts';
import { rotationFindings } from './find-token-rotation.ts';
import { twilioFinding } from './find-twilio.ts';
import { topicsFinding, unreadableFindings, webhookVersionFindings } from './find-webhooks.ts';
import { ruleFindings } from './find-webhooks-rules.ts';
import type { IntercomSeen } from './look-at-intercom.ts';

interface Seen {
  twilio: TwilioSeen;
  intercom: IntercomSeen;
  registrations: Registrations;
}

/** Broken ones first. */
export async function examine(ctx: SettingsContext, workspace: OpenWorkspace, seen: Seen): Promise<Finding[]> {
  const { twilio, intercom, registrations } = seen;
  const found = await Promise.all([
    lockedSecretsFindings(ctx, workspace),
    isLocked(workspace, 'intercom') ? [] : intercomFinding(ctx, workspace, intercom.trouble),
    permissionFindings(ctx, workspace, intercom.allowed),
    isLocked(workspace, 'twilio') ? [] : credentialsFinding(ctx, workspace, twilio),
    numberFindings(workspace),
    takenFindings(ctx, workspace),
    actingAdminFindings(workspace, intercom, nowOf(ctx)),
    teamFindings(workspace, intercom),
    attributeFindings(ctx, workspace),
    tagFindings(ctx, workspace),
    textFindings(ctx, workspace, twilio),
    rotationFindings(ctx, workspace, twilio.trouble === null),
    signatureFindings(ctx, workspace, twilio),
    refusedRequestFindings(ctx, workspace),
    isLocked(workspace, 'twilio') ? [] : ruleFindings(ctx, workspace),
    stoppedFindings(ctx, workspace),
    registrationFindings(workspace, registrations),
    priceFindings(ctx, workspace),
    limitFindings(ctx, workspace),
    connectorFindings(ctx, workspace),
    mediaFindings(ctx, workspace),
    unknownFaultFindings(ctx, workspace),
    topicsFinding(ctx, workspace),
    missedTopicFindings(ctx, workspace),
    tagTopicFindings(ctx, workspace),
    outageFindings(ctx, workspace),
    webhookVersionFindings(ctx, workspace),
    unreadableFindings(ctx, workspace),
    addressFinding(ctx, workspace),
    queueFinding(ctx, workspace),
    firstTextFindings(ctx, workspace),
    botFindings(ctx, workspace),
    endpointFindings(ctx, workspace),
    workspace.settings.isPaused ? pausedFinding : [],
  ]);
  // Both read the vendors' answers to the checks above.
  const findings = [...withoutStopped(found.flat()), clockFinding(ctx), ...rateLimitFindings(ctx, workspace)];
  const order = { broken: 0, warning: 1, fine: 2 };
  findings.sort((a, b) => order[a.severity] - order[b.severity]);
  await keep(ctx, workspace, seen, findings);
  return findings;
}

async function keep(ctx: SettingsContext, { id }: OpenWorkspace, seen: Seen, findings: readonly Finding[]) {
  const now = nowOf(ctx);
  const found = findings.map((finding) => keptOf(finding, now)).filter((one) => one !== null);
  const before = didBothAnswer(seen) ? [] : await readExamination(ctx.db, id);
  const open = findings.filter(({ severity }) => severity !== 'fine');
  await saveExamination(ctx.db, id, { kept: keptWith(before, found), open }, now);
}

function didBothAnswer({ twilio, intercom }: Seen): boolean {
  const silent = [twilio.trouble?.kind, intercom.trouble?.kind];
  return !silent.some((kind) => kind === 'away' || kind === 'asking' || kind === 'busy');
}

/** A suspended account says more than credentials that have been refused for a while. */
async function credentialsFinding(ctx: SettingsContext, workspace: OpenWorkspace, seen: TwilioSeen): Promise<Finding> {
  const lockedOut = await lockedOutFinding(ctx, workspace);
  return lockedOut !== null && seen.trouble?.kind !== 'suspended' ? lockedOut : twilioFinding(workspace, seen);
}

export const pausedFinding: Finding = {
  severity: 'warning',
  stops: ['sending'],
  inPanel: 'itself',
  found: { check: 'pause', kind: 'paused' },
  fix: { kind: 'button', step: { kind: 'resume-sending' }, action: 'resume', section: 'pause' },
};

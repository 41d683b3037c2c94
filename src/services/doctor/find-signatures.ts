// Finds whether requests of Twilio pass the check of their signature, and what becomes of those that did not.
import { setTimeout } from 'node:timers/promises';
import type { Finding } from '../../domain/doctor/finding.ts';
import type { SignatureFound } from '../../domain/doctor/found/signatures.ts';
import type { Weighed } from '../../store/evidence/quarantine.ts';
import { countRefusals } from '../../store/evidence/refusals.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { type TwilioSeen, urlsOf } from '../account/look-at-twilio.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { allComeHere } from '../numbers/read-numbers.ts';
import { openKept, readKept, weighKept } from '../refused/quarantine.ts';
import { isLocked } from './find-locked-secrets.ts';
import { missingKeyFinding } from './find-webhooks-rules.ts';
import { checkAgain, goTo, setWebhooks } from './fixes.ts';

const DAY_MS = 86_400_000;
/** The page waits no longer for requests that are still being looked at; the next one shows them. */
const PATIENCE_MS = 400;

/** Refused requests, in three groups. */
interface Sorted {
  /** The account signed them, for whichever address. */
  signed: readonly Weighed[];
  /** They are about texts that Twilio has, and came after the last request with a right signature. */
  known: readonly Weighed[];
  /** They came after that, too, and Twilio could not be asked. */
  unasked: readonly Weighed[];
}

export async function signatureFindings(ctx: Context, workspace: OpenWorkspace, seen: TwilioSeen): Promise<Finding[]> {
  // Another finding names the missing key.
  if (isLocked(workspace, 'twilio')) return [];
  await Promise.race([weighKept(ctx, workspace, urlsOf(seen)), setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  const [kept, refused, evidence] = await Promise.all([
    readKept(ctx, workspace.id),
    countRefusals(ctx.db, workspace.id, 'signature-wrong', new Date(ctx.clock.now() - DAY_MS)),
    readSightings(ctx.db, workspace.id),
  ]);
  const signedAt = Math.max(
    ...[evidence.get('signed-current'), evidence.get('signed-next'), evidence.get('signed-key')].map(
      (at) => at?.getTime() ?? 0,
    ),
  );
  const later = kept.filter(({ at }) => at.getTime() >= signedAt);
  const sorted: Sorted = {
    signed: kept.filter(({ standing }) => standing === 'signed'),
    known: later.filter(({ standing }) => standing === 'known'),
    unasked: later.filter(({ standing }) => standing === 'unasked'),
  };
  const findings = [
    ...(await signedFindings(ctx, workspace, seen, sorted.signed, signedAt)),
    ...unsignedFindings(workspace, seen, sorted),
  ];
  if (findings.length > 0) return findings;
  return [{ severity: 'fine', found: { check: 'signatures', kind: 'verified', refused }, fix: null }];
}

async function signedFindings(
  ctx: Context,
  workspace: OpenWorkspace,
  seen: TwilioSeen,
  signed: readonly Weighed[],
  signedAt: number,
): Promise<Finding[]> {
  const last = signed.at(-1);
  if (!last) return [];
  const waiting = waitingFinding(signed.length, last.at);
  const astray = signed.findLast(({ signedBase, otherPath }) => otherPath !== null || signedBase !== ctx.publicUrl);
  const isFixed =
    astray === undefined ||
    (astray.otherPath === null && (signedAt > astray.at.getTime() || allComeHere(ctx, workspace, seen)));
  return isFixed ? [waiting] : [await wrongAddressFinding(ctx, workspace, astray), waiting];
}

/** Nobody can have forged the known ones. The unasked ones may be Twilio's where it refuses the token that would prove it. */
function unsignedFindings(
  { twilioSharedKeys }: OpenWorkspace,
  { trouble }: TwilioSeen,
  { known, unasked }: Sorted,
): Finding[] {
  const { keyId = null } = known.at(-1) ?? {};
  const requests = known.length;
  if (keyId !== null && !twilioSharedKeys.has(keyId))
    return [missingKeyFinding({ check: 'signing-key', kind: 'missing-for-requests', keyId, requests })];
  if (keyId !== null) return [wrongKeyFinding(keyId, requests)];
  if (requests > 0) return [wrongTokenFinding(requests)];
  if (unasked.length === 0 || trouble === null) return [];
  return [trouble.kind === 'refused' ? wrongTokenFinding(unasked.length) : unprovenFinding(unasked.length)];
}

async function wrongAddressFinding(
  ctx: Context,
  workspace: OpenWorkspace,
  { id, otherPath, signedBase }: Weighed,
): Promise<Finding> {
  if (otherPath === null)
    return refusedFinding(
      { check: 'signatures', kind: 'wrong-address', signed: signedBase ?? '', own: ctx.publicUrl },
      setWebhooks(workspace),
    );
  const arrives = queryOf((await openKept(ctx, workspace.id, id))?.path ?? '');
  return refusedFinding(
    { check: 'signatures', kind: 'changed-on-the-way', called: queryOf(otherPath), arrives },
    checkAgain(ctx),
  );
}

function queryOf(path: string): string | null {
  const [, query] = path.split('?');
  return query ?? null;
}

function wrongTokenFinding(requests: number): Finding {
  return refusedFinding({ check: 'signatures', kind: 'wrong-token', requests }, goTo('twilio', 'check-auth-token'));
}

function refusedFinding(found: SignatureFound, fix: Finding['fix']): Finding {
  return { severity: 'broken', stops: ['receiving'], inPanel: 'itself', found, fix };
}

function wrongKeyFinding(keyId: string, requests: number): Finding {
  return {
    severity: 'broken',
    stops: ['receiving'],
    found: { check: 'signatures', kind: 'wrong-key', keyId, requests },
    fix: goTo('twilio', 'enter-key-secret'),
  };
}

function unprovenFinding(requests: number): Finding {
  return {
    severity: 'warning',
    stops: [],
    found: { check: 'signatures', kind: 'unproven', requests },
    fix: goTo('twilio', 'check-auth-token'),
  };
}

/** The requests can be taken in now that the set-up is right. */
function waitingFinding(requests: number, until: Date): Finding {
  return {
    severity: 'warning',
    stops: [],
    found: { check: 'signatures', kind: 'waiting', requests, until: until.toISOString() },
    fix: { kind: 'button', step: { kind: 'check-requests-again' }, action: 'release' },
  };
}

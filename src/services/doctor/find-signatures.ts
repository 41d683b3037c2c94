// Whether what Twilio sends is verified, and what is to become of what was not.
import { setTimeout } from 'node:timers/promises';
import type { Finding } from '../../domain/doctor/finding.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import type { Weighed } from '../../store/evidence/quarantine.ts';
import { countRefusals } from '../../store/evidence/refusals.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { type TwilioSeen, urlsOf } from '../account/look-at-twilio.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { allComeHere } from '../numbers/read-numbers.ts';
import { openKept, readKept, weighKept } from '../refused/quarantine.ts';
import { missingKey } from './find-rules.ts';
import { mendFor } from './find-text-routes.ts';
import { isLocked } from './find-unopened.ts';
import { checkAgain } from './fixes.ts';

const DAY_MS = 86_400_000;
/** Whoever looks at the page waits no longer for what is still being looked at; the next look shows it. */
const PATIENCE_MS = 400;

interface Sorted {
  /** By the account, for whichever address. */
  signed: readonly Weighed[];
  /** About texts that Twilio has, since it last signed one that was taken. */
  known: readonly Weighed[];
  /** Since then; Twilio could not be asked. */
  unasked: readonly Weighed[];
}

export async function signatureFindings(ctx: Context, workspace: OpenWorkspace, seen: TwilioSeen): Promise<Finding[]> {
  // Why is told with the key that is missing.
  if (isLocked(workspace, 'twilio')) return [];
  await Promise.race([weighKept(ctx, workspace, urlsOf(seen)), setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  const [kept, times, sights] = await Promise.all([
    readKept(ctx, workspace.id),
    countRefusals(ctx.db, workspace.id, 'signature-wrong', new Date(ctx.clock.now() - DAY_MS)),
    readSightings(ctx.db, workspace.id),
  ]);
  const signedAt = Math.max(
    ...[sights.get('signed-current'), sights.get('signed-next'), sights.get('signed-key')].map(
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
  return findings.length > 0 ? findings : [verified(times)];
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
  const taken = waiting(signed, absoluteDate(last.at, workspace.timezone));
  const astray = signed.findLast(({ signedBase, otherPath }) => otherPath !== null || signedBase !== ctx.publicUrl);
  const isMended =
    astray === undefined ||
    (astray.otherPath === null && (signedAt > astray.at.getTime() || allComeHere(ctx, workspace, seen)));
  return isMended ? [taken] : [await wrongAddress(ctx, workspace, astray), taken];
}

/** What nobody can have forged, or what may be Twilio's because it refuses the token that would prove it. */
function unsignedFindings(
  { twilioSharedKeys }: OpenWorkspace,
  { trouble }: TwilioSeen,
  { known, unasked }: Sorted,
): Finding[] {
  const { keyId = null } = known.at(-1) ?? {};
  if (keyId !== null && !twilioSharedKeys.has(keyId))
    return [
      missingKey(
        keyId,
        `${requests(known.length)} of the last day ${known.length === 1 ? 'is' : 'are'} signed with it and kept`,
      ),
    ];
  if (keyId !== null) return [wrongKey(keyId, known.length)];
  if (known.length > 0) return [wrongToken(known.length)];
  if (unasked.length === 0 || trouble === null) return [];
  return [trouble.kind === 'refused' ? wrongToken(unasked.length) : untold(unasked.length)];
}

function verified(times: number): Finding {
  const cause =
    times === 0
      ? 'None was refused in the last day.'
      : `${times} that somebody else sent, or that were taken in since, were refused in the last day.`;
  return { severity: 'fine', title: 'Texts from Twilio are verified', cause, fix: null };
}

async function wrongAddress(
  ctx: Context,
  workspace: OpenWorkspace,
  { id, otherPath, signedBase }: Weighed,
): Promise<Finding> {
  const title = 'Texts from Twilio are refused';
  if (otherPath !== null) {
    const came = queryOf((await openKept(ctx, workspace.id, id))?.path ?? '');
    return {
      severity: 'broken',
      stops: ['receiving'],
      inPanel: 'itself',
      title,
      cause: `They are changed on their way: Twilio calls an address that ends in ${queryOf(otherPath)}, and it arrives with ${came}. Whoever runs Threadwire has the proxy in front of it pass the whole address on.`,
      fix: checkAgain(ctx),
    };
  }
  return {
    severity: 'broken',
    stops: ['receiving'],
    inPanel: 'itself',
    title,
    cause: `They are signed for ${signedBase}, but this service is set up as ${ctx.publicUrl}. If that is its address, set the webhooks at Twilio to it; if not, whoever runs Threadwire sets PUBLIC_URL to the other.`,
    fix: mendFor(workspace),
  };
}

function queryOf(path: string): string {
  const [, query] = path.split('?');
  return query === undefined ? 'no query' : `“?${query}”`;
}

function wrongToken(count: number): Finding {
  return {
    severity: 'broken',
    stops: ['receiving'],
    inPanel: 'itself',
    title: 'Texts from Twilio are refused',
    cause: `Their signatures are wrong: the Auth Token that is set here is not the one that Twilio signs with, which is the primary one of the account that has the number. ${requests(count)} of the last day ${count === 1 ? 'is' : 'are'} kept until it is entered.`,
    fix: { kind: 'link', label: 'Check the Auth Token', url: '#twilio' },
  };
}

function wrongKey(keyId: string, count: number): Finding {
  return {
    severity: 'broken',
    stops: ['receiving'],
    title: 'Texts from Twilio are refused',
    cause: `The secret that is set for the signing key ${keyId} is not the one that Twilio signs with. ${requests(count)} of the last day ${count === 1 ? 'is' : 'are'} kept until it is entered again.`,
    fix: { kind: 'link', label: 'Enter its secret', url: '#twilio' },
  };
}

function untold(count: number): Finding {
  return {
    severity: 'warning',
    stops: [],
    title: 'Somebody else may be knocking',
    cause: `${requests(count)} that named your Twilio account had a wrong signature. Twilio tells whether it knows their texts once it can be asked again.`,
    fix: { kind: 'link', label: 'Check the Auth Token', url: '#twilio' },
  };
}

/** What was refused lately and may be taken after all. */
function waiting({ length: count }: readonly Weighed[], until: string): Finding {
  return {
    severity: 'warning',
    stops: [],
    title: `${requests(count)} from Twilio can be taken in after all`,
    cause: `Refused until ${until} for a set-up that was wrong, and kept for a day: their signatures are Twilio's.`,
    fix: { kind: 'button', label: 'Check them again', action: 'release' },
  };
}

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}

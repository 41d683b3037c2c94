// Whether what Twilio sends is verified, and what is to become of what was not.
import { absoluteDate } from '../../domain/dates.ts';
import type { Finding } from '../../domain/finding.ts';
import { areTwilios } from '../../domain/sight.ts';
import { countRefusals } from '../../store/evidence/refusals.ts';
import { readSightings } from '../../store/evidence/sightings.ts';
import { type TwilioSeen, urlsOf } from '../account/look-at-twilio.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { allComeHere } from '../numbers/read-numbers.ts';
import { type KeptRequest, readKept } from '../refused/quarantine.ts';
import { mendFor } from './find-text-routes.ts';
import { isLocked } from './find-unopened.ts';
import { checkAgain } from './fixes.ts';

const DAY_MS = 86_400_000;

type Genuine = KeptRequest & { signedFor: NonNullable<KeptRequest['signedFor']> };

export async function signatureFindings(ctx: Context, workspace: OpenWorkspace, seen: TwilioSeen): Promise<Finding[]> {
  // Why is told with the key that is missing.
  if (isLocked(workspace, 'twilio')) return [];
  const [kept, times, sights] = await Promise.all([
    readKept(ctx, workspace, urlsOf(seen)),
    countRefusals(ctx.db, workspace.id, 'signature-wrong', new Date(ctx.clock.now() - DAY_MS)),
    readSightings(ctx.db, workspace.id),
  ]);
  if (kept.length === 0) return [verified(times)];
  const signedAt = Math.max(
    ...[sights.get('signed-current'), sights.get('signed-next')].map((at) => at?.getTime() ?? 0),
  );
  const genuine = kept.filter((request): request is Genuine => request.signedFor !== null);
  const last = genuine.at(-1);
  if (!last) return [unproved(kept, signedAt)];
  const astray = genuine.findLast((request) => !isOurs(ctx, request));
  const isMended =
    astray === undefined ||
    (astray.path === astray.signedFor.path && (signedAt > astray.at.getTime() || allComeHere(ctx, workspace, seen)));
  const until = absoluteDate(last.at, workspace.timezone);
  return isMended ? [waiting(genuine, until)] : [wrongAddress(ctx, workspace, astray), waiting(genuine, until)];
}

function isOurs({ publicUrl }: Context, { path, signedFor }: Genuine): boolean {
  return signedFor.base === publicUrl && signedFor.path === path;
}

function verified(times: number): Finding {
  const cause =
    times === 0
      ? 'None was refused in the last day.'
      : `${times} that somebody else sent, or that were taken in since, were refused in the last day.`;
  return { severity: 'fine', title: 'Texts from Twilio are verified', cause, fix: null };
}

function wrongAddress(ctx: Context, workspace: OpenWorkspace, { path, signedFor }: Genuine): Finding {
  const title = 'Texts from Twilio are refused';
  if (signedFor.path !== path)
    return {
      severity: 'broken',
      stops: ['receiving'],
      title,
      cause: `They are changed on their way: Twilio calls an address that ends in ${queryOf(signedFor.path)}, and it arrives with ${queryOf(path)}. Whoever runs Threadwire has the proxy in front of it pass the whole address on.`,
      fix: checkAgain(ctx),
    };
  return {
    severity: 'broken',
    stops: ['receiving'],
    title,
    cause: `They are signed for ${signedFor.base}, but this service is set up as ${ctx.publicUrl}. If that is its address, set the webhooks at Twilio to it; if not, whoever runs Threadwire sets PUBLIC_URL to the other.`,
    fix: mendFor(workspace),
  };
}

function queryOf(path: string): string {
  const [, query] = path.split('?');
  return query === undefined ? 'no query' : `“?${query}”`;
}

function unproved(kept: readonly KeptRequest[], signedAt: number): Finding {
  const fix = { kind: 'link', label: 'Check the Auth Token', url: '#twilio' } as const;
  const since = kept.filter(({ at }) => at.getTime() > signedAt);
  if (!areTwilios(since.length, signedAt > 0))
    return {
      severity: 'warning',
      stops: [],
      title: 'Somebody else may be knocking',
      cause: `${requests(kept.length)} that named your Twilio account had a wrong signature, while others had the right one. Nothing is broken, unless the Auth Token was changed at Twilio just now.`,
      fix,
    };
  return {
    severity: 'broken',
    stops: ['receiving'],
    title: 'Texts from Twilio are refused',
    cause: `Their signatures are wrong: the Auth Token that is set here is not the one that Twilio signs with, which is the primary one. ${requests(kept.length)} of the last day ${kept.length === 1 ? 'is' : 'are'} kept until it is entered.`,
    fix,
  };
}

/** What was refused lately and may be taken after all. */
function waiting({ length: count }: readonly Genuine[], until: string): Finding {
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

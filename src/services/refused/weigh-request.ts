// Weighs a refused request: signed for another address, about a text that Twilio has, or nobody's.
import { isUuid } from '../../domain/uuid.ts';
import { hashOf } from '../../lib/sealed.ts';
import type { Weight } from '../../store/evidence/quarantine.ts';
import { knownSids } from '../../store/texts/handed-over.ts';
import { findMessage } from '../../store/texts/messages.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { askTwilio } from './ask-twilio.ts';
import { findSignedFor, type RefusedRequest, type SignedFor, type Signer } from './find-called-address.ts';
import type { Plausible } from './read-plausible.ts';

/** The tokens and addresses that signatures are tried with; a change makes earlier answers out of date. */
export interface Lookup {
  workspace: OpenWorkspace;
  /** URLs that are set at Twilio. */
  set: readonly string[];
  /** Addresses that other requests were signed for. */
  known: Set<string>;
  /** Likely addresses are tried, too. */
  guesses: boolean;
}

export function lookupDigest({ publicUrl }: Pick<Context, 'publicUrl'>, { workspace, set }: Lookup): string {
  const secrets = signersOf(workspace).map(({ secret }) => hashOf(secret.reveal()));
  return hashOf(JSON.stringify([publicUrl, secrets, [...new Set(set)].sort()]));
}

/** The address that the request is signed for; null where none that we try fits. */
export async function signedFor(
  ctx: Pick<Context, 'publicUrl' | 'db'>,
  { workspace, set, known, guesses }: Lookup,
  request: RefusedRequest,
  said: Plausible | null,
): Promise<SignedFor | null> {
  const messageId =
    said?.kind === 'status' ? ((await knownSids(ctx.db, workspace.id, [said.sid])).get(said.sid) ?? null) : null;
  const means = { publicUrl: ctx.publicUrl, signers: signersOf(workspace), known, messageId, guesses };
  const found = await findSignedFor(request, { ...means, set: [...set, ...setBefore(workspace)] });
  if (found) known.add(found.base);
  return found;
}

export async function weighSigned(
  ctx: Pick<Context, 'publicUrl' | 'db'>,
  lookup: Lookup,
  request: RefusedRequest,
  said: Plausible,
): Promise<Weight> {
  const found = await signedFor(ctx, lookup, request, said);
  const checkedWith = lookupDigest(ctx, lookup);
  if (!found) return { standing: 'unasked', signedBase: null, otherPath: null, checkedWith };
  return {
    standing: 'signed',
    signedBase: found.base,
    otherPath: found.path === request.path ? null : found.path,
    checkedWith,
  };
}

/** Judges a request without a known signature: a status by the text that it is about, a text by asking Twilio. */
export async function isGenuine(ctx: Context, workspace: OpenWorkspace, said: Plausible): Promise<boolean | null> {
  const { id } = workspace;
  if (said.kind === 'status') return isOurs(ctx, id, said);
  // A text that was accepted needs no second copy.
  if ((await knownSids(ctx.db, id, [said.sid])).size > 0) return false;
  return askTwilio(ctx, workspace, said);
}

/** The status is about a text of ours: Twilio reports no others. */
export async function isOurs(ctx: Pick<Context, 'db'>, workspaceId: string, said: Plausible): Promise<boolean> {
  if ((await knownSids(ctx.db, workspaceId, [said.sid])).size > 0) return true;
  const { messageId } = said;
  return messageId !== null && isUuid(messageId) && (await findMessage(ctx.db, workspaceId, messageId)) !== undefined;
}

function signersOf({ twilioAuthTokens, twilioSharedKeys }: OpenWorkspace): Signer[] {
  return [
    ...twilioAuthTokens.map((secret) => ({ secret, algorithm: 'HMAC_SHA1' as const })),
    ...[...twilioSharedKeys.values()].map((secret) => ({ secret, algorithm: 'HMAC_SHA256' as const })),
  ];
}

/** The webhook URLs that were set at Twilio before ours. */
function setBefore({ senderDetails, services }: OpenWorkspace): string[] {
  return [...senderDetails, ...services].flatMap(({ webhookBefore }) => Object.values(webhookBefore ?? {}));
}

// How a refused request stands: signed for another address, about a text that Twilio has, or nobody's.
import { isUuid } from '../../domain/uuid.ts';
import { hashOf } from '../../lib/sealed.ts';
import type { Weight } from '../../store/evidence/quarantine.ts';
import { knownSids } from '../../store/texts/handed-over.ts';
import { findMessage } from '../../store/texts/messages.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { askTwilio } from './ask-twilio.ts';
import { findSignedFor, type RefusedRequest, type SignedFor, type Signer } from './called-address.ts';
import type { Plausible } from './plausible.ts';

/** What is looked at for signatures: it says which answers are out of date. */
export interface Lookup {
  workspace: OpenWorkspace;
  /** URLs that are set at Twilio. */
  set: readonly string[];
  /** Addresses that others were found to be signed for. */
  known: Set<string>;
  /** Whether likely addresses are tried too. */
  guesses: boolean;
}

export function lookupDigest({ publicUrl }: Pick<Context, 'publicUrl'>, { workspace, set }: Lookup): string {
  const secrets = signersOf(workspace).map(({ secret }) => hashOf(secret.reveal()));
  return hashOf(JSON.stringify([publicUrl, secrets, [...new Set(set)].sort()]));
}

/** The address that it is signed for; null for none that we can think of. */
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

/** Of one that nothing of ours has signed: a status by the text that it is about, a text by asking Twilio. */
export async function isGenuine(ctx: Context, workspace: OpenWorkspace, said: Plausible): Promise<boolean | null> {
  const { id } = workspace;
  if (said.kind === 'status') return isOurs(ctx, id, said);
  // What was accepted is in no danger, whoever sends it again.
  if ((await knownSids(ctx.db, id, [said.sid])).size > 0) return false;
  return askTwilio(ctx, workspace, said);
}

/** A status of no text of ours is nobody's: Twilio tells of those that we sent. */
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

/** What stood at Twilio before we changed it. */
function setBefore({ senderDetails, services }: OpenWorkspace): string[] {
  return [...senderDetails, ...services].flatMap(({ webhookBefore }) => Object.values(webhookBefore ?? {}));
}

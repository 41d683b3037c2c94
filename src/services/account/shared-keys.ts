// The keys that Twilio signs with where a Webhooks Rule of the account says so: several at once, so that one can follow another.

import type { CommandOf } from '../../domain/settings/commands.ts';
import { Secret } from '../../lib/sealed.ts';
import { deleteSharedKey, listSharedKeys, putSharedKey } from '../../store/workspaces/shared-keys.ts';
import { isSharedKeyId } from '../../twilio/signature.ts';
import { change, type Editor, problem, type Saved, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

const MOST_KEYS = 20;
const LONGEST_SECRET = 500;

/** Kept untried: Twilio does not say whether a secret is the one of a key. What it signs from now on shows it. */
export async function addSharedKey(
  ctx: SettingsContext,
  editor: Editor,
  { keyId, secret }: CommandOf<'add-shared-key'>,
): Promise<Saved> {
  const { id: workspaceId, twilioAccountSid } = editor.workspace;
  if (twilioAccountSid === null) return problem('Connect the Twilio account first.', 'shared_key_id');
  if (!isSharedKeyId(keyId))
    return problem('This is webhooks_sharedkey_ and more characters, as Twilio shows it.', 'shared_key_id');
  if (secret === null || secret.length > LONGEST_SECRET)
    return problem('Needed: Twilio shows it once, when the key is made.', 'shared_key_secret');
  const sealed = ctx.sealer.seal(new Secret(secret), workspaceId);
  const isRoom = await change(ctx, editor, `Added the signing key ${keyId}.`, async (trx) => {
    const keys = await listSharedKeys(trx, workspaceId);
    if (keys.length >= MOST_KEYS && keys.every(({ id }) => id !== keyId)) return false;
    await putSharedKey(trx, workspaceId, { id: keyId, sealed, addedAt: nowOf(ctx) });
    return true;
  });
  if (!isRoom) return problem(`There are ${MOST_KEYS} keys already. Remove one first.`, 'shared_key_id');
  return { ok: true, words: `Texts that ${keyId} signs are accepted.` };
}

export async function removeSharedKey(
  ctx: SettingsContext,
  editor: Editor,
  { keyId }: CommandOf<'remove-shared-key'>,
): Promise<Saved> {
  const { id: workspaceId } = editor.workspace;
  const wasThere = await change(ctx, editor, `Removed the signing key ${keyId}.`, (trx) =>
    deleteSharedKey(trx, workspaceId, keyId),
  );
  if (!wasThere) return problem('This key is no longer there.');
  return { ok: true, words: `Texts that ${keyId} signs are refused from now on.` };
}

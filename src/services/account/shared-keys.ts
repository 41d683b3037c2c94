// Adds and removes the keys that Twilio signs with under a Webhooks Rule: several at once, so that one can follow another.

import type { CommandOf } from '../../domain/settings/commands.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { Secret } from '../../lib/sealed.ts';
import { deleteSharedKey, listSharedKeys, putSharedKey } from '../../store/workspaces/shared-keys.ts';
import { isSharedKeyId } from '../../twilio/signature.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

const MOST_KEYS = 20;
const LONGEST_SECRET = 500;

/** Keeps the secret untried, as Twilio does not say whether it is the key's. The first text that it signs shows it. */
export async function addSharedKey(
  ctx: SettingsContext,
  editor: Editor,
  { keyId, secret }: CommandOf<'add-shared-key'>,
): Promise<Saved> {
  const { id: workspaceId, twilioAccountSid } = editor.workspace;
  if (twilioAccountSid === null) return problem({ kind: 'account-first' }, 'shared_key_id');
  if (!isSharedKeyId(keyId)) return problem({ kind: 'shared-key-form' }, 'shared_key_id');
  if (secret === null || secret.length > LONGEST_SECRET)
    return problem({ kind: 'shared-secret-missing' }, 'shared_key_secret');
  const sealed = ctx.sealer.seal(new Secret(secret), workspaceId);
  const isRoom = await change(ctx, editor, { kind: 'shared-key-added', keyId }, async (trx) => {
    const keys = await listSharedKeys(trx, workspaceId);
    if (keys.length >= MOST_KEYS && keys.every(({ id }) => id !== keyId)) return false;
    await putSharedKey(trx, workspaceId, { id: keyId, sealed, addedAt: nowOf(ctx) });
    return true;
  });
  if (!isRoom) return problem({ kind: 'too-many-shared-keys', most: MOST_KEYS }, 'shared_key_id');
  return { ok: true, done: [{ kind: 'shared-key-added', keyId }] };
}

export async function removeSharedKey(
  ctx: SettingsContext,
  editor: Editor,
  { keyId }: CommandOf<'remove-shared-key'>,
): Promise<Saved> {
  const { id: workspaceId } = editor.workspace;
  const wasThere = await change(ctx, editor, { kind: 'shared-key-removed', keyId }, (trx) =>
    deleteSharedKey(trx, workspaceId, keyId),
  );
  if (!wasThere) return problem({ kind: 'shared-key-gone' });
  return { ok: true, done: [{ kind: 'shared-key-removed', keyId }] };
}

// Makes and revokes the keys of a workspace's API. A key is shown once: its hash alone is kept.
import { type ApiKey, endingOf, isUsable, keyText, MOST_KEYS, type Scope } from '../../domain/api-keys.ts';
import { hashOf } from '../../lib/sealed.ts';
import { insertApiKey, listApiKeys, revokeApiKey } from '../../store/workspaces/api-keys.ts';
import { type Changer, change, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

export interface KeyToMake {
  name: string;
  scopes: readonly Scope[];
  /** Null: never. */
  expiresAt: Date | null;
}

/** The key, which nobody can read again; null where the workspace has as many as it may have. */
export async function makeApiKey(
  ctx: SettingsContext,
  changer: Changer,
  { name, scopes, expiresAt }: KeyToMake,
): Promise<{ id: string; key: string } | null> {
  const { workspace, adminId } = changer;
  const [id, key] = [ctx.newId(), keyText(workspace.id, ctx.newSecret())];
  const now = nowOf(ctx);
  const isRoom = await change(ctx, changer, { kind: 'api-key-made', name, scopes }, async (trx) => {
    const usable = (await listApiKeys(trx, workspace.id)).filter((key) => isUsable(key, now));
    if (usable.length >= MOST_KEYS) return false;
    const stored = { id, name, scopes, hash: hashOf(key), ending: endingOf(key), createdAt: now, expiresAt };
    await insertApiKey(trx, { ...stored, workspaceId: workspace.id, madeBy: adminId });
    return true;
  });
  return isRoom ? { id, key } : null;
}

/** All of them, the newest first. */
export function listKeys(ctx: Pick<SettingsContext, 'db'>, workspaceId: string): Promise<ApiKey[]> {
  return listApiKeys(ctx.db, workspaceId);
}

/** False where there is no such key that works. */
export async function revokeKey(
  ctx: SettingsContext,
  changer: Changer,
  key: Pick<ApiKey, 'id' | 'name'>,
): Promise<boolean> {
  const { id: workspaceId } = changer.workspace;
  return change(ctx, changer, { kind: 'api-key-revoked', name: key.name }, (trx) =>
    revokeApiKey(trx, workspaceId, key.id, nowOf(ctx)),
  );
}

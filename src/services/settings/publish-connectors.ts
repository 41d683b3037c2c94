// Publishes our data connectors in Intercom, with a key of their own that is made anew each time, so that it also repairs them.
import { MOST_KEYS } from '../../domain/api-keys.ts';
import { connectorKinds, noConnectors, type PublishedConnectors } from '../../domain/connectors.ts';
import { VendorError } from '../../domain/errors.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { revokeApiKey } from '../../store/workspaces/api-keys.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { lockWorkspace } from '../../store/workspaces/workspaces.ts';
import { connectorKeyName } from '../../words/connectors.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { live, nowOf, transact } from '../context.ts';
import { makeApiKey } from '../workspaces/api-keys.ts';
import { findOwnConnectors, putConnectorLive } from './put-connector.ts';

/** A try that a crash broke off holds others up for so long. */
const BUSY_MS = 60_000;

export async function publishConnectors(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const { id: workspaceId } = editor.workspace;
  const begun = await beginConnectors(ctx, workspaceId);
  if (begun === null) return problem({ kind: 'connectors-busy' });
  let now = begun;
  const keep = async (changed: Partial<PublishedConnectors>) => {
    now = { ...now, ...changed };
    await storeConnectors(ctx, workspaceId, now);
  };
  try {
    const intercom = (await ctx.intercomResources(editor.workspace, live))['data-connectors'];
    const found = await findOwnConnectors(intercom, ctx.publicUrl);
    const made = await makeKey(ctx, editor);
    if (made === null) return problem({ kind: 'too-many-keys', most: MOST_KEYS });
    const { keyIds: old, publishedAt } = now;
    await keep({ keyIds: [...old, made.id], publishedAt: null });
    for (const [index, kind] of connectorKinds.entries()) {
      try {
        const known = now.ids[kind] ?? found.get(kind) ?? null;
        const id = await putConnectorLive(ctx, intercom, { id: known, kind, key: made.key });
        await keep({ ids: { ...now.ids, [kind]: id } });
      } catch (error) {
        // Nothing that is live carries the key.
        if (index === 0 && isRefused(error)) {
          await transact(ctx, ({ trx }) => revokeApiKey(trx, workspaceId, made.id, nowOf(ctx)));
          await keep({ keyIds: old, publishedAt });
        }
        throw error;
      }
    }
    const done = { ...now, keyIds: [made.id], publishedAt: nowOf(ctx).toISOString(), busySince: null };
    await change(ctx, editor, { kind: 'connectors-published' }, async (trx) => {
      for (const id of old) await revokeApiKey(trx, workspaceId, id, nowOf(ctx));
      await updateWorkspace(trx, workspaceId, { state: { connectors: done } });
    });
    now = done;
    return { ok: true, done: [{ kind: 'connectors-published' }] };
  } finally {
    if (now.busySince !== null) await keep({ busySince: null });
  }
}

/** A permission is missing, or the rate limit is reached: such a call did nothing. */
function isRefused(error: unknown): boolean {
  return error instanceof VendorError && error.certainty === 'not-done';
}

function makeKey(ctx: SettingsContext, { workspace, adminId }: Editor) {
  const key = { name: connectorKeyName, scopes: ['read', 'send'], expiresAt: null } as const;
  return makeApiKey(ctx, { workspace, adminId }, key);
}

/** Has the connectors to itself from now on; null while somebody else has. */
export function beginConnectors(ctx: SettingsContext, workspaceId: string): Promise<PublishedConnectors | null> {
  return transact(ctx, async (unit) => {
    const stored = await lockWorkspace(unit.trx, workspaceId);
    const before = stored?.workspace.connectors ?? noConnectors;
    const now = nowOf(ctx);
    if (before.busySince !== null && now.getTime() - Date.parse(before.busySince) < BUSY_MS) return null;
    const begun = { ...before, busySince: now.toISOString() };
    await updateWorkspace(unit.trx, workspaceId, { state: { connectors: begun } });
    unit.changed(workspaceId);
    return begun;
  });
}

export function storeConnectors(
  ctx: SettingsContext,
  workspaceId: string,
  connectors: PublishedConnectors,
): Promise<void> {
  return transact(ctx, async (unit) => {
    await updateWorkspace(unit.trx, workspaceId, { state: { connectors } });
    unit.changed(workspaceId);
  });
}

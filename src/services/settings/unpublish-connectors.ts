// Takes our data connectors out of Intercom, and revokes their keys. One that a workflow or Fin uses stays.
import {
  type ConnectorKind,
  connectorKinds,
  noConnectors,
  type PublishedConnectors,
  shapeOfConnector,
} from '../../domain/connectors.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { IntercomError } from '../../intercom/calls/errors.ts';
import { revokeApiKey } from '../../store/workspaces/api-keys.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { live, nowOf } from '../context.ts';
import { beginConnectors, storeConnectors } from './publish-connectors.ts';
import { orGone } from './put-connector.ts';

export async function unpublishConnectors(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const { id: workspaceId } = editor.workspace;
  const begun = await beginConnectors(ctx, workspaceId);
  if (begun === null) return problem({ kind: 'connectors-busy' });
  let now: PublishedConnectors = begun;
  try {
    const kinds = connectorKinds.filter((kind) => now.ids[kind] !== undefined);
    if (kinds.length === 0 && now.keyIds.length === 0) return problem({ kind: 'connectors-not-there' });
    const intercom = (await ctx.intercomResources(editor.workspace, live))['data-connectors'];
    const ids = kinds.map((kind) => now.ids[kind] ?? '');
    const used: ConnectorKind[] = [];
    for (const kind of kinds)
      if (await isUsed(intercom.update({ id: now.ids[kind] ?? '', state: 'draft' }))) used.push(kind);
    if (used.length > 0) {
      // All or none: those that nothing uses go live again.
      for (const id of ids) await orGone(intercom.update({ id, state: 'live' }));
      return problem({ kind: 'connectors-in-use', names: used.map((kind) => shapeOfConnector(kind, '').name) });
    }
    for (const id of ids) await orGone(intercom.delete({ id }));
    const { keyIds } = now;
    await change(ctx, editor, { kind: 'connectors-unpublished' }, async (trx) => {
      for (const id of keyIds) await revokeApiKey(trx, workspaceId, id, nowOf(ctx));
      await updateWorkspace(trx, workspaceId, { state: { connectors: noConnectors } });
    });
    now = noConnectors;
    return { ok: true, done: [{ kind: 'connectors-unpublished' }] };
  } finally {
    if (now.busySince !== null) await storeConnectors(ctx, workspaceId, { ...now, busySince: null });
  }
}

/** One that is gone is used by nothing. */
async function isUsed(taken: Promise<unknown>): Promise<boolean> {
  try {
    await orGone(taken);
    return false;
  } catch (error) {
    if (error instanceof IntercomError && error.kind === 'in-use') return true;
    throw error;
  }
}

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
import { beginConnectors, orGone, storeConnectors } from './publish-connectors.ts';

export async function unpublishConnectors(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const { id: workspaceId } = editor.workspace;
  const begun = await beginConnectors(ctx, workspaceId);
  if (begun === null) return problem({ kind: 'connectors-busy' });
  let now: PublishedConnectors = begun;
  try {
    const kinds = connectorKinds.filter((kind) => now.ids[kind] !== undefined);
    if (kinds.length === 0 && now.keyIds.length === 0) return problem({ kind: 'connectors-not-there' });
    const intercom = (await ctx.intercomResources(editor.workspace, live))['data-connectors'];
    const used: ConnectorKind[] = [];
    for (const kind of kinds) {
      const id = now.ids[kind] ?? '';
      if (await isUsed(takeOut(intercom, id))) used.push(kind);
      else now = { ...now, ids: without(now.ids, kind), publishedAt: null };
    }
    if (used.length > 0)
      return problem({ kind: 'connectors-in-use', names: used.map((kind) => shapeOfConnector(kind, '').name) });
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

type Connectors = Awaited<ReturnType<SettingsContext['intercomResources']>>['data-connectors'];

async function takeOut(intercom: Connectors, id: string): Promise<void> {
  if ((await orGone(intercom.update({ id, state: 'draft' }))) !== null) await orGone(intercom.delete({ id }));
}

async function isUsed(taken: Promise<void>): Promise<boolean> {
  try {
    await taken;
    return false;
  } catch (error) {
    if (error instanceof IntercomError && error.kind === 'in-use') return true;
    throw error;
  }
}

function without(ids: PublishedConnectors['ids'], kind: ConnectorKind): PublishedConnectors['ids'] {
  const { [kind]: _, ...rest } = ids;
  return rest;
}

// Publishes our data connectors in Intercom, with a key of their own that is made anew each time, so that it also repairs them.

import { MOST_KEYS } from '../../domain/api-keys.ts';
import {
  type ConnectorKind,
  connectorKinds,
  noConnectors,
  type PublishedConnectors,
  shapeOfConnector,
} from '../../domain/connectors.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import type { RepeatableResources } from '../../intercom/resources/resources.ts';
import { revokeApiKey } from '../../store/workspaces/api-keys.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { lockWorkspace } from '../../store/workspaces/workspaces.ts';
import { connectorDescriptions, connectorInputs, connectorKeyName, connectorTitle } from '../../words/connectors.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { live, nowOf, transact } from '../context.ts';
import { once } from '../once.ts';
import { makeApiKey } from '../workspaces/api-keys.ts';

/** A try that a crash broke off holds others up for so long. */
const BUSY_MS = 60_000;

export async function publishConnectors(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  const begun = await beginConnectors(ctx, editor.workspace.id);
  if (begun === null) return problem({ kind: 'connectors-busy' });
  let now = begun;
  const keep = async (changed: Partial<PublishedConnectors>) => {
    now = { ...now, ...changed };
    await storeConnectors(ctx, editor.workspace.id, now);
  };
  try {
    const intercom = (await ctx.intercomResources(editor.workspace, live))['data-connectors'];
    const found = await listOwn(intercom);
    const made = await makeKey(ctx, editor);
    if (made === null) return problem({ kind: 'too-many-keys', most: MOST_KEYS });
    await keep({ keyIds: [...now.keyIds, made.id], publishedAt: null });
    for (const kind of connectorKinds) {
      const wanted = wantedOf(ctx.publicUrl, kind, made.key);
      const id = await putLive(ctx, intercom, { id: now.ids[kind] ?? found.get(kind) ?? null, kind, wanted });
      await keep({ ids: { ...now.ids, [kind]: id } });
    }
    const old = now.keyIds.filter((id) => id !== made.id);
    const done = { ...now, keyIds: [made.id], publishedAt: nowOf(ctx).toISOString(), busySince: null };
    await change(ctx, editor, { kind: 'connectors-published' }, async (trx) => {
      for (const id of old) await revokeApiKey(trx, editor.workspace.id, id, nowOf(ctx));
      await updateWorkspace(trx, editor.workspace.id, { state: { connectors: done } });
    });
    now = done;
    return { ok: true, done: [{ kind: 'connectors-published' }] };
  } finally {
    if (now.busySince !== null) await keep({ busySince: null });
  }

  /** Ours by name and address: an earlier installation may have made them, or a try whose answer was lost. */
  async function listOwn(intercom: Connectors): Promise<Map<ConnectorKind, string>> {
    const own = new Map<ConnectorKind, string>();
    for await (const { id, name } of intercom.list({})) {
      const kind = connectorKinds.find((one) => connectorTitle(shapeOfConnector(one, '').name) === name);
      if (kind === undefined || own.has(kind)) continue;
      const { url } = shapeOfConnector(kind, ctx.publicUrl);
      const seen = await orGone(intercom.find({ id, version: 'draft' }));
      if (seen?.url === url) own.set(kind, id);
    }
    return own;
  }

  async function putLive(
    context: SettingsContext,
    intercom: Connectors,
    { id, kind, wanted }: { id: string | null; kind: ConnectorKind; wanted: Wanted },
  ): Promise<string> {
    const standing = id === null ? null : await orGone(intercom.update({ id, ...wanted, state: 'live' }));
    if (id !== null && standing !== null) return id;
    const made = await once(context, {
      // It is always looked for: nobody knows whether an earlier try made it.
      triedAt: nowOf(context),
      look: async () => (await listOwn(intercom)).get(kind) ?? null,
      make: async (attempt) => (await intercom.create(wanted, attempt)).id,
    });
    await intercom.update({ id: made.value, ...wanted, state: 'live' });
    return made.value;
  }
}

type Connectors = RepeatableResources['data-connectors'];
type Wanted = Parameters<Connectors['create']>[0];

function wantedOf(publicUrl: string, kind: ConnectorKind, key: string): Wanted {
  const { name, method, url, body, inputs, example } = shapeOfConnector(kind, publicUrl);
  return {
    ...{ name: connectorTitle(name), description: connectorDescriptions[kind], httpMethod: method, url, body },
    headers: { authorization: ['Bearer', key].join(' '), 'content-type': 'application/json' },
    dataInputs: inputs.map((one) => ({
      ...{ name: one, type: 'string', description: connectorInputs[one], required: false, default_value: '' },
    })),
    mockResponse: example,
  };
}

function makeKey(ctx: SettingsContext, { workspace, adminId }: Editor) {
  const key = { name: connectorKeyName, scopes: ['read', 'send'], expiresAt: null } as const;
  return makeApiKey(ctx, { workspace, adminId }, key);
}

/** Null where it is gone. */
export async function orGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
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

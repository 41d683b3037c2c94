// Finds published data connectors that somebody changed or deleted in Intercom, and a key of theirs that was revoked.
import { isUsable } from '../../domain/api-keys.ts';
import { connectorKinds, faultOfConnector, type SeenConnector, shapeOfConnector } from '../../domain/connectors.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import type { ConnectorsFound } from '../../domain/doctor/found/connectors.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { listApiKeys } from '../../store/workspaces/api-keys.ts';
import { type Context, live, nowOf, type OpenWorkspace } from '../context.ts';
import { orTrouble } from '../credentials/or-trouble.ts';
import { goTo } from './fixes.ts';

/** Nothing is asked where none was published. */
export async function connectorFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  const { ids, keyIds, publishedAt } = workspace.connectors;
  if (publishedAt === null || workspace.intercomToken === null) return [];
  const keys = (await listApiKeys(ctx.db, workspace.id)).filter((key) => isUsable(key, nowOf(ctx)));
  if (!keys.some(({ id }) => keyIds.includes(id))) return [finding({ check: 'connectors', kind: 'key-gone' })];
  const found: Finding[] = [];
  for (const kind of connectorKinds) {
    const shape = shapeOfConnector(kind, ctx.publicUrl);
    const { value: seen, trouble } = await orTrouble(() => see(ctx, workspace, ids[kind] ?? ''));
    const fault = trouble === null ? faultOfConnector(shape, seen) : null;
    if (fault !== null) found.push(finding({ check: 'connectors', kind: fault, name: shape.name }));
  }
  return found;
}

function finding(found: ConnectorsFound): Finding {
  return { severity: 'warning', stops: [], found, fix: goTo('connectors', 'publish-again') };
}

async function see(ctx: Context, workspace: OpenWorkspace, id: string): Promise<SeenConnector | null> {
  const intercom = (await ctx.intercomResources(workspace, live))['data-connectors'];
  // A draft is not among the live ones.
  const found = (await orGone(intercom.find({ id }))) ?? (await orGone(intercom.find({ id, version: 'draft' })));
  if (found === null) return null;
  const { state, url, http_method: method, body, headers, data_inputs: inputs } = found;
  return {
    ...{ isLive: state === 'live', url: url ?? null, method: method ?? null, body: body ?? null },
    headers: (headers ?? []).map(({ name }) => name ?? ''),
    inputs: (inputs ?? []).map(({ name }) => name ?? ''),
  };
}

/** Null where it is gone. */
async function orGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

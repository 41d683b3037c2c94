// Makes, removes, tries and replays endpoints, for an admin on the page and for a key of the API.
import {
  type EndpointDone,
  hostOf,
  isEventType,
  LONGEST_URL,
  type MadeEndpoint,
  MOST_ENDPOINTS,
  type Replay,
  readEndpointUrl,
} from '../../domain/endpoints.ts';
import type { NotSaved, Saved } from '../../domain/settings/saved.ts';
import { isUuid } from '../../domain/uuid.ts';
import { Secret } from '../../lib/sealed.ts';
import { insertTest, replayEvents } from '../../store/workspaces/endpoint-events.ts';
import {
  deleteEndpoint,
  findEndpointSecret,
  insertEndpoint,
  listEndpoints,
  switchOn,
} from '../../store/workspaces/endpoints.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Changer, change, problem, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';
import { type Answer, callEndpoint, secretText } from './call-endpoint.ts';
import { told } from './tell-event.ts';

/** A test stands in the list as long as every event. */
const KEPT_MS = 30 * 86_400_000;

const gone = problem({ kind: 'endpoint-gone' });

export async function makeEndpoint(
  ctx: SettingsContext,
  changer: Changer,
  asked: { url: string; events: readonly string[] },
): Promise<MadeEndpoint | NotSaved> {
  const url = readEndpointUrl(asked.url);
  if (url === null) return problem({ kind: 'endpoint-url', most: LONGEST_URL }, 'url');
  if (!ctx.mayCallEndpoint(url)) return problem({ kind: 'endpoint-plain' }, 'url');
  const events = [...new Set(asked.events)].filter(isEventType);
  if (events.length === 0) return problem({ kind: 'endpoint-events' }, 'events');
  const { id: workspaceId } = changer.workspace;
  const secret = secretText(ctx.newSecret());
  const endpoint = { id: ctx.newId(), url, events, createdAt: nowOf(ctx) };
  const sealed = ctx.sealer.seal(new Secret(secret), workspaceId);
  const isRoom = await change(ctx, changer, { kind: 'endpoint-made', host: hostOf(url) }, async (trx) => {
    if ((await listEndpoints(trx, workspaceId)).length >= MOST_ENDPOINTS) return false;
    await insertEndpoint(trx, { ...endpoint, workspaceId, sealed });
    await updateWorkspace(trx, workspaceId, { state: { tellsEndpoints: true } });
    return true;
  });
  if (!isRoom) return problem({ kind: 'too-many-endpoints', most: MOST_ENDPOINTS });
  return { endpoint: { ...endpoint, failingSince: null, failure: null, offSince: null }, secret };
}

export async function findEndpoint({ db }: Pick<SettingsContext, 'db'>, workspaceId: string, id: string) {
  return isUuid(id) ? (await listEndpoints(db, workspaceId)).find((one) => one.id === id) : undefined;
}

export async function removeEndpoint(ctx: SettingsContext, changer: Changer, id: string): Promise<Saved> {
  const { id: workspaceId } = changer.workspace;
  const endpoint = await findEndpoint(ctx, workspaceId, id);
  if (endpoint === undefined) return gone;
  const entry = { kind: 'endpoint-removed', host: hostOf(endpoint.url) } as const;
  const isThere = await change(ctx, changer, entry, async (trx) => {
    if (!(await deleteEndpoint(trx, workspaceId, id))) return false;
    const tellsEndpoints = (await listEndpoints(trx, workspaceId)).length > 0;
    await updateWorkspace(trx, workspaceId, { state: { tellsEndpoints } });
    return true;
  });
  return isThere ? { ok: true, done: [{ kind: 'endpoint-removed' }] } : gone;
}

export type Tested = Pick<Answer, 'answered' | 'failure'>;

/** Sends a test at once, and once. Where it arrives, the endpoint begins anew: on, and with nothing held against it. */
export async function testEndpoint(ctx: SettingsContext, changer: Changer, id: string): Promise<Tested | NotSaved> {
  const { id: workspaceId } = changer.workspace;
  const endpoint = await findEndpoint(ctx, workspaceId, id);
  const sealed = endpoint && (await findEndpointSecret(ctx.db, workspaceId, id));
  const secret = sealed === undefined ? null : ctx.sealer.tryOpen(sealed, workspaceId);
  if (endpoint === undefined || secret === null) return gone;
  const at = nowOf(ctx);
  const event = { id: ctx.newId(), body: told('test', at, { endpoint_id: id }) };
  const { answered, failure } = await callEndpoint(ctx, { url: endpoint.url, secret }, event);
  const status = failure === null ? 'delivered' : 'failed';
  const line = { workspaceId, endpointId: id, id: event.id };
  await insertTest(ctx.db, line, { status, answered, failure, at }, new Date(at.getTime() + KEPT_MS));
  if (failure === null && endpoint.offSince !== null) {
    const entry = { kind: 'endpoint-switched-on', host: hostOf(endpoint.url) } as const;
    await change(ctx, changer, entry, (trx) => switchOn(trx, workspaceId, id));
  } else if (failure === null && endpoint.failingSince !== null) await switchOn(ctx.db, workspaceId, id);
  return { answered, failure };
}

/** Has events go again, also to an endpoint that was off, which is on from then on. */
export async function replayEndpoint(
  ctx: SettingsContext,
  changer: Changer,
  id: string,
  replay: Replay,
): Promise<Extract<EndpointDone, { kind: 'endpoint-replayed' }> | NotSaved> {
  const { id: workspaceId } = changer.workspace;
  const endpoint = await findEndpoint(ctx, workspaceId, id);
  if (endpoint === undefined) return gone;
  const { since, until } = replay;
  if (since !== null && until !== null && since >= until) return problem({ kind: 'endpoint-period' }, 'until');
  let events = 0;
  await change(ctx, changer, { kind: 'endpoint-replayed', host: hostOf(endpoint.url) }, async (trx) => {
    events = await replayEvents(trx, { workspaceId, endpointId: id }, replay);
    await switchOn(trx, workspaceId, id);
  });
  return { kind: 'endpoint-replayed', events };
}

// Reads the endpoints of a workspace, with what each was told lately.
import type { ShownEndpoint, ToldEvent } from '../../domain/endpoints.ts';
import { countEvents, listToldEvents } from '../../store/workspaces/endpoint-events.ts';
import { listEndpoints } from '../../store/workspaces/endpoints.ts';
import type { Context } from '../context.ts';
import { findEndpoint } from './change-endpoints.ts';

/** Lines that a page shows. */
const SHOWN = 20;

export async function readEndpoints({ db }: Pick<Context, 'db'>, workspaceId: string): Promise<ShownEndpoint[]> {
  const shown: ShownEndpoint[] = [];
  for (const endpoint of await listEndpoints(db, workspaceId)) {
    const of = { workspaceId, endpointId: endpoint.id };
    shown.push({ ...endpoint, ...(await countEvents(db, of)), told: await listToldEvents(db, of, SHOWN) });
  }
  return shown;
}

/** Undefined where there is no such endpoint. */
export async function readDeliveries(
  ctx: Pick<Context, 'db'>,
  workspaceId: string,
  endpointId: string,
  atMost: number,
): Promise<ToldEvent[] | undefined> {
  if ((await findEndpoint(ctx, workspaceId, endpointId)) === undefined) return undefined;
  return listToldEvents(ctx.db, { workspaceId, endpointId }, atMost);
}

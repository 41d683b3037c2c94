// The first page: the Overview of a workspace, or what this is for those who have not signed in.
import type { Context as KoaContext } from 'koa';
import type { OverviewPage } from '../domain/overview.ts';
import type { OpenWorkspace } from '../services/context.ts';
import type { FrameRequest } from '../services/workspaces/read-frame.ts';
import { renderOverview } from '../views/overview/overview.ts';
import { welcomePage } from '../views/page/plain-pages.ts';
import { queryValues } from './middleware/query.ts';
import { takeFlash } from './middleware/sign-in.ts';
import { frameRequest, type Outcome, type PageDoor, type Visitor, visitorOf } from './middleware/visitor.ts';
import { showPage, showPlainPage } from './pages.ts';

export interface OverviewDoor extends PageDoor {
  /** `mayBeOld`: the vendors' answers may be some seconds old. */
  readOverview(workspace: OpenWorkspace, framed: FrameRequest, mayBeOld: boolean): Promise<OverviewPage>;
}

export const overviewHandlers = (door: OverviewDoor) => ({
  async show(ctx: KoaContext) {
    const visitor = await visitorOf(door, ctx);
    if (!visitor) return showPlainPage(ctx, 200, welcomePage);
    await showOverview(door, ctx, visitor, 200, { flash: takeFlash(ctx, door.cookies) });
  },
});

export async function showOverview(
  door: OverviewDoor,
  ctx: KoaContext,
  visitor: Visitor,
  status: number,
  outcome: Outcome,
): Promise<void> {
  const framed = frameRequest(door, visitor, { page: 'overview' }, outcome);
  showPage(ctx, status, renderOverview(await door.readOverview(visitor.workspace, framed, isRefresh(ctx))));
}

/** True where the page asked for itself again. */
function isRefresh(ctx: KoaContext): boolean {
  return ctx.method === 'GET' && queryValues(ctx, 'refresh').length > 0;
}

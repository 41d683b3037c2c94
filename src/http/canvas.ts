// The SMS panel's requests: once the signature holds, every answer is 200 with a canvas.
import type Router from '@koa/router';
import type { Context as KoaContext } from 'koa';
import { AppError } from '../domain/errors.ts';
import type { PanelState } from '../domain/panel.ts';
import { parseCanvasRequest } from '../intercom/canvas-requests.ts';
import { canvasSignature, isCanvasSigned } from '../intercom/signature.ts';
import type { Secret } from '../lib/sealed.ts';
import type { RefusalCounter } from '../services/operations/count-refusal.ts';
import type { PanelQuestion } from '../services/panel/show-panel.ts';
import { renderPanel } from '../views/panel.ts';
import { jsonBodyOf, rawBodyOf } from './middleware/raw-body.ts';

export interface CanvasDoor {
  clientSecret: Secret;
  refusals: RefusalCounter;
  showPanel(question: PanelQuestion): Promise<PanelState>;
}

/** A click leads back to the current panel: it has nothing to click yet that does more. */
export function addCanvas(router: Router, door: CanvasDoor): void {
  for (const path of ['/canvas/initialize', '/canvas/submit']) {
    router.post(path, async (ctx) => {
      requireSignature(door, ctx);
      const parsed = parseCanvasRequest(jsonBodyOf(ctx));
      if (!parsed.ok) {
        door.refusals.count({ route: 'canvas', reason: 'malformed' });
        throw new AppError('invalid', `The request cannot be read: ${parsed.problem}.`);
      }
      ctx.state.logged = { workspaceId: parsed.value.workspaceId };
      ctx.body = renderPanel(await door.showPanel(parsed.value));
    });
  }
}

function requireSignature(door: CanvasDoor, ctx: KoaContext): void {
  const header = ctx.get(canvasSignature.header);
  if (header !== '' && isCanvasSigned(rawBodyOf(ctx), header, door.clientSecret)) return;
  const fault = header === '' ? 'missing' : 'wrong';
  door.refusals.count({ route: 'canvas', reason: `signature-${fault}` });
  throw new AppError(
    'unauthenticated',
    `The ${canvasSignature.header} header is ${fault}. It must be ${canvasSignature.rule}.`,
  );
}

// The SMS panel's requests: once the signature holds, every answer is 200 with a canvas.
import type { Context as KoaContext } from 'koa';
import type { SetUpEvidence } from '../domain/doctor/set-up-evidence.ts';
import { AppError } from '../domain/errors.ts';
import type { PanelState } from '../domain/panel.ts';
import { type CanvasRequest, parseCanvasRequest } from '../intercom/canvas-requests.ts';
import { canvasSignature, isCanvasSigned } from '../intercom/signature.ts';
import type { Secret } from '../lib/sealed.ts';
import type { PanelClick } from '../services/panel/open-panel.ts';
import type { PanelQuestion } from '../services/panel/panel-request.ts';
import { actionOf, readInput } from '../views/panel/ids.ts';
import { readMemory } from '../views/panel/memory.ts';
import { renderPanel } from '../views/panel/panel.ts';
import { bodyLimits, parseJson, readBody } from './middleware/raw-body.ts';
import { refuse } from './middleware/refusals.ts';

export interface CanvasDoor {
  clientSecret: Secret;
  noteEvidence(workspaceId: string, what: SetUpEvidence): void;
  openPanel(question: PanelQuestion): Promise<PanelState>;
  clickPanel(question: PanelQuestion, click: PanelClick): Promise<PanelState>;
}

export const canvasHandlers = (door: CanvasDoor) => ({
  async initialize(ctx: KoaContext) {
    const request = await read(door, ctx);
    const state = await door.openPanel(request);
    // The doctor's own request names no conversation.
    if (state.screen !== 'unknown-workspace' && request.conversationId !== null)
      door.noteEvidence(request.workspaceId, 'panel-opened');
    ctx.body = renderPanel(state);
  },

  async submit(ctx: KoaContext) {
    const request = await read(door, ctx);
    const click = {
      action: actionOf(request.componentId),
      input: readInput(request.inputValues),
      memory: readMemory(request.storedData),
    };
    ctx.body = renderPanel(await door.clickPanel(request, click));
  },
});

async function read(door: CanvasDoor, ctx: KoaContext): Promise<CanvasRequest> {
  const rawBody = await readBody(ctx, bodyLimits.intercom);
  requireSignature(door, ctx, rawBody);
  const parsed = parseCanvasRequest(parseJson(rawBody));
  if (!parsed.ok)
    throw refuse(
      ctx,
      'malformed',
      new AppError('invalid', { kind: 'malformed', item: 'request', problem: parsed.problem }),
    );
  ctx.state.logged = { workspaceId: parsed.value.workspaceId };
  return parsed.value;
}

function requireSignature(door: CanvasDoor, ctx: KoaContext, rawBody: string): void {
  const header = ctx.get(canvasSignature.header);
  if (header !== '' && isCanvasSigned(rawBody, header, door.clientSecret)) return;
  const kind = header === '' ? 'signature-missing' : 'signature-wrong';
  throw refuse(ctx, kind, new AppError('unauthenticated', { kind, ...canvasSignature }));
}

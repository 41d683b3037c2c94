// The door of AI agents: the calls of the API as tools of the Model Context Protocol, over HTTP without a session.
import type { Context as KoaContext, Middleware } from 'koa';
import type { OperationId } from '../../domain/api/catalogue.ts';
import { AppError } from '../../domain/errors.ts';
import { type Performed, type ProveCall, readJson } from './call.ts';
import type { ToolDoor } from './mcp-tools.ts';

export interface McpDoor extends ToolDoor {
  publicUrl: string;
}

/** The protocol's package is loaded by the first call: a service that nobody asks so needs no memory for it. */
export function answerMcp(
  door: McpDoor,
  proveCall: ProveCall,
  performed: ReadonlyMap<OperationId, Performed>,
): Middleware {
  return async (ctx: KoaContext) => {
    const proved = await proveCall(ctx);
    const body = await readJson(ctx);
    // Hundreds of calls in one body would pass for one request. The protocol has no batches since 2025-06-18.
    if (Array.isArray(body)) throw new AppError('invalid', { kind: 'mcp-batch' });
    const { answerTools } = await import('./mcp-tools.ts');
    const headers = { accept: ctx.get('accept'), 'content-type': 'application/json' };
    const version = ctx.get('mcp-protocol-version');
    const request = new Request(`${door.publicUrl}/mcp`, {
      method: 'POST',
      headers: version === '' ? headers : { ...headers, 'mcp-protocol-version': version },
    });
    const answer = await answerTools(door, { proved, performed, request, body });
    ctx.status = answer.status;
    ctx.set('cache-control', 'no-store');
    const text = await answer.text();
    if (text === '') return;
    ctx.type = answer.headers.get('content-type') ?? 'application/json';
    ctx.body = text;
  };
}

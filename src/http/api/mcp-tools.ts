// The tools of the Model Context Protocol: each is a call of the API. Source: modelcontextprotocol.io/specification.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { type OperationId, operations } from '../../domain/api/catalogue.ts';
import { type Operation, onceSchema, type Schema } from '../../domain/api/operations.ts';
import { AppError } from '../../domain/errors.ts';
import type { Logger } from '../../lib/log.ts';
import type { Proved } from '../../services/workspaces/prove-key.ts';
import { describedAs, operationWords } from '../../words/api.ts';
import { tellReason, unexpected } from '../../words/errors.ts';
import { product } from '../../words/names.ts';
import { InputError } from '../middleware/problems.ts';
import { type Performed, readOnce } from './call.ts';
import { VERSION } from './description.ts';

export interface ToolDoor {
  log: Logger;
  newId(): string;
}

/** The names of the tools, each with the call that it makes. */
export const toolCalls = {
  send_text: 'sendText',
  text_state: 'readText',
  text_history: 'listTexts',
  consent: 'readConsent',
  change_consent: 'changeConsent',
  find_contacts: 'findContacts',
  list_templates: 'listTemplates',
} as const satisfies Readonly<Record<string, OperationId>>;

type ToolName = keyof typeof toolCalls;

interface Asked {
  proved: Proved;
  performed: ReadonlyMap<OperationId, Performed>;
  request: Request;
  body: unknown;
}

/** Each request has a server of its own, since it belongs to the workspace of its key. */
export async function answerTools(door: ToolDoor, { proved, performed, request, body }: Asked): Promise<Response> {
  const server = new Server({ name: product, version: VERSION }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolsFor(proved) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    const operation = operationOf(name);
    const perform = operation && performed.get(operation.id);
    if (!perform) throw new McpError(ErrorCode.InvalidParams, 'unknown tool');
    return tell(door, async () => perform(proved, sorted(operation, given)));
  });
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request, { parsedBody: body });
  } finally {
    await server.close();
  }
}

function operationOf(name: string): (Operation & { id: OperationId }) | undefined {
  const id = Object.hasOwn(toolCalls, name) ? toolCalls[name as ToolName] : undefined;
  return operations.find((operation) => operation.id === id);
}

/** Those that the key may use. */
function toolsFor({ key }: Proved): Tool[] {
  return (Object.keys(toolCalls) as ToolName[]).flatMap((name) => {
    const operation = operationOf(name);
    if (operation === undefined || !key.scopes.includes(operation.scope)) return [];
    return [
      {
        name,
        description: operationWords[operation.id],
        inputSchema: inputOf(operation) as Tool['inputSchema'],
        outputSchema: operation.answer as Tool['outputSchema'],
        annotations: { readOnlyHint: operation.method === 'GET' },
      },
    ];
  });
}

function membersOf(body: Schema | null) {
  const { properties = {}, required = [] } = (body ?? {}) as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return { properties, required };
}

/** The argument that stands for the header of the API. */
const ONCE = 'idempotency_key';

/** All values of a call side by side: no two of them share a name. */
function inputOf({ params, query, body, isOnce }: Operation): Schema {
  const members = membersOf(body);
  const once = isOnce ? { [ONCE]: { ...onceSchema, description: describedAs.once } } : {};
  return {
    type: 'object',
    additionalProperties: false,
    properties: { ...params, ...query, ...members.properties, ...once },
    required: [...Object.keys(params), ...members.required],
  };
}

/** A value that no part of the call has goes to the part that refuses it. */
function sorted({ params, query, body, isOnce }: Operation, all: Record<string, unknown>) {
  const { [ONCE]: once, ...rest } = all;
  const given = isOnce ? rest : all;
  const of = (isHere: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => isHere(name)));
  const isParam = (name: string) => Object.hasOwn(params, name);
  const isBody = (name: string) => body !== null && !isParam(name) && !Object.hasOwn(query, name);
  return {
    params: of(isParam),
    query: of((name) => !isParam(name) && !isBody(name)),
    body: of(isBody),
    once: isOnce ? readOnce(once) : null,
  };
}

/** A refusal is an answer with its reason, which the agent reads. */
async function tell(door: ToolDoor, work: () => Promise<unknown>): Promise<CallToolResult> {
  try {
    const answer = (await work()) as Record<string, unknown>;
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
  } catch (error) {
    if (error instanceof AppError) {
      const errors = error instanceof InputError ? error.faults.map(({ at, rule }) => ({ at, detail: rule })) : [];
      return refusal({ reason: error.code, detail: tellReason(error.reason), errors });
    }
    const reference = door.newId();
    door.log.error({ err: error, reference }, 'a tool failed');
    return refusal({ reason: 'internal', detail: unexpected(reference), errors: [] });
  }
}

function refusal(said: object): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(said) }] };
}

// Data connectors of the pretend REST API: made as drafts, put live, changed, listed, with the log of their runs.
import { invalidParameter, Refusal } from '../errors.ts';
import { type Call, type Fields, isObject, type Operation, param } from '../operation.ts';
import { pageOf, pageRequestFromQuery } from '../pages.ts';
import type { Json } from '../payloads.ts';
import type { ConnectorInput, ConnectorRecord, ExecutionRecord } from '../shelves.ts';

const READ = 'Read data connectors';
const WRITE = 'Read and write data connectors';
const results = '/data_connectors/:id/execution_results';

export const connectorOperations: readonly Operation[] = [
  { method: 'get', path: '/data_connectors', permission: READ, answer: list },
  { method: 'post', path: '/data_connectors', permission: WRITE, status: 201, answer: create },
  { method: 'get', path: results, permission: READ, answer: listExecutions },
  { method: 'get', path: `${results}/:execution`, permission: READ, answer: findExecution },
  { method: 'get', path: '/data_connectors/:id', permission: READ, answer: (call) => detailed(named(call)) },
  { method: 'patch', path: '/data_connectors/:id', permission: WRITE, answer: update },
  { method: 'delete', path: '/data_connectors/:id', permission: WRITE, answer: remove },
];

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];
const TYPES = ['string', 'integer', 'decimal', 'boolean'];
const MOST_A_PAGE = { connectors: 50, executions: 30 };
const HOUR_MS = 3_600_000;

function unprocessable(message: string): Refusal {
  return new Refusal(422, 'parameter_invalid', message);
}

function named(call: Call): ConnectorRecord {
  const connector = call.workspace.shelves.connectors.find(({ id }) => id === param(call, 'id'));
  if (!connector) throw new Refusal(404, 'data_connector_not_found', 'Data connector not found');
  return connector;
}

function requireUnused({ usedBy }: ConnectorRecord): void {
  if (usedBy.length === 0) return;
  throw new Refusal(409, 'data_connector_in_use', `Data connector is in use: ${usedBy.join(', ')}`);
}

function nowIso({ workspace }: Call): string {
  return new Date(workspace.clock.now()).toISOString();
}

function create(call: Call): Json {
  const name = call.body.text('name')?.trim() ?? '';
  if (name === '') throw unprocessable('name is required');
  const at = nowIso(call);
  const connector: ConnectorRecord = {
    ...{ id: call.workspace.shelves.newId(), createdAt: at, updatedAt: at, name, description: null, state: 'draft' },
    ...{ httpMethod: 'post', url: null, body: '', headers: [], inputs: [], mockResponse: null, usedBy: [] },
    ...{ audiences: ['leads', 'users', 'visitors'], directFinUsage: false, customerAuthentication: false },
    ...{ bypassAuthentication: false, validateMissingAttributes: true, tokenIds: [], adminId: call.admin.id },
  };
  take(connector, call.body);
  call.workspace.shelves.connectors.push(connector);
  return detailed(connector);
}

function update(call: Call): Json {
  const connector = named(call);
  const state = call.body.text('state') ?? connector.state;
  if (state !== 'draft' && state !== 'live') throw unprocessable('state must be draft or live');
  if (state === 'draft' && connector.state === 'live') requireUnused(connector);
  const next = structuredClone(connector);
  take(next, call.body);
  if (state === 'live' && (next.url === null || next.mockResponse === null))
    throw unprocessable('A data connector needs a URL and a response before it can be live');
  Object.assign(connector, next, { state, updatedAt: nowIso(call) });
  return detailed(connector);
}

/** Sets the fields that are given. */
function take(connector: ConnectorRecord, body: Fields): void {
  connector.name = body.text('name') ?? connector.name;
  connector.description = body.text('description') ?? connector.description;
  connector.url = body.text('url') ?? connector.url;
  connector.body = body.text('body') ?? connector.body;
  connector.httpMethod = body.text('http_method') ?? connector.httpMethod;
  if (!METHODS.includes(connector.httpMethod)) throw unprocessable('http_method is invalid');
  connector.directFinUsage = body.flag('direct_fin_usage') ?? connector.directFinUsage;
  connector.customerAuthentication = body.flag('customer_authentication') ?? connector.customerAuthentication;
  connector.bypassAuthentication = body.flag('bypass_authentication') ?? connector.bypassAuthentication;
  connector.validateMissingAttributes = body.flag('validate_missing_attributes') ?? connector.validateMissingAttributes;
  connector.mockResponse = body.object('mock_response')?.entries() ?? connector.mockResponse;
  connector.audiences = body.list('audiences')?.map(String) ?? connector.audiences;
  connector.tokenIds = body.list('token_ids')?.map(String) ?? connector.tokenIds;
  connector.headers =
    body.list('headers')?.map((one) => ({ name: textIn(one, 'name'), value: textIn(one, 'value') })) ??
    connector.headers;
  connector.inputs = body.list('data_inputs')?.map(inputOf) ?? connector.inputs;
}

function textIn(value: unknown, name: string): string {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
}

function inputOf(value: unknown): ConnectorInput {
  const [name, type] = [textIn(value, 'name'), textIn(value, 'type')];
  if (!/^\w+$/.test(name) || !TYPES.includes(type)) throw unprocessable('data_inputs is invalid');
  return {
    ...{ name, type, description: textIn(value, 'description'), default_value: textIn(value, 'default_value') },
    required: isObject(value) && value['required'] === true,
  };
}

function remove(call: Call): Json {
  const connector = named(call);
  requireUnused(connector);
  const { shelves } = call.workspace;
  shelves.connectors = shelves.connectors.filter((one) => one !== connector);
  return { id: connector.id, object: 'data_connector', deleted: true };
}

function pageIn<T extends { id: string }>(call: Call, all: readonly T[], usual: number, most: number) {
  const request = pageRequestFromQuery(call.query, usual);
  if (request.perPage > most) throw invalidParameter(`per_page must be between 1 and ${most}`);
  const { items, pages } = pageOf(all, request);
  const next = isObject(pages['next']) ? { starting_after: String(pages['next']['starting_after']) } : null;
  return { items, pages: { type: 'pages', per_page: request.perPage, next } };
}

function list(call: Call): Json {
  const { items, pages } = pageIn(call, call.workspace.shelves.connectors, 20, MOST_A_PAGE.connectors);
  return { type: 'list', data: items.map(summary), pages };
}

function summary(connector: ConnectorRecord): Json {
  const { id, name, description, state, httpMethod, directFinUsage, adminId, createdAt, updatedAt } = connector;
  return {
    ...{ type: 'data_connector', id, name, description, state, http_method: httpMethod },
    ...{ direct_fin_usage: directFinUsage, created_by_admin_id: adminId, updated_by_admin_id: adminId },
    ...{ created_at: createdAt, updated_at: updatedAt },
    execution_results_url: `/data_connectors/${id}/execution_results`,
  };
}

/** No value of a header comes back. */
function detailed(connector: ConnectorRecord): Json {
  const { url, body, headers, audiences, inputs, mockResponse, tokenIds } = connector;
  return {
    ...summary(connector),
    ...{ url, body, audiences, execution_type: 'server_side', data_inputs: inputs, token_ids: tokenIds },
    headers: headers.map(({ name }) => ({ name, value: '****' })),
    configuration_response_type: mockResponse === null ? null : 'mock_response_type',
    ...{ data_transformation_type: 'full_access', client_function_name: null, client_function_timeout_ms: null },
    response_fields: Object.entries(mockResponse ?? {}).map(([name, value]) => ({
      ...{ path: name, type: typeOf(value), example_value: value, redacted: false },
    })),
    object_mappings: [],
    customer_authentication: connector.customerAuthentication,
    bypass_authentication: connector.bypassAuthentication,
    validate_missing_attributes: connector.validateMissingAttributes,
  };
}

function typeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  return typeof value === 'string' || typeof value === 'boolean' ? typeof value : 'unknown';
}

function executionsOf(call: Call): ExecutionRecord[] {
  const { id } = named(call);
  return call.workspace.shelves.executions.filter(({ connectorId }) => connectorId === id);
}

/** Those of the last hour unless the query says otherwise. */
function listExecutions(call: Call): Json {
  const { query, workspace } = call;
  const [from, to] = [Number(query.get('start_ts') ?? 0) * 1000, Number(query.get('end_ts') ?? 0) * 1000];
  const now = workspace.clock.now();
  const [wanted, errorType] = [query.get('success'), query.get('error_type')];
  const found = executionsOf(call).filter(
    (one) =>
      one.atMs >= (from || now - HOUR_MS) &&
      one.atMs <= (to || now) &&
      (wanted === null || String(one.success) === wanted) &&
      (errorType === null || one.errorType === errorType),
  );
  const { items, pages } = pageIn(call, found, 10, MOST_A_PAGE.executions);
  const withBodies = query.get('include_bodies') === 'true';
  return { type: 'list', data: items.map((one) => execution(call, one, withBodies)), pages };
}

function findExecution(call: Call): Json {
  const found = executionsOf(call).find(({ id }) => id === param(call, 'execution'));
  if (!found) throw new Refusal(404, 'data_connector_execution_not_found', 'Execution not found');
  return execution(call, found, true);
}

function execution(call: Call, one: ExecutionRecord, withBodies: boolean): Json {
  return {
    ...{ type: 'data_connector.execution', id: one.id, data_connector_id: one.connectorId, success: one.success },
    ...{ http_status: one.httpStatus, http_method: named(call).httpMethod, error_type: one.errorType },
    ...{ error_message: one.errorType, execution_time_ms: one.tookMs, source_type: one.sourceType, source_id: null },
    ...{ conversation_id: one.conversationId, created_at: new Date(one.atMs).toISOString() },
    ...(withBodies
      ? {
          ...{ request_url: one.requestUrl, request_body: one.requestBody },
          ...{ response_body: one.responseBody, raw_response_body: one.responseBody },
        }
      : {}),
  };
}

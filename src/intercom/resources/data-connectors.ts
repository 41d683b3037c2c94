// Data connectors: calls to other systems that Workflows, Fin and the inbox make, with the log of what they did.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/data-connectors. Times are ISO 8601.
import { answer, anything, flag, text, whole } from './asking/answers.ts';
import { byCursor } from './asking/pages.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';

const methods = ['get', 'post', 'put', 'delete', 'patch'] as const;
const versions = ['draft', 'live'] as const;

const connectorSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    name: text,
    description: text,
    state: text,
    http_method: text,
    direct_fin_usage: flag,
    url: text,
    body: text,
    /** The values come back as stars. */
    headers: {
      type: ['array', 'null'],
      items: { type: 'object', properties: { name: text, value: text } },
    },
    data_inputs: {
      type: ['array', 'null'],
      items: { type: 'object', properties: { name: text, type: text, description: text, required: flag } },
    },
    response_fields: {
      type: ['array', 'null'],
      items: { type: 'object', properties: { path: text, type: text } },
    },
    created_at: text,
    updated_at: text,
  },
} as const;

const oneConnector = answer(connectorSchema);
const connectorList = {
  answer: answer({
    type: 'object',
    properties: { data: { type: 'array', items: connectorSchema }, pages: { type: ['object', 'null'] } },
  }),
  field: 'data',
} as const;

const executionSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    data_connector_id: text,
    success: flag,
    http_status: whole,
    error_type: text,
    error_message: text,
    execution_time_ms: whole,
    source_type: text,
    conversation_id: text,
    created_at: text,
    request_url: text,
    request_body: text,
    response_body: text,
  },
} as const;

const oneExecution = answer(executionSchema);
const executionList = {
  answer: answer({
    type: 'object',
    properties: { data: { type: 'array', items: executionSchema }, pages: { type: ['object', 'null'] } },
  }),
  field: 'data',
} as const;

const connectorShows = ['id', 'name', 'state', 'http_method', 'url', 'updated_at'] as const;
const executionShows = ['id', 'created_at', 'success', 'http_status', 'error_type', 'source_type'] as const;

const mayHave = {
  description: may('text'),
  httpMethod: may('text', methods),
  url: may('text'),
  body: may('text'),
  headers: may('pairs'),
  dataInputs: may('json'),
  mockResponse: may('json'),
  audiences: may('texts', ['leads', 'users', 'visitors']),
  directFinUsage: may('flag'),
} as const;

const EXECUTIONS_A_PAGE = 30;

export const dataConnectors = {
  list: verb({
    calls: ['GET /data_connectors'],
    effect: 'reads',
    takes: {},
    shows: ['id', 'name', 'state', 'http_method', 'updated_at'],
    run: (ask) => byCursor(ask, 'GET /data_connectors', {}, connectorList),
  }),

  /** The live one unless `version` says `draft`. */
  find: verb({
    calls: ['GET /data_connectors/{id}'],
    effect: 'reads',
    takes: { id: positional('text'), version: may('text', versions) },
    shows: connectorShows,
    run: (ask, { id, version }) =>
      ask('GET /data_connectors/{id}', { at: { id }, query: { state_version: version } }, oneConnector),
  }),

  /** Begins as a draft. With a mock response its fields can be mapped at once. */
  create: verb({
    calls: ['POST /data_connectors'],
    effect: 'changes',
    takes: { name: positional('text'), ...mayHave },
    shows: connectorShows,
    run: (ask, { headers, ...fields }) =>
      ask('POST /data_connectors', { body: { ...wire(fields), ...headersIn(headers) } }, oneConnector),
  }),

  /** Everything that is not named stays. Failure `in-use` for a draft to be made of one that something uses. */
  update: verb({
    calls: ['PATCH /data_connectors/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), name: may('text'), state: may('text', versions), ...mayHave },
    shows: connectorShows,
    run: (ask, { id, headers, ...fields }) => {
      const body = { ...wire(fields), ...headersIn(headers) };
      return ask('PATCH /data_connectors/{id}', { at: { id }, body }, oneConnector);
    },
  }),

  /** Failure `in-use` where a workflow or Fin uses it. */
  delete: verb({
    calls: ['DELETE /data_connectors/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: ['id', 'deleted'],
    run: (ask, { id }) => ask('DELETE /data_connectors/{id}', { at: { id } }, anything),
  }),

  /** Its runs of the last hour unless `since` and `until` say otherwise, the latest first. */
  executions: verb({
    calls: ['GET /data_connectors/{data_connector_id}/execution_results'],
    effect: 'reads',
    takes: { id: positional('text'), since: may('time'), until: may('time'), bodies: may('flag') },
    shows: executionShows,
    run: (ask, { id, since, until, bodies }) => {
      const query = { start_ts: since, end_ts: until, include_bodies: bodies || undefined };
      const given = { at: { data_connector_id: id }, query, perPage: EXECUTIONS_A_PAGE };
      return byCursor(ask, 'GET /data_connectors/{data_connector_id}/execution_results', given, executionList);
    },
  }),

  execution: verb({
    calls: ['GET /data_connectors/{data_connector_id}/execution_results/{id}'],
    effect: 'reads',
    takes: { id: positional('text'), execution: needs('text') },
    shows: [...executionShows, 'response_body'],
    run: (ask, { id, execution }) => {
      const at = { data_connector_id: id, id: execution };
      return ask('GET /data_connectors/{data_connector_id}/execution_results/{id}', { at }, oneExecution);
    },
  }),
} as const;

function headersIn(headers: Readonly<Record<string, unknown>> | undefined): object {
  if (headers === undefined) return {};
  return { headers: Object.entries(headers).map(([name, value]) => ({ name, value: String(value) })) };
}

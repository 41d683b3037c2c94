// Data connectors of the pretend workspace as workflows and Fin run them: the request is filled and made, and its outcome kept.
import type { ConnectorRecord } from './shelves.ts';
import type { WorkspaceState } from './state.ts';

export interface ConnectorRun {
  connectorId: string;
  values: Readonly<Record<string, string>>;
  source: 'workflow' | 'fin';
  conversationId?: string;
}

/** Intercom documents no time-out; a run that takes longer than this counts as a failure of the network. */
const TIME_OUT_MS = 15_000;

/** Runs a live connector, and gives the fields of the answer; null where the run failed. */
export async function runConnector(
  state: WorkspaceState,
  run: ConnectorRun,
): Promise<Record<string, string | number | boolean> | null> {
  const connector = state.shelves.connectors.find(({ id }) => id === run.connectorId);
  if (connector === undefined || connector.state !== 'live') throw new Error('no live connector has this id');
  const missing = connector.inputs.filter(({ name, required }) => required && (run.values[name] ?? '') === '');
  const requestUrl = filled(connector, connector.url ?? '', run, encodeURIComponent);
  const requestBody = filled(connector, connector.body, run, inJson);
  const startedAt = performance.now();
  const asked =
    missing.length > 0
      ? { status: null, text: '', errorType: 'request_configuration_error' }
      : await request(connector, requestUrl, requestBody, run);
  const fields = asked.errorType === null ? readFlat(asked.text) : null;
  const errorType = asked.errorType ?? (fields === null ? 'response_mapping_error' : null);
  state.shelves.executions.unshift({
    ...{ id: state.shelves.newId(), connectorId: connector.id, atMs: state.clock.now(), success: fields !== null },
    ...{ httpStatus: asked.status, errorType, sourceType: run.source, conversationId: run.conversationId ?? null },
    ...{ tookMs: Math.round(performance.now() - startedAt), requestUrl, requestBody, responseBody: asked.text },
  });
  return fields;
}

async function request(connector: ConnectorRecord, url: string, body: string, run: ConnectorRun) {
  const { httpMethod, headers } = connector;
  try {
    const answer = await fetch(url, {
      method: httpMethod.toUpperCase(),
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, filled(connector, value, run, String)])),
      ...(httpMethod === 'get' ? {} : { body }),
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    const text = await answer.text();
    return { status: answer.status, text, errorType: answer.ok ? null : '3rd_party_error' };
  } catch {
    return { status: null, text: '', errorType: 'faraday_error' };
  }
}

/** Intercom does not document how it escapes values; a text with a quotation mark needs it. */
function filled(
  { inputs }: ConnectorRecord,
  text: string,
  { values }: ConnectorRun,
  write: (value: string) => string,
): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const usual = inputs.find((input) => input.name === name)?.default_value ?? '';
    return write(values[name] ?? usual);
  });
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** Objects within the answer cannot be mapped; null where it is no JSON object. */
function readFlat(text: string): Record<string, string | number | boolean> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const flat = Object.entries(value).filter(([, one]) => ['string', 'number', 'boolean'].includes(typeof one));
    return Object.fromEntries(flat) as Record<string, string | number | boolean>;
  } catch {
    return null;
  }
}

// The data connectors that a workspace publishes in Intercom, so that Workflows and Fin text people.

export const connectorKinds = ['send-sms', 'sms-status'] as const;
export type ConnectorKind = (typeof connectorKinds)[number];

/** Where the connectors of a workspace stand. Times are ISO 8601. */
export interface PublishedConnectors {
  /** Intercom's ids of those that there are. */
  ids: Readonly<Partial<Record<ConnectorKind, string>>>;
  /** API keys that one of them may carry. */
  keyIds: readonly string[];
  /** When all of them were live with the last key; null: a try broke off. */
  publishedAt: string | null;
  /** Somebody is publishing or taking them back since then. */
  busySince: string | null;
}

export const noConnectors: PublishedConnectors = { ids: {}, keyIds: [], publishedAt: null, busySince: null };

/** Names that a step fills. Fin fills them too, so none is a phone number: it must not text just any. */
const inputs = {
  'send-sms': ['contact_id', 'user_id', 'message', 'template', 'once'],
  'sms-status': ['contact_id', 'user_id', 'text_id'],
} as const satisfies Record<ConnectorKind, readonly string[]>;

export type ConnectorInput = (typeof inputs)[ConnectorKind][number];

/** The name in Intercom's list, by which a connector of ours is found again. */
const names: Readonly<Record<ConnectorKind, string>> = { 'send-sms': 'send_sms', 'sms-status': 'sms_status' };

export interface ConnectorShape {
  /** Without the name of the product. */
  name: string;
  method: 'post';
  url: string;
  /** With each input as `{{name}}`. */
  body: string;
  inputs: readonly ConnectorInput[];
  /** An answer by which Intercom knows the fields that can be mapped. */
  example: Readonly<Record<string, string | boolean>>;
}

const examples: Readonly<Record<ConnectorKind, ConnectorShape['example']>> = {
  'send-sms': { status: 'queued', reason: 'quiet-hours', text_id: '019a0000-0000-7000-8000-000000000000' },
  'sms-status': {
    ...{ status: 'delivered', reason: 'opted-out', text_id: '019a0000-0000-7000-8000-000000000000' },
    ...{ sent_at: '2026-01-08T13:05:00.000Z', has_replied: true, consent: 'opted-in' },
  },
};

export function shapeOfConnector(kind: ConnectorKind, publicUrl: string): ConnectorShape {
  const fields = inputs[kind].map((name) => `"${name}": "{{${name}}}"`);
  return {
    ...{ name: names[kind], method: 'post', url: `${publicUrl}/api/v1/connectors/${kind}` },
    ...{ body: `{${fields.join(', ')}}`, inputs: inputs[kind], example: examples[kind] },
  };
}

/** One of our connectors as Intercom shows it. */
export interface SeenConnector {
  isLive: boolean;
  url: string | null;
  method: string | null;
  body: string | null;
  headers: readonly string[];
  inputs: readonly string[];
}

export type ConnectorFault = 'gone' | 'draft' | 'changed';

/** Null where it is as it was published. Values of headers never come back, so only their names are compared. */
export function faultOfConnector(shape: ConnectorShape, seen: SeenConnector | null): ConnectorFault | null {
  if (seen === null) return 'gone';
  if (!seen.isLive) return 'draft';
  const isSame =
    seen.url === shape.url &&
    seen.method === shape.method &&
    seen.body === shape.body &&
    seen.headers.some((name) => name.toLowerCase() === 'authorization') &&
    shape.inputs.every((name) => seen.inputs.includes(name));
  return isSame ? null : 'changed';
}

export type ConnectorsDone = { kind: 'connectors-published' | 'connectors-unpublished' };

export type ConnectorsProblem =
  | { kind: 'connectors-busy' | 'connectors-not-there' }
  /** `names`: those that a workflow or Fin uses. */
  | { kind: 'connectors-in-use'; names: readonly string[] };

export interface ConnectorsSection {
  publishedAt: Date | null;
  /** There are some in Intercom, perhaps not all. */
  isAny: boolean;
}

export function sectionOfConnectors({ ids, publishedAt }: PublishedConnectors): ConnectorsSection {
  return {
    publishedAt: publishedAt === null ? null : new Date(publishedAt),
    isAny: Object.keys(ids).length > 0,
  };
}

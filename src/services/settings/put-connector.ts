// Puts one of our data connectors live in Intercom: the one that is there, as it should be, or a new one.
import { type ConnectorKind, connectorKinds, shapeOfConnector } from '../../domain/connectors.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import type { RepeatableResources } from '../../intercom/resources/resources.ts';
import { connectorDescriptions, connectorInputs, connectorTitle } from '../../words/connectors.ts';
import { type Context, nowOf } from '../context.ts';
import { once } from '../once.ts';

export type Connectors = RepeatableResources['data-connectors'];
type Wanted = Parameters<Connectors['create']>[0];

/** Ours by name and address: an earlier installation may have made them, or a try whose answer was lost. */
export async function findOwnConnectors(intercom: Connectors, publicUrl: string): Promise<Map<ConnectorKind, string>> {
  const own = new Map<ConnectorKind, string>();
  for await (const { id, name } of intercom.list({})) {
    const kind = connectorKinds.find((one) => connectorTitle(shapeOfConnector(one, '').name) === name);
    if (kind === undefined || own.has(kind)) continue;
    const { url } = shapeOfConnector(kind, publicUrl);
    const seen = (await orGone(intercom.find({ id }))) ?? (await orGone(intercom.find({ id, version: 'draft' })));
    if (seen?.url === url) own.set(kind, id);
  }
  return own;
}

/** `id`: of the one that is known; null: none. Gives the id. */
export async function putConnectorLive(
  ctx: Context,
  intercom: Connectors,
  { id, kind, key }: { id: string | null; kind: ConnectorKind; key: string },
): Promise<string> {
  const wanted = wantedOf(ctx.publicUrl, kind, key);
  if (id !== null && (await orGone(intercom.update({ id, ...wanted, state: 'live' }))) !== null) return id;
  const made = await once(ctx, {
    // It is always looked for: nobody knows whether an earlier try made it.
    triedAt: nowOf(ctx),
    look: async () => (await findOwnConnectors(intercom, ctx.publicUrl)).get(kind) ?? null,
    make: async (attempt) => (await intercom.create(wanted, attempt)).id,
  });
  await intercom.update({ id: made.value, ...wanted, state: 'live' });
  return made.value;
}

function wantedOf(publicUrl: string, kind: ConnectorKind, key: string): Wanted {
  const { name, method, url, body, inputs, example } = shapeOfConnector(kind, publicUrl);
  return {
    ...{ name: connectorTitle(name), description: connectorDescriptions[kind], httpMethod: method, url, body },
    headers: { authorization: ['Bearer', key].join(' '), 'content-type': 'application/json' },
    dataInputs: inputs.map((one) => ({
      ...{ name: one, type: 'string', description: connectorInputs[one], required: false, default_value: '' },
    })),
    mockResponse: example,
  };
}

/** Null where it is gone. */
export async function orGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

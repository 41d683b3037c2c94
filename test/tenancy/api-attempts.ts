// A stranger at the API: with a key of their own, and with everything of the victim's that a call may name.
import type { Knock } from '../support/door.ts';
import { type Attempt, withHeaders } from './credentials.ts';
import type { Cast } from './tenants.ts';
import { idsOfVictim } from './text-attempts.ts';

const API = '/api/v1';

/** A call of the stranger's own that changes something. */
function changing({ stranger }: Cast, method: string, path: string, body: object): Knock {
  const headers = { authorization: `Bearer ${stranger.apiKey}`, 'content-type': 'application/json' };
  return { method, path: `${API}${path}`, headers, body: JSON.stringify(body) };
}

function asked({ stranger }: Cast, path: string, key = stranger.apiKey): Knock {
  return withHeaders({ method: 'GET', path: `${API}${path}` }, { authorization: `Bearer ${key}` });
}

export function apiListAttempts(cast: Cast): Attempt[] {
  const { victim, stranger } = cast;
  const number = victim.customers[0].number;
  const conversation = victim.workspace.conversations()[0]?.id ?? '';
  const queries: Record<string, string>[] = [{ number }, { conversation_id: conversation }, { number: victim.number }];
  const renamed = stranger.apiKey.replace(stranger.workspace.id, victim.workspace.id);
  return [
    ...queries.map((query) => ({
      what: `its own key, asking for ${Object.keys(query)}`,
      request: asked(cast, `/texts?${new URLSearchParams(query)}`),
      status: 200,
    })),
    {
      what: 'its own key with the name of the other workspace',
      request: asked(cast, '/texts', renamed),
      status: 401,
    },
  ];
}

/** A person, a number and a template of the victim’s: each is a stranger to the caller’s workspace. */
export async function apiSendAttempts(cast: Cast): Promise<Attempt[]> {
  const [contact] = cast.victim.workspace.contacts();
  const [template] = await idsOfVictim(cast, 'templates');
  const own = { to: cast.stranger.customers[0].number };
  const send = (what: string, body: object, status: number) => ({
    what,
    request: changing(cast, 'POST', '/texts', body),
    status,
  });
  return [
    send('its own key, at a contact of the victim', { contact_id: contact?.id, body: 'Hello' }, 200),
    send('its own key, with a number of the victim', { ...own, from: cast.victim.number, body: 'Hello' }, 400),
    send('its own key, with a template of the victim', { ...own, template_id: template }, 200),
  ];
}

/** A template of the victim’s, by its id and by its name, for a contact of the victim’s. */
export function apiSeriesAttempts(method: string) {
  return async (cast: Cast): Promise<Attempt[]> => {
    const [contact] = cast.victim.workspace.contacts();
    const [template = ''] = await idsOfVictim(cast, 'templates');
    return [template, 'Greeting of Harbour Books'].map((one) => ({
      what: 'its own key, with a template of the victim',
      request: changing(cast, method, `/series/${encodeURIComponent(one)}`, { contact_id: contact?.id }),
      status: 404,
    }));
  };
}

/** Names of the victim’s lead to nobody, which is an answer. */
export async function apiConnectorAttempts(cast: Cast): Promise<Attempt[]> {
  const [contact] = cast.victim.workspace.contacts();
  const [template] = await idsOfVictim(cast, 'templates');
  const own = { phone: cast.stranger.customers[0].number };
  return [
    { contact_id: contact?.id, message: 'Hello' },
    { ...own, template },
  ].map((body) => ({
    what: 'its own key, with a name of the victim',
    request: changing(cast, 'POST', '/connectors/send-sms', body),
    status: 200,
  }));
}

export async function apiStatusAttempts(cast: Cast): Promise<Attempt[]> {
  const [id] = await idsOfVictim(cast, 'messages');
  const request = changing(cast, 'POST', '/connectors/sms-status', { text_id: id });
  return [{ what: 'its own key, at a text of the victim', request, status: 200 }];
}

export async function apiTextAttempts(cast: Cast): Promise<Attempt[]> {
  return (await idsOfVictim(cast, 'messages')).map((id) => ({
    what: 'its own key, at a text of the victim',
    request: asked(cast, `/texts/${id}`),
    status: 404,
  }));
}

export function apiConsentAttempts(cast: Cast): Attempt[] {
  const [, stopped] = cast.victim.customers;
  const path = `/consents/${encodeURIComponent(stopped.number)}`;
  return [{ what: 'its own key, at a person of the victim', request: asked(cast, path), status: 200 }];
}

/** The person's opt-out stands in another workspace. */
export function apiConsentChanges(cast: Cast): Attempt[] {
  const [, stopped] = cast.victim.customers;
  const request = changing(cast, 'DELETE', `/consents/${encodeURIComponent(stopped.number)}?source=x`, {});
  return [{ what: 'its own key, at a person of the victim', request, status: 200 }];
}

export function apiHeldAttempts(verb: 'release' | 'cancel') {
  return async (cast: Cast): Promise<Attempt[]> =>
    (await idsOfVictim(cast, 'messages')).map((id) => ({
      what: `its own key, to ${verb} a text of the victim`,
      request: changing(cast, 'POST', `/texts/${id}/${verb}`, {}),
      status: 404,
    }));
}

export function apiWebhookAttempts(method: 'GET' | 'POST' | 'DELETE', ending: string) {
  return async (cast: Cast): Promise<Attempt[]> =>
    (await idsOfVictim(cast, 'endpoints')).map((id) => ({
      what: 'its own key, at an endpoint of the victim',
      request: changing(cast, method, `/webhooks/${id}${ending}`, {}),
      status: 404,
    }));
}

/** It is not there for the stranger, so nothing is done. */
export function apiLetterAttempts(method: 'POST' | 'DELETE', ending: string) {
  return async (cast: Cast): Promise<Attempt[]> =>
    (await idsOfVictim(cast, 'dead_letters')).map((id) => ({
      what: 'its own key, at a dead letter of the victim',
      request: changing(cast, method, `/dead-letters/${encodeURIComponent(id)}${ending}`, {}),
      status: 200,
    }));
}

export function apiTemplateAttempts(method: 'GET' | 'PUT' | 'DELETE') {
  return async (cast: Cast): Promise<Attempt[]> =>
    (await idsOfVictim(cast, 'templates')).map((id) => ({
      what: 'its own key, at a template of the victim',
      request: changing(cast, method, `/templates/${id}`, { name: 'Taken over', body: 'Taken over' }),
      status: 404,
    }));
}

/** Their Intercom is another one, which has no such contact. */
export function apiContactAttempts(cast: Cast): Attempt[] {
  const [contact] = cast.victim.workspace.contacts();
  const queries: Record<string, string>[] = [
    { contact_id: contact?.id ?? '' },
    { number: cast.victim.customers[0].number },
  ];
  return queries.map((query) => ({
    what: `its own key, asking for the victim by ${Object.keys(query)}`,
    request: asked(cast, `/contacts?${new URLSearchParams(query)}`),
    status: 200,
  }));
}

/** A tool answers 200: what the stranger asks for is not there. */
export async function apiToolAttempts(cast: Cast): Promise<Attempt[]> {
  const number = cast.victim.customers[0].number;
  const [id = ''] = await idsOfVictim(cast, 'messages');
  const uses = [
    { name: 'text_state', arguments: { id } },
    { name: 'text_history', arguments: { number } },
    { name: 'find_contacts', arguments: { number } },
    { name: 'list_templates', arguments: {} },
  ];
  return uses.map((params) => {
    const asks = changing(cast, 'POST', '', { jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    const request = withHeaders({ ...asks, path: '/mcp' }, { accept: 'application/json, text/event-stream' });
    return { what: `its own key, at the tool ${params.name}`, request, status: 200 };
  });
}

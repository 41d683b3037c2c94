// A stranger at the API: with a key of their own, and with everything of the victim's that a call may name.
import type { Knock } from '../support/door.ts';
import { type Attempt, withHeaders } from './credentials.ts';
import type { Cast } from './tenants.ts';
import { idsOfVictim } from './text-attempts.ts';

const API = '/api/v1';

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

// A stranger at the pages of texts: with their own session, and with everything of the victim's that an address may name.
import { listHoldings } from '../support/database/stored.ts';
import { type Attempt, form, withCookies } from './credentials.ts';
import type { Cast } from './tenants.ts';

/** An id that nobody has. */
export const NO_TEXT = '01900000-0000-7000-8000-000000000000';

/** Up to three ids of its rows in a table. */
export async function idsOfVictim({ world, victim }: Cast, table: string): Promise<string[]> {
  const holdings = await listHoldings(world.app.ctx.database.owner);
  return holdings
    .filter((one) => one.table === table && (one.row as { workspace_id?: string }).workspace_id === victim.workspace.id)
    .map(({ row }) => String((row as { id: string }).id))
    .slice(0, 3);
}

/** Searches for the victim's numbers and words. */
export function searchAttempts({ victim, stranger }: Cast): Attempt[] {
  const queries = [{ q: victim.customers[0].number }, { q: 'text' }, { agent: victim.workspace.admins[0]?.id ?? '' }];
  return queries.map((query) => ({
    what: `its own session, asking for ${Object.keys(query)}`,
    request: withCookies({ method: 'GET', path: `/texts?${new URLSearchParams(query)}` }, stranger.cookies),
    status: 200,
  }));
}

export async function textAttempts(cast: Cast): Promise<Attempt[]> {
  return (await idsOfVictim(cast, 'messages')).map((id) => ({
    what: 'its own session, at a text of the victim',
    request: withCookies({ method: 'GET', path: `/texts/${id}` }, cast.stranger.cookies),
    status: 404,
  }));
}

/** `ending`: of the address. */
export function importAttempts(ending: string) {
  return async (cast: Cast): Promise<Attempt[]> =>
    (await idsOfVictim(cast, 'consent_imports')).map((id) => ({
      what: 'its own session, at an import of the victim',
      request: withCookies({ method: 'GET', path: `/consents/imports/${id}${ending}` }, cast.stranger.cookies),
      status: 404,
    }));
}

/** `place`: before the id in the address. `status`: of the stranger's own valid form. */
export function actAttempts(place: string, table: string, verbs: readonly string[], status: number) {
  return async (cast: Cast): Promise<Attempt[]> => {
    const { victim, stranger, ended } = cast;
    const ids = [...(await idsOfVictim(cast, table)), NO_TEXT];
    const browsers = [
      ['its own form token, in the browser of the victim', stranger.csrf, victim.cookies, 401],
      ['the victim’s form token, in its own browser', victim.csrf, stranger.cookies, 401],
      ['the victim’s form token, with a session that was signed out', victim.csrf, ended.signedOut, 401],
      ['its own form and session', stranger.csrf, stranger.cookies, status],
    ] as const;
    return ids.flatMap((id) =>
      verbs.flatMap((verb) =>
        browsers.map(([what, csrf, cookies, expected]) => ({
          what: `${verb}, ${what}`,
          request: withCookies(form(`${place}/${id}`, { csrf, do: verb }), cookies),
          status: expected,
        })),
      ),
    );
  };
}

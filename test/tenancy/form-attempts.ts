// The settings' forms: sent under somebody else's session, and under one's own with what is another's in their fields.
import { listHoldings } from '../support/stored.ts';
import { type Attempt, form, withCookies } from './credentials.ts';
import type { Cast } from './tenants.ts';
import { victimRows } from './webhook-attempts.ts';

export async function formAttempts(cast: Cast): Promise<Attempt[]> {
  const { world, victim, stranger, ended } = cast;
  const send = (section: string, fields: Record<string, string>, cookies: string) =>
    withCookies(form(`/settings/${section}`, fields), cookies);
  const holdings = await listHoldings(world.app.ctx.database.owner);
  const idsIn = (table: string) => victimRows(holdings, cast, table).map((row) => String(row['id']));
  const [templates, keys] = [idsIn('templates'), idsIn('api_keys')];
  const { numberSid: theirs } = victim;
  const { numberSid: own } = stranger;
  const [admin] = victim.workspace.admins;
  const [team] = victim.workspace.teams;
  const words = { name: 'Taken over', body: 'Taken over' };
  const contact = victim.workspace.contacts()[0]?.id ?? '';
  const texting = { acting_admin: admin?.id ?? '', tag_name: 'sms', default_country: 'US', time_zone: 'Europe/London' };
  /** By section: each names something of the victim's. */
  const foreign: [section: string, fields: Record<string, string>][] = [
    ...templates.flatMap((id): [string, Record<string, string>][] => [
      ['templates', { id, ...words, do: 'save' }],
      ['templates', { id, do: 'archive' }],
    ]),
    ['templates', { id: '', ...words, contact, do: 'preview' }],
    ['templates', { id: '', ...words, contact: victim.customers[0].number, do: 'preview' }],
    ...keys.map((id): [string, Record<string, string>] => ['api-keys', { id, do: 'revoke' }]),
    ...victim.workspace.admins.map(({ id }): [string, Record<string, string>] => [
      'members',
      { admin: id, role: 'viewer', do: 'save' },
    ]),
    ['numbers', { number: theirs, do: 'save' }],
    ['numbers', { number: theirs, do: 'set-webhooks' }],
    ['numbers', { service: victim.serviceSid, do: 'set-webhooks' }],
    ['numbers', { number: own, service: victim.serviceSid, do: 'save' }],
    ['numbers', { number: theirs, do: 'undo-webhooks' }],
    ['numbers', { number: own, [`team_${own}`]: team?.id ?? '', do: 'save' }],
    ['inbox', { ...texting, do: 'save' }],
    ['twilio', { account_sid: victim.accountSid, auth_token: stranger.authToken, do: 'save' }],
    ['twilio', { account_sid: victim.accountSid, auth_token: '', do: 'save' }],
  ];
  return [
    {
      what: 'its own form token, in the browser of the victim',
      status: 401,
      request: send('pause', { csrf: stranger.csrf, do: 'pause' }, victim.cookies),
    },
    {
      what: 'the victim’s form token, in its own browser',
      status: 401,
      request: send('pause', { csrf: victim.csrf, do: 'pause' }, stranger.cookies),
    },
    ...Object.values(ended).map((cookies) => ({
      what: 'the victim’s form token, with a session that is over',
      status: 401,
      request: send('pause', { csrf: victim.csrf, do: 'pause' }, cookies),
    })),
    ...foreign.map(([section, fields]) => ({
      what: `its own form of ${section} with ${JSON.stringify(fields)}`,
      status: 422,
      request: send(section, { csrf: stranger.csrf, ...fields }, stranger.cookies),
    })),
  ];
}

export function signOutAttempts({ victim, stranger }: Cast): Attempt[] {
  return [
    {
      what: 'its own form token, in the browser of the victim',
      status: 401,
      request: withCookies(form('/sign-out', { csrf: stranger.csrf }), victim.cookies),
    },
  ];
}

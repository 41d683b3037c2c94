// The settings' forms: sent under somebody else's session, and under one's own with another's ids in their fields.
import { settingsExamples } from '../../src/views/settings/examples.ts';
import { type Holding, listHoldings } from '../support/database/stored.ts';
import { pagesOf } from '../support/settings-pages.ts';
import { readSources } from '../support/sources.ts';
import { formOf, readHtml } from '../views/settings/read-html.ts';
import { type Attempt, form, withCookies } from './credentials.ts';
import type { Cast } from './tenants.ts';
import { victimRows } from './webhook-attempts.ts';

type Fields = Record<string, string>;

interface Button {
  /** The forms of the button in the stranger's own browser, each of which names something of the victim's. */
  fields: (cast: Cast, holdings: Holding[]) => Fields[];
  /** The answer's status. A form that names another's rows is refused by default; others act on the session's workspace. */
  status?: number;
}

/** A form that names its own choices only, with the victim's workspace added. */
const elsewhere = ({ victim: { workspace } }: Cast) => ({ workspace: workspace.id, workspace_id: workspace.id });
const idsIn = (cast: Cast, holdings: Holding[], table: string) =>
  victimRows(holdings, cast, table).map((row) => String(row['id']));
const words = { name: 'Taken over', body: 'Taken over' };
const own = (fields: Fields): Button => ({ fields: (cast) => [{ ...elsewhere(cast), ...fields }], status: 303 });

const endpointsIn: Button['fields'] = (cast, holdings) =>
  idsIn(cast, holdings, 'endpoints').map((endpoint) => ({ endpoint }));

/** The buttons by section and verb. */
export const buttons: Readonly<Record<string, Button>> = {
  'twilio save': {
    fields: ({ victim, stranger }) => [
      { account_sid: victim.accountSid, auth_token: stranger.authToken },
      { account_sid: victim.accountSid, auth_token: '' },
    ],
  },
  'twilio use-subaccount': { fields: ({ victim }) => [{ subaccount: victim.accountSid }] },
  'twilio promote': { fields: (cast) => [{ ...elsewhere(cast), account_sid: cast.victim.accountSid }] },
  'twilio forget-next': { fields: (cast) => [{ ...elsewhere(cast), account_sid: cast.victim.accountSid }] },
  'keys add': own({ shared_key_id: 'webhooks_sharedkey_0', shared_key_secret: 'taken over' }),
  'keys remove': { fields: ({ victim: { workspace } }) => [{ key: `webhooks_sharedkey_${workspace.id}` }] },
  // It names nothing, and later forms need the stranger's account.
  'twilio disconnect': { fields: () => [] },
  'numbers save': {
    fields: ({ victim, stranger: { numberSid: ours } }) => [
      { number: victim.numberSid },
      { number: ours, service: victim.serviceSid },
      { number: ours, [`team_${ours}`]: victim.workspace.teams[0]?.id ?? '' },
    ],
  },
  'numbers set-webhooks': {
    fields: ({ victim }) => [{ number: victim.numberSid }, { service: victim.serviceSid }],
  },
  // Its own account's numbers, whatever is ticked.
  'numbers choose-all': {
    fields: ({ victim }) => [{ shown: victim.numberSid, number: victim.numberSid }, { service: victim.serviceSid }],
  },
  'numbers undo-webhooks': { fields: ({ victim }) => [{ number: victim.numberSid }, { number: victim.serviceSid }] },
  'inbox save': {
    fields: ({ victim }) => [
      {
        acting_admin: victim.workspace.admins[0]?.id ?? '',
        tag_name: 'sms',
        default_country: 'US',
        time_zone: 'Europe/London',
      },
    ],
  },
  'threading save': own({
    thread_per: 'sender',
    reactions_stay_aside: 'on',
    reopen_days: '30',
    hold_after_hours: '4',
    reopen_failed: 'on',
  }),
  'replies save': own({ bot_replies: 'never', outbound_first: 'yes' }),
  'customers save': own({ sync_enabled: 'on', sync_match: 'email' }),
  'media save': own({ media_as: 'link', keep_files_days: '30' }),
  'hours save': own({ quiet_hours: 'on', texts_from: '08:00', texts_until: '21:00' }),
  'automatic save': own({ after_hours_reply: 'We are closed.', monday: '9-17', opt_out_line: 'Text STOP' }),
  'automatic preview': {
    fields: (cast) => [{ ...elsewhere(cast), greeting: 'Hello', opt_out_line: 'Text STOP' }],
    status: 200,
  },
  'templates save': {
    fields: (cast, holdings) => idsIn(cast, holdings, 'templates').map((id) => ({ id, ...words })),
  },
  'templates archive': { fields: (cast, holdings) => idsIn(cast, holdings, 'templates').map((id) => ({ id })) },
  'templates preview': {
    fields: ({ victim: { workspace, customers } }) =>
      [workspace.contacts()[0]?.id ?? '', customers[0].number].map((contact) => ({ id: '', ...words, contact })),
  },
  'prices save': own({ currency: 'USD', country: 'DE', price: '0.1' }),
  'prices read-prices': own({}),
  'limits save': own({ daily_texts: '100', country: 'DE', texts: '5', currency: 'USD' }),
  'held raise': own({ country: 'US', raised: '0' }),
  'held lift': own({ country: 'US', raised: '0' }),
  'pause pause': own({}),
  'pause resume': own({}),
  'members save': {
    fields: ({ victim }) => victim.workspace.admins.map(({ id }) => ({ admin: id, role: 'viewer' })),
  },
  'members make-owner': {
    fields: ({ victim }) => victim.workspace.admins.map(({ id }) => ({ admin: id })),
  },
  'rules make': {
    fields: (cast, holdings) =>
      idsIn(cast, holdings, 'templates').map((template) => ({
        ...{
          kind: 'closed',
          hours: '24',
          template,
          sender: '',
          purpose: 'transactional',
          hourly_cap: '100',
          contact_days: '30',
        },
      })),
  },
  'rules start': { fields: (cast, holdings) => idsIn(cast, holdings, 'rules').map((rule) => ({ rule })) },
  'rules pause': { fields: (cast, holdings) => idsIn(cast, holdings, 'rules').map((rule) => ({ rule })) },
  'rules end': { fields: (cast, holdings) => idsIn(cast, holdings, 'rules').map((rule) => ({ rule })) },
  'rules try': { fields: (cast, holdings) => idsIn(cast, holdings, 'rules').map((rule) => ({ rule })) },
  'api-keys make': { ...own({ key_name: 'Taken over', scopes: 'read', days: '30' }), status: 200 },
  'api-keys revoke': { fields: (cast, holdings) => idsIn(cast, holdings, 'api_keys').map((id) => ({ key: id })) },
  'webhooks make': { ...own({ url: 'no address', events: 'text.held' }), status: 422 },
  'webhooks remove': { fields: endpointsIn },
  'webhooks test': { fields: endpointsIn },
  'webhooks replay': { fields: endpointsIn },
  'webhooks replay-failed': { fields: endpointsIn },
  'connectors publish': own({}),
  'connectors unpublish': own({}),
  'assist save': own({ assist_triage: 'on' }),
  'assist try': { ...own({ sentence: 'Taken over' }), status: 200 },
  'doctor set-webhooks': own({}),
  'doctor release': own({}),
  // The stranger may choose the recipient, and not the sender.
  'test send': {
    fields: ({ victim, stranger }) => [
      { to: stranger.customers[0].number, from: victim.number, sender: victim.number },
    ],
    status: 303,
  },
};

/** Every button of a form of the settings, read from the page in each of its states, and the doctor's fixes. */
export function buttonsOfProduct(): Set<string> {
  const shown = Object.values(settingsExamples).flatMap((page) => {
    const elements = Object.values(pagesOf(page)).flatMap(readHtml);
    return elements.flatMap((element) => {
      const { name, value } = element.attributes;
      const [, section] = /^\/settings\/([\w-]+)/.exec(formOf(element, elements)?.attributes['action'] ?? '') ?? [];
      return name === 'do' && section !== undefined && section !== 'doctor' ? [`${section} ${value}`] : [];
    });
  });
  const mends = readSources(['src/services']).flatMap(({ text }) =>
    [
      ...text.matchAll(
        /kind: 'button',\s+step: \{ kind: '[\w-]+' \},\s+action: '([\w-]+)'(?:,\s+section: '([\w-]+)')?/g,
      ),
    ].map(([, action, section = 'doctor']) => `${section} ${action}`),
  );
  return new Set([...shown, ...mends]);
}

export async function formAttempts(cast: Cast): Promise<Attempt[]> {
  const { world, victim, stranger, ended } = cast;
  const send = (section: string, fields: Fields, cookies: string) =>
    withCookies(form(`/settings/${section}`, fields), cookies);
  const holdings = await listHoldings(world.app.ctx.database.owner);
  const browsers = [
    ['its own form token, in the browser of the victim', stranger.csrf, victim.cookies],
    ['the victim’s form token, in its own browser', victim.csrf, stranger.cookies],
    ['the victim’s form token, with a session that was signed out', victim.csrf, ended.signedOut],
    ['the victim’s form token, with a session that has expired', victim.csrf, ended.expired],
  ] as const;
  return Object.entries(buttons).flatMap(([button, { fields, status = 422 }]) => {
    const [section = '', verb = ''] = button.split(' ');
    return [
      ...browsers.map(([what, csrf, cookies]) => ({
        what: `${button}, ${what}`,
        status: 401,
        request: send(section, { csrf, do: verb }, cookies),
      })),
      ...fields(cast, holdings).map((said) => ({
        what: `its own form of ${button} with ${JSON.stringify(said)}`,
        status,
        request: send(section, { csrf: stranger.csrf, ...said, do: verb }, stranger.cookies),
      })),
    ];
  });
}

/** A form that somebody sends with a token or a session that is not their own, or over. */
export function crossedForms({ victim, stranger, ended }: Cast, path: string, fields: Fields): Attempt[] {
  const browsers = [
    ['its own form token, in the browser of the victim', stranger.csrf, victim.cookies],
    ['the victim’s form token, in its own browser', victim.csrf, stranger.cookies],
    ['the victim’s form token, with a session that was signed out', victim.csrf, ended.signedOut],
    ['the victim’s form token, with a session that has expired', victim.csrf, ended.expired],
  ] as const;
  return browsers.map(([what, csrf, cookies]) => ({
    what,
    status: 401,
    request: withCookies(form(path, { csrf, ...fields }), cookies),
  }));
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

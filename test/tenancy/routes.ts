// Every route, asked for something of the victim's, with its answers to everybody else.
import type { Knock } from '../support/door.ts';
import {
  apiConnectorAttempts,
  apiConsentAttempts,
  apiConsentChanges,
  apiContactAttempts,
  apiHeldAttempts,
  apiLetterAttempts,
  apiListAttempts,
  apiSendAttempts,
  apiSeriesAttempts,
  apiStatusAttempts,
  apiTemplateAttempts,
  apiTextAttempts,
  apiToolAttempts,
  apiWebhookAttempts,
} from './api-attempts.ts';
import { canvasAttempts } from './canvas-attempts.ts';
import { type Attempt, type Credential, form, json } from './credentials.ts';
import { crossedForms, formAttempts, signOutAttempts } from './form-attempts.ts';
import { mediaAttempts } from './media-attempts.ts';
import { signInAttempts } from './sign-in-attempts.ts';
import type { Cast } from './tenants.ts';
import { actAttempts, importAttempts, NO_TEXT, textAttempts as pageAttempts, searchAttempts } from './text-attempts.ts';
import { intercomAttempts, statusAttempts, textAttempts } from './webhook-attempts.ts';

export interface Row {
  /** The victim's own request without its proof. */
  request: (cast: Cast) => Knock;
  /** The answer's status with any foreign credential, */
  status: number;
  /** except these, which open a page or an answer of the stranger's own. */
  except?: Partial<Record<Credential, number>>;
  /** Attempts that make sense at this URL only. */
  attempts?: (cast: Cast) => Attempt[] | Promise<Attempt[]>;
}

const get = (path: string) => (): Knock => ({ method: 'GET', path });
const open: Omit<Row, 'request'> = { status: 200 };

/** The rows by method and path, as the router names them. */
export const rows: Readonly<Record<string, Row>> = {
  'POST /canvas/initialize': {
    request: ({ victim }) => json('/canvas/initialize', panelOf(victim)),
    status: 401,
    attempts: (cast) => canvasAttempts(cast, '/canvas/initialize'),
  },
  'POST /canvas/submit': {
    request: ({ victim }) => json('/canvas/submit', { ...panelOf(victim), component_id: 'texts' }),
    status: 401,
    attempts: (cast) => canvasAttempts(cast, '/canvas/submit'),
  },
  'GET /install': { request: get('/install'), status: 302 },
  'GET /sign-in': { request: get('/sign-in'), status: 302 },
  'GET /oauth/callback': {
    request: get('/oauth/callback'),
    status: 400,
    // A stranger who is signed in is led to their own settings.
    except: { 'the session of another workspace': 302 },
    attempts: signInAttempts,
  },
  // Without a proof, as Intercom has none to give: the victim's own token still works, which says enough.
  'POST /webhooks/intercom/uninstalled': {
    request: ({ victim }) => json('/webhooks/intercom/uninstalled', { app_id: victim.workspace.id }),
    status: 200,
  },
  'GET /': { request: get('/'), status: 200 },
  'GET /settings': {
    request: get('/settings'),
    status: 401,
    except: { 'the session of another workspace': 200 },
  },
  'GET /settings/:section': {
    request: get('/settings/pause'),
    status: 401,
    except: { 'the session of another workspace': 200 },
  },
  'GET /settings/:section/:item': {
    request: get('/settings/templates/new'),
    status: 401,
    except: { 'the session of another workspace': 200 },
  },
  'POST /settings/:section': {
    request: () => form('/settings/pause', { do: 'pause' }),
    status: 401,
    attempts: formAttempts,
  },
  'GET /texts': { ...ownPage('/texts'), attempts: searchAttempts },
  'GET /texts/failed': ownPage('/texts/failed'),
  'GET /texts/held': ownPage('/texts/held'),
  'GET /texts/scheduled': ownPage('/texts/scheduled'),
  'POST /texts/scheduled/:id': {
    request: () => form(`/texts/scheduled/${NO_TEXT}`, { do: 'cancel' }),
    status: 401,
    attempts: actAttempts('/texts/scheduled', 'sends', ['cancel'], 303),
  },
  'GET /texts/dead-letters': ownPage('/texts/dead-letters'),
  'POST /texts/dead-letters/:id': {
    request: () => form(`/texts/dead-letters/${NO_TEXT}`, { do: 'drop' }),
    status: 401,
    attempts: actAttempts('/texts/dead-letters', 'dead_letters', ['try-again', 'drop'], 303),
  },
  'GET /texts/:id': {
    request: get(`/texts/${NO_TEXT}`),
    status: 401,
    except: { 'the session of another workspace': 404 },
    attempts: pageAttempts,
  },
  'POST /texts/:id': {
    request: () => form(`/texts/${NO_TEXT}`, { do: 'again' }),
    status: 401,
    attempts: actAttempts('/texts', 'messages', ['again', 'cancel', 'arrived', 'resume-automatic'], 404),
  },
  'GET /assets/texts.css': { request: get('/assets/texts.css'), ...open },
  'GET /media/:token': {
    request: get(`/media/${'A'.repeat(75)}`),
    status: 404,
    attempts: mediaAttempts,
  },
  'GET /api/v1/numbers': ownCall('/api/v1/numbers'),
  'GET /api/v1/texts': { ...ownCall('/api/v1/texts'), attempts: apiListAttempts },
  'POST /api/v1/texts': ownChange('POST', '/texts', 400, apiSendAttempts),
  'POST /api/v1/series/:template': ownChange('POST', '/series/Hello', 400, apiSeriesAttempts('POST')),
  'POST /api/v1/connectors/send-sms': ownChange('POST', '/connectors/send-sms', 400, apiConnectorAttempts),
  'POST /api/v1/connectors/sms-status': ownChange('POST', '/connectors/sms-status', 400, apiStatusAttempts),
  'POST /api/v1/assist/classify': ownChange('POST', '/assist/classify', 400),
  'POST /api/v1/assist/analyze': ownChange('POST', '/assist/analyze', 400),
  'POST /api/v1/assist/draft': ownChange('POST', '/assist/draft', 400),
  'POST /api/v1/assist/evaluate': ownChange('POST', '/assist/evaluate', 400),
  'PUT /api/v1/series/:template': ownChange('PUT', '/series/Hello', 400, apiSeriesAttempts('PUT')),
  'GET /api/v1/texts/:id': { ...ownCall(`/api/v1/texts/${NO_TEXT}`, 404), attempts: apiTextAttempts },
  'PUT /api/v1/customers/:external_id': ownChange('PUT', '/customers/42?wait=0', 400),
  'GET /api/v1/customers/changes': ownCall('/api/v1/customers/changes'),
  'POST /api/v1/customers/batch': ownChange('POST', '/customers/batch?dry_run=2', 400),
  'GET /api/v1/customers/sync': ownCall('/api/v1/customers/sync'),
  'POST /api/v1/customers/sync/:act': ownChange('POST', '/customers/sync/nothing', 400),
  'GET /api/v1/consents': ownCall('/api/v1/consents'),
  'GET /api/v1/consents/:number': { ...ownCall('/api/v1/consents/+14155550199'), attempts: apiConsentAttempts },
  'PUT /api/v1/consents/:number': ownChange('PUT', '/consents/+14155550199', 400),
  'DELETE /api/v1/consents/:number': ownChange('DELETE', '/consents/+14155550199', 400, apiConsentChanges),
  'POST /api/v1/texts/:id/release': ownChange('POST', `/texts/${NO_TEXT}/release`, 404, apiHeldAttempts('release')),
  'POST /api/v1/texts/:id/cancel': ownChange('POST', `/texts/${NO_TEXT}/cancel`, 404, apiHeldAttempts('cancel')),
  'GET /api/v1/dead-letters': ownCall('/api/v1/dead-letters'),
  'POST /api/v1/dead-letters/:id/retry': ownChange(
    ...(['POST', `/dead-letters/${NO_TEXT}/retry`, 200, apiLetterAttempts('POST', '/retry')] as const),
  ),
  'DELETE /api/v1/dead-letters/:id': ownChange(
    ...(['DELETE', `/dead-letters/${NO_TEXT}`, 200, apiLetterAttempts('DELETE', '')] as const),
  ),
  'GET /api/v1/contacts': { ...ownCall('/api/v1/contacts?number=+14155550199'), attempts: apiContactAttempts },
  'GET /api/v1/templates': ownCall('/api/v1/templates'),
  'GET /api/v1/templates/:id': {
    ...ownCall(`/api/v1/templates/${NO_TEXT}`, 404),
    attempts: apiTemplateAttempts('GET'),
  },
  'POST /api/v1/templates': ownChange('POST', '/templates', 400),
  'PUT /api/v1/templates/:id': ownChange('PUT', `/templates/${NO_TEXT}`, 400, apiTemplateAttempts('PUT')),
  'DELETE /api/v1/templates/:id': ownChange('DELETE', `/templates/${NO_TEXT}`, 404, apiTemplateAttempts('DELETE')),
  'GET /api/v1/webhooks': ownCall('/api/v1/webhooks'),
  'POST /api/v1/webhooks': ownChange('POST', '/webhooks', 400),
  'DELETE /api/v1/webhooks/:id': ownChange(
    ...(['DELETE', `/webhooks/${NO_TEXT}`, 404, apiWebhookAttempts('DELETE', '')] as const),
  ),
  'POST /api/v1/webhooks/:id/test': ownChange(
    ...(['POST', `/webhooks/${NO_TEXT}/test`, 404, apiWebhookAttempts('POST', '/test')] as const),
  ),
  'POST /api/v1/webhooks/:id/replay': ownChange(
    ...(['POST', `/webhooks/${NO_TEXT}/replay`, 404, apiWebhookAttempts('POST', '/replay')] as const),
  ),
  'GET /api/v1/webhooks/:id/deliveries': {
    ...ownCall(`/api/v1/webhooks/${NO_TEXT}/deliveries`, 404),
    attempts: apiWebhookAttempts('GET', '/deliveries'),
  },
  'GET /api/v1/settings': ownCall('/api/v1/settings'),
  'PATCH /api/v1/settings': ownChange('PATCH', '/settings', 400),
  'POST /mcp': {
    request: () => ({ method: 'POST', path: '/mcp' }),
    status: 401,
    except: { 'the API key of another workspace': 400 },
    attempts: apiToolAttempts,
  },
  'GET /api/docs': { request: get('/api/docs'), ...open },
  'GET /assets/api-docs.css': { request: get('/assets/api-docs.css'), ...open },
  'GET /api/v1/openapi.json': { request: get('/api/v1/openapi.json'), ...open },
  'GET /consents': ownPage('/consents'),
  'POST /consents': {
    request: () => form('/consents', { do: 'opt-out', number: '+14155550132', reason: 'Asked' }),
    status: 401,
    attempts: (cast) =>
      crossedForms(cast, '/consents', { do: 'opt-out', number: cast.victim.customers[0].number, reason: 'Asked' }),
  },
  'GET /consents.csv': ownPage('/consents.csv'),
  'GET /consents/imports/:id': {
    request: get(`/consents/imports/${NO_TEXT}`),
    status: 401,
    except: { 'the session of another workspace': 404 },
    attempts: importAttempts(''),
  },
  'GET /consents/imports/:id.csv': {
    request: get(`/consents/imports/${NO_TEXT}.csv`),
    status: 401,
    except: { 'the session of another workspace': 404 },
    attempts: importAttempts('.csv'),
  },
  'GET /consents/:address': {
    request: ({ victim }) => ({ method: 'GET', path: personPath(victim) }),
    status: 401,
    // A stranger's own page of that number, on which no word is kept.
    except: { 'the session of another workspace': 200 },
  },
  'POST /consents/:address': {
    request: ({ victim }) => form(personPath(victim), { do: 'opt-out', reason: 'Asked' }),
    status: 401,
    attempts: (cast) => crossedForms(cast, personPath(cast.victim), { do: 'opt-out', reason: 'Asked' }),
  },
  'GET /sign-out': {
    request: get('/sign-out'),
    status: 200,
    except: { 'the session of another workspace': 302 },
  },
  'POST /sign-out': {
    request: () => form('/sign-out', {}),
    status: 303,
    except: {
      'the session of another workspace': 401,
      'a session that was signed out': 401,
      'a session that has expired': 401,
    },
    attempts: signOutAttempts,
  },
  'GET /assets/settings.css': { request: get('/assets/settings.css'), ...open },
  'GET /assets/overview.css': { request: get('/assets/overview.css'), ...open },
  'GET /assets/page.css': { request: get('/assets/page.css'), ...open },
  'GET /assets/old-links.js': { request: get('/assets/old-links.js'), ...open },
  'GET /assets/page.js': { request: get('/assets/page.js'), ...open },
  'GET /assets/settings.js': { request: get('/assets/settings.js'), ...open },
  'HEAD /webhooks/intercom': { request: () => ({ method: 'HEAD', path: '/webhooks/intercom' }), ...open },
  'POST /webhooks/intercom': {
    request: ({ victim }) =>
      json('/webhooks/intercom', { topic: 'ping', app_id: victim.workspace.id, data: { item: {} } }),
    status: 401,
    attempts: intercomAttempts,
  },
  'POST /webhooks/twilio/:workspaceId/messages': {
    request: ({ victim }) =>
      form(`/webhooks/twilio/${victim.workspace.id}/messages`, textOf(victim, 'A text that nobody wrote')),
    status: 401,
    attempts: textAttempts,
  },
  'POST /webhooks/twilio/:workspaceId/status': {
    request: ({ victim }) =>
      form(`/webhooks/twilio/${victim.workspace.id}/status`, { ...textOf(victim, ''), MessageStatus: 'delivered' }),
    status: 401,
    attempts: statusAttempts,
  },
  'GET /healthz': { request: get('/healthz'), ...open },
  'GET /readyz': { request: get('/readyz'), ...open },
  'GET /metrics': { request: get('/metrics'), status: 401 },
};

/** A call of the API that changes something, without a body. `status`: with a key of the stranger's own. */
function ownChange(method: string, path: string, status: number, attempts?: Row['attempts']): Row {
  const request = (): Knock => ({ method, path: `/api/v1${path}` });
  const except = { 'the API key of another workspace': status };
  return { request, status: 401, except, ...(attempts === undefined ? {} : { attempts }) };
}

/** A call of the API. `status`: with a key of the stranger's own. */
function ownCall(path: string, status = 200): Row {
  return { request: get(path), status: 401, except: { 'the API key of another workspace': status } };
}

function ownPage(path: string): Row {
  return { request: get(path), status: 401, except: { 'the session of another workspace': 200 } };
}

function personPath({ customers }: Cast['victim']): string {
  return `/consents/${encodeURIComponent(customers[0].number)}`;
}

function panelOf({ workspace, customers }: Cast['victim']): object {
  const [conversation] = workspace.conversations();
  return {
    workspace_id: workspace.id,
    admin: { id: workspace.admins[0]?.id },
    conversation: { id: conversation?.id },
    contact: { id: conversation?.contactIds[0], phone: customers[0].number },
  };
}

function textOf({ accountSid, number, customers }: Cast['victim'], words: string): Record<string, string> {
  const MessageSid = `SM${'e'.repeat(32)}`;
  return { MessageSid, AccountSid: accountSid, From: customers[0].number, To: number, Body: words, NumMedia: '0' };
}

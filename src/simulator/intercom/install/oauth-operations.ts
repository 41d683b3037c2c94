// Installing and uninstalling at the pretend Intercom: the pages that a browser visits, and the two calls of an app.
// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth
// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/installing-uninstalling-apps
import type Router from '@koa/router';
import type Koa from 'koa';
import { bodyTextOf } from '../../stand-in/stand-in.ts';
import { Refusal } from '../errors.ts';
import { bodyFields, Fields } from '../operation.ts';
import {
  BROKEN,
  grantOf,
  mountAppPages,
  type OauthParts,
  PageProblem,
  showingProblems,
  showPage,
} from './app-pages.ts';
import type { DeveloperHub } from './developer-hub.ts';
import { consentPage } from './oauth-page.ts';
import { forgetHurry, isInHurry, keepPerson, personOf } from './signed-in.ts';

/** The pages are the same on every regional host; the region is that of the workspace chosen. */
export function mountOauth(router: Router, parts: OauthParts): void {
  router.get('/oauth', showingProblems, (ctx) => askToConnect(ctx, parts));
  router.post('/oauth', showingProblems, (ctx) => decide(ctx, parts));
  mountAppPages(router, parts);
  router.post('/auth/eagle/token', (ctx) => exchangeCode(ctx, parts));
  router.post('/auth/uninstall', (ctx) => {
    parts.uninstall(parts.tokens.require(ctx.get('Authorization')).workspace);
    // Intercom does not document the body.
    ctx.body = {};
  });
}

function askToConnect(ctx: Koa.Context, parts: OauthParts): void {
  const request = requestIn(new URLSearchParams(ctx.querystring), parts.hub);
  const who = personOf(ctx);
  const known = who === undefined ? undefined : grantOf(who, parts);
  if (known?.workspace.installed && isInHurry(ctx)) {
    forgetHurry(ctx);
    sendBack(ctx, request, { code: parts.tokens.newCode(known) });
    return;
  }
  const choices = parts.workspaces().map(({ settings, installed }) => {
    const { id, name, region, admins } = settings;
    return { id, name, region, installed, admins };
  });
  showPage(ctx, consentPage(parts.hub.appName, { choices, who }, request.hidden));
}

function decide(ctx: Koa.Context, parts: OauthParts): void {
  const form = new URLSearchParams(bodyTextOf(ctx));
  const request = requestIn(form, parts.hub);
  if (form.get('decision') === 'cancel') {
    sendBack(ctx, request, { error: 'access_denied' });
    return;
  }
  const who = form.get('who') ?? '';
  const grant = grantOf(who, parts);
  if (!grant) throw new PageProblem('Nobody was chosen', 'Go back and choose an admin.');
  keepPerson(ctx, who);
  grant.workspace.outlet.changed('app.allowed', grant.workspace.id);
  sendBack(ctx, request, { code: parts.tokens.newCode(grant) });
}

interface ConsentRequest {
  redirectUrl: string;
  state: string | null;
  hidden: Record<string, string>;
}

/** The query with which an app sent the browser here. There is no scope. @throws PageProblem */
function requestIn(given: URLSearchParams, { clientId, redirectUrls }: DeveloperHub): ConsentRequest {
  if (given.get('client_id') !== clientId) throw new PageProblem(BROKEN, 'No app has this client_id.');
  const redirectUrl = given.get('redirect_uri') ?? redirectUrls[0] ?? '';
  if (!redirectUrls.includes(redirectUrl)) {
    throw new PageProblem(BROKEN, 'The redirect_uri is not registered for this app.');
  }
  const state = given.get('state');
  const hidden = { client_id: clientId, redirect_uri: redirectUrl, ...(state === null ? {} : { state }) };
  return { redirectUrl, state, hidden };
}

function sendBack(ctx: Koa.Context, { redirectUrl, state }: ConsentRequest, answer: Record<string, string>): void {
  const url = new URL(redirectUrl);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  ctx.state.isDownload = true;
  ctx.set('cache-control', 'no-store');
  ctx.redirect(url.href);
}

/** JSON or form. The app counts as installed from here on. */
function exchangeCode(ctx: Koa.Context, { hub, tokens }: OauthParts): void {
  const given = ctx.is('json') ? bodyFields(ctx) : new Fields(Object.fromEntries(new URLSearchParams(bodyTextOf(ctx))));
  if (given.text('client_id') !== hub.clientId || given.text('client_secret') !== hub.clientSecret) {
    throw new Refusal(401, 'unauthorized', 'Unauthorized Client');
  }
  const { token, grant } = tokens.exchange(given.requiredText('code'));
  grant.workspace.installed = true;
  grant.workspace.outlet.changed('app.installed', grant.workspace.id);
  ctx.body = { token_type: 'Bearer', token, access_token: token };
}

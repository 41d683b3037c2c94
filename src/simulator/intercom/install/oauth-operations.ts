// Installing and uninstalling at the pretend Intercom: the pages that a browser visits, and the two calls of an app.
// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth
// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/installing-uninstalling-apps
import type Router from '@koa/router';
import type Koa from 'koa';
import { bodyTextOf } from '../../stand-in/stand-in.ts';
import { Refusal } from '../errors.ts';
import { bodyFields, Fields } from '../operation.ts';
import type { WorkspaceState } from '../state.ts';
import type { DeveloperHub } from './developer-hub.ts';
import { consentPage, noticePage } from './oauth-page.ts';
import type { Grant, Tokens } from './tokens.ts';

export interface OauthParts {
  readonly hub: DeveloperHub;
  readonly tokens: Tokens;
  workspaces(): readonly WorkspaceState[];
  uninstall(workspace: WorkspaceState): void;
}

/** The pages are the same on every regional host; the region is that of the workspace chosen. */
export function mountOauth(router: Router, parts: OauthParts): void {
  router.get('/oauth', showingProblems, (ctx) => askToConnect(ctx, parts));
  router.post('/oauth', showingProblems, (ctx) => decide(ctx, parts));
  router.get('/appstore/redirect', (ctx) => tellEnd(ctx, parts.hub));
  router.get('/a/inbox/:workspace/inbox/conversation/:id', showingProblems, (ctx) => showConversation(ctx, parts));
  router.post('/auth/eagle/token', (ctx) => exchangeCode(ctx, parts));
  router.post('/auth/uninstall', (ctx) => {
    parts.uninstall(parts.tokens.require(ctx.get('Authorization')).workspace);
    // Intercom does not document the body.
    ctx.body = {};
  });
}

/** The page for a browser whose request makes no sense. */
class PageProblem extends Error {
  readonly title: string;

  constructor(title: string, message: string) {
    super(message);
    this.title = title;
  }
}

async function showingProblems(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof PageProblem)) throw error;
    showPage(ctx, noticePage(error.title, error.message), 400);
  }
}

function askToConnect(ctx: Koa.Context, parts: OauthParts): void {
  const { hidden } = requestIn(new URLSearchParams(ctx.querystring), parts.hub);
  const choices = parts.workspaces().map(({ settings, installed }) => {
    const { id, name, region, admins } = settings;
    return { id, name, region, installed, admins };
  });
  showPage(ctx, consentPage(parts.hub.appName, choices, hidden));
}

function decide(ctx: Koa.Context, parts: OauthParts): void {
  const form = new URLSearchParams(bodyTextOf(ctx));
  const request = requestIn(form, parts.hub);
  const answer =
    form.get('decision') === 'cancel'
      ? { error: 'access_denied' }
      : { code: parts.tokens.newCode(chosen(form.get('who') ?? '', parts)) };
  sendBack(ctx, request, answer);
}

function chosen(who: string, { workspaces }: OauthParts): Grant {
  const [workspaceId, adminId] = who.split('/');
  const workspace = workspaces().find(({ id }) => id === workspaceId);
  const admin = workspace?.settings.admins.find(({ id }) => id === adminId);
  if (!workspace || !admin) throw new PageProblem('Nobody was chosen', 'Go back and choose an admin.');
  return { workspace, admin };
}

const BROKEN = 'This link does not work';

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

function tellEnd(ctx: Koa.Context, { appName }: DeveloperHub): void {
  const query = new URLSearchParams(ctx.querystring);
  const isInstalled = query.get('install_success') === 'true';
  const title = isInstalled ? `${appName} is installed` : `${appName} could not be installed`;
  const told = query.get('error_message');
  showPage(
    ctx,
    noticePage(title, isInstalled ? 'You are back in the App Store.' : (told ?? 'The app did not say why.')),
  );
}

/** Stands for the conversation's page in the inbox. */
function showConversation(ctx: Koa.Context, { workspaces }: OauthParts): void {
  const { workspace: id, id: conversationId } = ctx['params'] as { workspace: string; id: string };
  const workspace = workspaces().find(({ id: one }) => one === id);
  const conversation = workspace?.conversations.get(conversationId);
  if (!conversation)
    throw new PageProblem('No such conversation', 'This pretend inbox has no conversation of that id.');
  const last = [conversation.source, ...conversation.parts].findLast(({ body }) => body !== null);
  const words = (last?.body ?? '').replace(/<[^>]*>/g, ' ').trim();
  showPage(
    ctx,
    noticePage(`Conversation ${conversationId}`, `${last?.author.name ?? 'Somebody'} wrote last: ${words}`),
  );
}

/** A page, which no API description knows, and which no cache keeps. */
function showPage(ctx: Koa.Context, html: string, status = 200): void {
  ctx.state.isDownload = true;
  ctx.status = status;
  ctx.set('cache-control', 'no-store');
  ctx.type = 'text/html';
  ctx.body = html;
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

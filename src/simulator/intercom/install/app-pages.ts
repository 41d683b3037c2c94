// Pages of the pretend Intercom around an install: signing in there, and the ways back to the App Store and the inbox.
import type Router from '@koa/router';
import type Koa from 'koa';
import { notFound } from '../errors.ts';
import type { WorkspaceState } from '../state.ts';
import type { DeveloperHub } from './developer-hub.ts';
import { noticePage } from './oauth-page.ts';
import { keepPerson } from './signed-in.ts';
import type { Grant, Tokens } from './tokens.ts';

export interface OauthParts {
  readonly hub: DeveloperHub;
  readonly tokens: Tokens;
  workspaces(): readonly WorkspaceState[];
  uninstall(workspace: WorkspaceState): void;
}

export const BROKEN = 'This link does not work';

export function mountAppPages(router: Router, parts: OauthParts): void {
  router.get('/sign-in-as', showingProblems, (ctx) => signInAs(ctx, parts));
  router.get('/appstore/redirect', (ctx) => tellEnd(ctx, parts.hub));
  router.get('/a/inbox/:workspace/inbox/conversation/:id', showingProblems, (ctx) => showConversation(ctx, parts));
  router.get('/a/*page', (ctx) => leadToInbox(ctx, parts.hub));
}

/** The page for a browser whose request makes no sense. */
export class PageProblem extends Error {
  readonly title: string;

  constructor(title: string, message: string) {
    super(message);
    this.title = title;
  }
}

export async function showingProblems(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof PageProblem)) throw error;
    showPage(ctx, noticePage(error.title, error.message), 400);
  }
}

/** @param who the ids of a workspace and of its admin, with a slash between */
export function grantOf(who: string, { workspaces }: OauthParts): Grant | undefined {
  const [workspaceId, adminId] = who.split('/');
  const workspace = workspaces().find(({ id }) => id === workspaceId);
  const admin = workspace?.settings.admins.find(({ id }) => id === adminId);
  return workspace && admin && { workspace, admin };
}

/**
 * Signs a browser in at Intercom, and sends it on to the app. With `hurry` the next request to connect is allowed at once, as for
 * an admin who allowed it before.
 */
function signInAs(ctx: Koa.Context, parts: OauthParts): void {
  const query = new URLSearchParams(ctx.querystring);
  const who = query.get('who') ?? '';
  const to = URL.parse(query.get('to') ?? '');
  const isOfApp = parts.hub.redirectUrls.some((url) => URL.parse(url)?.origin === to?.origin);
  if (!to || !isOfApp || !grantOf(who, parts))
    throw new PageProblem(BROKEN, 'It names no admin, or no page of the app.');
  keepPerson(ctx, who, { isInHurry: query.has('hurry') });
  ctx.state.isDownload = true;
  ctx.redirect(to.href);
}

/** Stands for the conversation's page in the inbox, where no demo shows it. */
function showConversation(ctx: Koa.Context, { hub, workspaces }: OauthParts): void {
  if (hub.inboxUrl !== undefined) {
    leadToInbox(ctx, hub);
    return;
  }
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

/** The pages of a workspace and its conversations, as links to Intercom spell them: the demo shows them all. */
function leadToInbox(ctx: Koa.Context, { inboxUrl }: DeveloperHub): void {
  if (inboxUrl === undefined) throw notFound();
  const workspace = /^\/a\/(?:apps|inbox)\/(?!_)([^/]+)/.exec(ctx.path)?.[1];
  const conversation = /\/conversations?\/(\d+)/.exec(ctx.path)?.[1];
  const query = new URLSearchParams({ ...(workspace ? { workspace } : {}), ...(conversation ? { conversation } : {}) });
  ctx.state.isDownload = true;
  ctx.redirect(query.size > 0 ? `${inboxUrl}/?${query}` : inboxUrl);
}

function tellEnd(ctx: Koa.Context, { appName, inboxUrl }: DeveloperHub): void {
  const query = new URLSearchParams(ctx.querystring);
  const isInstalled = query.get('install_success') === 'true';
  const title = isInstalled ? `${appName} is installed` : `${appName} could not be installed`;
  const told = query.get('error_message');
  const text = isInstalled ? 'You are back in the App Store.' : (told ?? 'The app did not say why.');
  showPage(ctx, noticePage(title, text, inboxUrl));
}

/** A page, which no API description knows, and which no cache keeps. */
export function showPage(ctx: Koa.Context, html: string, status = 200): void {
  ctx.state.isDownload = true;
  ctx.status = status;
  ctx.set('cache-control', 'no-store');
  ctx.type = 'text/html';
  ctx.body = html;
}

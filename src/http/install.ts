// How a browser comes in: from the App Store or a link through Intercom's page, and back with a code.
import type Router from '@koa/router';
import type { Context as KoaContext } from 'koa';
import type { Purpose } from '../domain/sign-in.ts';
import { authorizeUrl, failureUrl, type OauthApp, parseUninstall } from '../intercom/oauth.ts';
import { type Region, regionNamed } from '../intercom/regions.ts';
import { SESSION_MS, type SignedIn, type Started } from '../services/workspaces/sign-in.ts';
import { failedSignInPage } from '../views/page/plain-pages.ts';
import { limitTries } from './middleware/rate-limit.ts';
import { jsonBodyOf } from './middleware/raw-body.ts';
import { type Cookies, keepAttempt, keepSession, sessionOf, takeAttempt } from './middleware/sign-in.ts';
import { showPlainPage } from './pages.ts';
import type { SettingsDoor } from './settings.ts';

export interface InstallDoor {
  cookies: Cookies;
  oauthApp(region: Region): OauthApp;
  startSignIn(purpose: Purpose, region: Region): Promise<Started>;
  finishSignIn(came: { state: string; code: string | undefined; browser: string | undefined }): Promise<SignedIn>;
  findSignedIn: SettingsDoor['findSignedIn'];
  noticeUninstall(workspaceId: string): Promise<unknown>;
}

export function addInstall(router: Router, door: InstallDoor): void {
  const limited = limitTries();
  for (const [path, purpose] of [
    ['/install', 'install'],
    ['/sign-in', 'sign-in'],
  ] as const) {
    router.get(path, limited, async (ctx) => {
      const region = regionNamed(one(ctx, 'region') ?? 'US') ?? 'US';
      const { state, browser } = await door.startSignIn(purpose, region);
      keepAttempt(ctx, door.cookies, browser);
      ctx.set('cache-control', 'no-store');
      ctx.redirect(authorizeUrl(door.oauthApp(region), state));
    });
  }

  router.get('/oauth/callback', limited, async (ctx) => {
    const browser = takeAttempt(ctx, door.cookies);
    const state = one(ctx, 'state') ?? '';
    const code = one(ctx, 'error') === undefined ? one(ctx, 'code') : undefined;
    const outcome = await door.finishSignIn({ state, code, browser });
    if (outcome.kind === 'failed') {
      if (outcome.purpose === null && (await isSignedIn(door, ctx))) return ctx.redirect('/settings');
      const { appUrl } = door.oauthApp(outcome.region);
      const page = failedSignInPage(outcome, (problem) => failureUrl(appUrl, problem));
      return showPlainPage(ctx, 400, page);
    }
    keepSession(ctx, door.cookies, outcome.session, SESSION_MS);
    ctx.redirect('/settings');
  });

  // No signature is documented for it, and no second try: it is stored, and checked with Intercom before anything is done.
  router.post('/webhooks/intercom/uninstalled', async (ctx) => {
    const workspaceId = parseUninstall(jsonBodyOf(ctx));
    if (workspaceId !== null) await door.noticeUninstall(workspaceId);
    ctx.status = 200;
    ctx.body = {};
  });
}

/** Who went back to, or loaded again, the address that signed them in. */
async function isSignedIn(door: InstallDoor, ctx: KoaContext): Promise<boolean> {
  const session = sessionOf(ctx, door.cookies);
  return session !== undefined && (await door.findSignedIn(session)) !== undefined;
}

function one(ctx: KoaContext, name: string): string | undefined {
  const value = ctx.query[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text.length > 2_000 ? undefined : text;
}

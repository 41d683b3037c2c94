// The way in for a browser: from the App Store or a link, through Intercom's page, and back with a code.
import type { Context as KoaContext } from 'koa';
import type { Purpose } from '../domain/sign-in.ts';
import { authorizeUrl, failureUrl, type OauthApp } from '../intercom/oauth.ts';
import { type Region, regionNamed } from '../intercom/regions.ts';
import { SESSION_MS, type SignedIn, type Started } from '../services/workspaces/sign-in.ts';
import { failedSignInPage, signedOutPage } from '../views/page/plain-pages.ts';
import { queryValues } from './middleware/query.ts';
import {
  attemptOf,
  type Cookies,
  forgetSession,
  keepAttempt,
  keepSession,
  sessionOf,
  takeWay,
} from './middleware/sign-in.ts';
import { formOf, type PageDoor } from './middleware/visitor.ts';
import { showPlainPage } from './pages.ts';

export interface InstallDoor {
  cookies: Cookies;
  oauthApp(region: Region): OauthApp;
  startSignIn(purpose: Purpose, region: Region, browser: string | undefined): Promise<Started>;
  finishSignIn(came: { state: string; code: string | undefined; browser: string | undefined }): Promise<SignedIn>;
  findSignedIn: PageDoor['findSignedIn'];
  signOut(session: string): Promise<void>;
}

export const installHandlers = (door: InstallDoor) => ({
  begin: (purpose: Purpose) => async (ctx: KoaContext) => {
    const region = regionNamed(one(ctx, 'region') ?? 'US') ?? 'US';
    const { state, browser } = await door.startSignIn(purpose, region, attemptOf(ctx, door.cookies));
    keepAttempt(ctx, door.cookies, browser);
    ctx.set('cache-control', 'no-store');
    ctx.redirect(authorizeUrl(door.oauthApp(region), state));
  },

  async comeBack(ctx: KoaContext) {
    const browser = attemptOf(ctx, door.cookies);
    const state = one(ctx, 'state') ?? '';
    const code = one(ctx, 'error') === undefined ? one(ctx, 'code') : undefined;
    const outcome = await door.finishSignIn({ state, code, browser });
    if (outcome.kind === 'failed') {
      if (outcome.purpose === null && (await isSignedIn(door, ctx))) return ctx.redirect('/');
      const { appUrl } = door.oauthApp(outcome.region);
      const page = failedSignInPage(outcome, (problem) => failureUrl(appUrl, problem));
      return showPlainPage(ctx, 400, page);
    }
    keepSession(ctx, door.cookies, outcome.session, SESSION_MS);
    const way = takeWay(ctx, door.cookies);
    ctx.redirect(outcome.purpose === 'install' ? '/' : way);
  },

  async signOut(ctx: KoaContext) {
    const cookie = sessionOf(ctx, door.cookies);
    if (cookie) {
      await formOf(door, ctx, cookie);
      await door.signOut(cookie);
    }
    forgetSession(ctx, door.cookies);
    ctx.redirect('/sign-out');
    ctx.status = 303;
  },

  async signedOut(ctx: KoaContext) {
    if (await isSignedIn(door, ctx)) ctx.redirect('/');
    else showPlainPage(ctx, 200, signedOutPage);
  },
});

async function isSignedIn(door: InstallDoor, ctx: KoaContext): Promise<boolean> {
  const session = sessionOf(ctx, door.cookies);
  return session !== undefined && (await door.findSignedIn(session)) !== undefined;
}

function one(ctx: KoaContext, name: string): string | undefined {
  const [text] = queryValues(ctx, name);
  return text === undefined || text.length > 2_000 ? undefined : text;
}

// How a browser comes in: from the App Store or a link through Intercom's page, and back with a code.
import type Router from '@koa/router';
import type { Context as KoaContext } from 'koa';
import type { PlainPage } from '../domain/settings-page.ts';
import { authorizeUrl, type OauthApp, parseUninstall } from '../intercom/oauth.ts';
import { type Region, regionNamed, regions } from '../intercom/regions.ts';
import { SESSION_MS, type SignedIn, type SignInFailure, type Started } from '../services/workspaces/sign-in.ts';
import { limitTries } from './middleware/rate-limit.ts';
import { jsonBodyOf } from './middleware/raw-body.ts';
import { type Cookies, keepAttempt, keepSession, takeAttempt } from './middleware/sign-in.ts';
import { showPlainPage } from './pages.ts';

export interface InstallDoor {
  cookies: Cookies;
  oauthApp(region: Region): OauthApp;
  startSignIn(purpose: 'install' | 'sign-in', region: Region): Promise<Started>;
  finishSignIn(came: { state: string; code: string | undefined; browser: string | undefined }): Promise<SignedIn>;
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
    if (outcome.kind === 'failed') return showPlainPage(ctx, 400, failurePage(outcome));
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

function one(ctx: KoaContext, name: string): string | undefined {
  const value = ctx.query[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text.length > 2_000 ? undefined : text;
}

const failures: Readonly<Record<SignInFailure, readonly [title: string, words: string]>> = {
  cancelled: ['Nothing was connected', 'Intercom was not allowed to connect. Start again when you are ready.'],
  'unknown-attempt': [
    'This link is out of date',
    'It works once, for ten minutes, in the browser where it began. Start again here; if that does not help, allow cookies for this site.',
  ],
  'code-refused': [
    'Intercom did not accept this',
    'The workspace may be in another region than the one that was asked. Start again, in the region of your workspace.',
  ],
  unavailable: ['Intercom does not answer', 'Nothing was connected. Start again in a minute.'],
  'not-verified': [
    'Your e-mail is not verified',
    'Intercom says that the e-mail address of your account is not verified. Verify it in Intercom, then sign in again.',
  ],
  'not-installed': [
    'Threadwire is not installed there',
    'No workspace of yours has it yet. An admin who may install apps can do so here.',
  ],
};

function failurePage({ why, purpose, region }: Extract<SignedIn, { kind: 'failed' }>): PlainPage {
  const [title, words] = failures[why];
  const path = purpose === 'install' || why === 'not-installed' ? '/install' : '/sign-in';
  const others = regions.filter((other) => other !== region);
  return {
    title,
    words,
    kind: 'problem',
    links: [
      { label: 'Start again', url: `${path}?region=${region.toLowerCase()}` },
      ...others.map((other) => ({
        label: `My workspace is in ${regionName(other)}`,
        url: `${path}?region=${other.toLowerCase()}`,
      })),
    ],
  };
}

function regionName(region: Region): string {
  return { US: 'the US', EU: 'Europe', AU: 'Australia' }[region];
}

// Signing in with several tabs and browsers, and by addresses that a browser keeps: back, reload, a bookmark.

import type { World } from '../../../src/simulator/world.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { beginSignIn, comeBack, signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const whoOf = (world: World, admin = 0) => `${world.workspace.id}/${world.workspace.admins[admin]?.id}`;

/** Another tab of the same browser, at the page that Intercom shows. */
async function tabAt(world: World, first: Visitor, path = '/install'): Promise<Visitor> {
  const tab = first.tab();
  return tab.goes(`${world.serviceUrl}${path}`);
}

describe('two tabs of one browser', () => {
  test.each([
    ['in the order in which they began', false],
    ['the later one first', true],
  ])('both come in, %s', async (_, isTurned) => {
    const { world } = await stage();
    const first = await new Visitor().goes(`${world.serviceUrl}/install`);
    const second = await tabAt(world, first);
    for (const tab of isTurned ? [second, first] : [first, second]) {
      await tab.sends('/oauth', { who: whoOf(world), decision: 'allow' });
      expect(tab.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/` });
    }
  });

  test('and a decision clicked twice lets in once', async () => {
    const { world } = await stage();
    const { state, cookies } = await beginSignIn(world.serviceUrl, '/sign-in');
    const codes = [0, 1].map(() => world.workspace.authorize());
    const answers = await Promise.all(codes.map((code) => comeBack(world.serviceUrl, { state, code }, cookies)));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400]);
    const late = answers.find(({ status }) => status === 400);
    const words = (await late?.text()) ?? '';
    expect(words).toContain('This link was used already');
    expect(words).not.toContain('out of date');
  });

  test('are refused where it is not the browser that began', async () => {
    const { world } = await stage();
    const { state } = await beginSignIn(world.serviceUrl, '/sign-in');
    const elsewhere = await beginSignIn(world.serviceUrl, '/sign-in');
    const answer = await comeBack(world.serviceUrl, { state, code: world.workspace.authorize() }, elsewhere.cookies);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This link is out of date');
  });
});

describe('two browsers of one admin', () => {
  test('are both signed in, and sign out apart', async () => {
    const { world } = await stage();
    const [first, second] = [await signIn(world), await signIn(world)];
    await first.sends('/sign-out');
    first.says('Signed out');
    await second.goes(`${world.serviceUrl}/`);
    expect(second.page.status).toBe(200);
    await first.goes(`${world.serviceUrl}/settings`);
    expect(first.page.status).toBe(401);
  });
});

describe('an address that a browser keeps', () => {
  test('leads on where a form was sent to it', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    await visitor.sends('/settings/threading', { reopen_days: 'soon', do: 'save' });
    expect(visitor.page).toMatchObject({ status: 422, url: `${world.serviceUrl}/settings/threading` });
    await visitor.goes(visitor.page.url);
    expect(visitor.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/settings/threading` });
    const forms = ['test', 'doctor', 'keys', 'pause'].map((name) => `/settings/${name}`);
    const actions = new Set([...forms, ...visitor.forms().map(({ action }) => action)]);
    const leads: Record<string, string> = { test: '/', doctor: '/', keys: '/settings/twilio', 'sign-out': '/' };
    for (const action of actions) {
      await visitor.goes(action);
      expect({ action, status: visitor.page.status, at: new URL(visitor.page.url).pathname }).toEqual({
        action,
        status: 200,
        at: leads[action.split('/').at(-1) ?? ''] ?? action,
      });
    }
    for (const strange of ['/settings/nothing', '/settings/%00', '/settings/constructor', '/settings/x?y=%ff']) {
      await visitor.goes(strange);
      expect(visitor.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/settings` });
    }
  });

  test('says after signing out that one is signed out, loaded again too', async () => {
    const { world } = await stage();
    const visitor = await signIn(world);
    await visitor.sends('/sign-out');
    expect(visitor.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/sign-out` });
    await visitor.goes('/sign-out');
    visitor.says('Signed out');
    await signIn(world, 0, { visitor });
    await visitor.goes('/sign-out');
    expect(visitor.page.url).toBe(`${world.serviceUrl}/`);
  });

  test('leads to the page asked for, once somebody is signed in', async () => {
    const { world } = await stage();
    const visitor = await new Visitor().goes(`${world.serviceUrl}/`);
    expect(visitor.page.status).toBe(200);
    visitor.says('SMS in the Intercom inbox').says('Install Threadwire').says('Sign in');
    await visitor.goes('/nowhere');
    expect(visitor.page.status).toBe(404);
    await visitor.goes('/settings/templates/new');
    expect(visitor.page.status).toBe(401);
    await signIn(world, 0, { visitor });
    expect(visitor.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/settings/templates/new` });
    // Once; and an installation leads to what is to do.
    await signIn(world, 0, { visitor });
    expect(new URL(visitor.page.url).pathname).toBe('/');
    await visitor.sends('/sign-out');
    await visitor.goes('/settings/pause');
    await signIn(world, 0, { visitor, path: '/install' });
    expect(new URL(visitor.page.url).pathname).toBe('/');
  });

  test('leads to the settings where it is the one that worked', async () => {
    const { world } = await stage();
    const visitor = await new Visitor().goes(`${world.serviceUrl}/sign-in`);
    await visitor.sends('/oauth', { who: whoOf(world), decision: 'allow' });
    await visitor.goes(`${world.serviceUrl}/oauth/callback?state=long-used&code=gone`);
    expect(visitor.page).toMatchObject({ status: 200, url: `${world.serviceUrl}/` });
  });

  test.each([
    '/oauth/callback?state=%00&code=%00',
    '/oauth/callback?state=a&state=b&code=c',
    '/oauth/callback?state=%ed%a0%80',
    '/install?region=__proto__',
    '/sign-in?region=%00',
    '/settings?x=%ff',
    `/oauth/callback?code=${'x'.repeat(5_000)}`,
  ])('%s is no fault of ours', async (path) => {
    const { world } = await stage();
    const answer = await fetch(`${world.serviceUrl}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect(answer.status).toBeLessThan(500);
  });
});

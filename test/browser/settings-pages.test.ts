// Opens the Overview, the settings and the plain pages in a real browser: everybody can read them, at every width, also without a script.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { contentPolicy } from '../../src/http/middleware/protect-pages.ts';
import { renderPlainPage } from '../../src/views/page/plain-page.ts';
import { plainExamples, settingsExamples } from '../../src/views/settings/examples.ts';
import { AccessibilityCheck } from '../support/browser/accessibility.ts';
import { describeInBrowser, launchBrowser } from '../support/browser/browser.ts';
import { afterAll, beforeAll, describe, expect, test } from '../support/jest-globals.ts';
import { pagesOf } from '../support/settings-pages.ts';

const pictures = path.resolve('artefacts/browser');
const assets = path.resolve('src/views/page/assets');

/** The pages of each example, by its name and the address of the page. */
const pages = new Map([
  ...Object.entries(settingsExamples).flatMap(([name, example]) =>
    Object.entries(pagesOf(example)).map(([at, html]) => [`${slug(name)}${at}`, html] as const),
  ),
  ...Object.entries(plainExamples).map(([name, page]) => [slug(name), renderPlainPage(page)] as const),
]);
const templateId = settingsExamples['everything is green']?.templates[0]?.id ?? '';

/** The kinds of elements on a page: names with what styles and explains them, without ids and words. */
function kindsOn(html: string): Set<string> {
  const [main = ''] = /<main.*<\/main>/s.exec(html) ?? [];
  const kindOf = (tag: string) =>
    [/^<[a-z0-9]+/.exec(tag)?.[0], ...(tag.match(/(class|type|role)="[^"]*"/g) ?? [])].join(' ');
  return new Set((main.match(/<[a-z0-9]+[^>]*>/g) ?? []).map(kindOf));
}

/** Every page with words that fit nowhere, and the fewest others that have one of each kind of element. */
const names = (() => {
  const chosen = [...pages.keys()].filter((name) => name.startsWith('a-very-long-word-in-every-field'));
  const kinds = new Map([...pages].map(([name, html]) => [name, kindsOn(html)] as const));
  const left = new Set([...kinds.values()].flatMap((all) => [...all]));
  const missingOn = (all: Set<string>) => [...all].filter((kind) => left.has(kind)).length;
  const take = (name: string) => {
    for (const kind of kinds.get(name) ?? []) left.delete(kind);
  };
  chosen.forEach(take);
  while (left.size > 0) {
    const [most = ''] = [...kinds].sort(([, a], [, b]) => missingOn(b) - missingOn(a))[0] ?? [];
    chosen.push(most);
    take(most);
  }
  return chosen;
})();

function slug(name: string): string {
  return name.replaceAll(/\W+/g, '-');
}

/** Serves the examples by name, and answers every form as the service does: with a redirect to where it came from. */
function startServer(posted: { url: string; form: URLSearchParams }[]): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const [, asset] = /^\/assets\/([a-z-]+\.(?:css|js))$/.exec(pathname) ?? [];
    const draw = pages.get(pathname.slice(1));
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        posted.push({ url: pathname, form: new URLSearchParams(Buffer.concat(chunks).toString()) });
        response.writeHead(303, { location: `/everything-is-green${pathname}` }).end();
      });
    } else if (asset !== undefined) {
      response.setHeader('content-type', asset.endsWith('.css') ? 'text/css' : 'text/javascript');
      response.end(fs.readFileSync(path.join(assets, asset)));
    } else if (draw) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentPolicy });
      response.end(draw);
    } else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describeInBrowser('the settings pages', () => {
  const posted: { url: string; form: URLSearchParams }[] = [];
  let browser: Browser;
  let server: http.Server;
  let origin: string;

  beforeAll(async () => {
    fs.mkdirSync(pictures, { recursive: true });
    [browser, server] = await Promise.all([launchBrowser(), startServer(posted)]);
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });

  async function withPage<T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext({
      viewport: { width: 1180, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return await use(page);
    } finally {
      await context.close();
    }
  }

  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

  describe('keep nobody out, cut nothing off and have nothing refused', () => {
    const check = new AccessibilityCheck('section');
    const faults: string[] = [];
    let page: Page;

    beforeAll(async () => {
      page = await browser.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('dialog', (dialog) => {
        // The page asks before typed words are lost, which is right.
        if (dialog.type() !== 'beforeunload') faults.push(dialog.message());
        void dialog.accept();
      });
    });

    test.each(names)('%s', async (name) => {
      await page.goto(`${origin}/${name}`);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await page.locator('script:not([src^="/assets/"]), img, [onclick]').count()).toBe(0);
      for (const width of [400, 1180]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(overflow)).toBe(0);
      }
      expect(await check.faultsOf(page)).toEqual([]);
      expect(faults.splice(0)).toEqual([]);
    });
  });

  test.each([
    ['wide', { viewport: { width: 1180, height: 900 } }],
    ['wide-and-dark', { viewport: { width: 1180, height: 900 }, colorScheme: 'dark' as const }],
    ['narrow', { viewport: { width: 400, height: 800 } }],
  ])('have their pictures taken: %s', async (look, options) => {
    const shown = [
      'just-installed-nothing-is-set/',
      'numbers-of-every-kind/settings/numbers',
      'several-things-are-broken/',
      'everything-is-green/settings',
      'the-install-was-refused',
    ];
    await withPage(options, async (page) => {
      for (const name of shown) {
        await page.goto(`${origin}/${name}`);
        await page.screenshot({ path: path.join(pictures, `settings-${slug(name)}-${look}.png`), fullPage: true });
      }
    });
  });

  test('save without a script, and come back to the page', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      posted.length = 0;
      await page.goto(`${origin}/everything-is-green/settings/numbers`);
      expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
      await page.goto(`${origin}/everything-is-green/settings/inbox`);
      const tag = page.getByRole('textbox', { name: 'Tag' });
      await tag.fill('texts & more');
      await tag.press('Enter');
      await page.waitForURL(/everything-is-green\/settings\/inbox$/);
      expect(Math.round((await page.locator('h1').boundingBox())?.y ?? -1)).toBeLessThan(120);
      expect(posted.map(({ url }) => url)).toEqual(['/settings/inbox']);
      expect(Object.fromEntries(posted[0]?.form ?? [])).toEqual({
        csrf: 'Q3NyZi10b2tlbg',
        nonce: 'the-nonce-of-this-page',
        acting_admin: '12',
        tag_name: 'texts & more',
        default_country: 'US',
        time_zone: 'America/New_York',
        time_zone_attribute: '',
        subscription: '',
        do: 'save',
      });
    });
  });

  test('keep the ticks when webhooks are set, and undo one number alone', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      posted.length = 0;
      await page.goto(`${origin}/numbers-of-every-kind/settings/numbers`);
      await page.getByRole('checkbox', { name: '+44 20 7946 0123' }).check();
      await page.getByLabel('Label').and(page.locator('[name=label_PN03]')).fill('London');
      await page.getByRole('button', { name: 'Save and set the webhooks for me' }).click();
      await page.waitForURL(/everything-is-green\/settings\/numbers$/);
      await page.goto(`${origin}/numbers-of-every-kind/settings/numbers`);
      await page.getByRole('button', { name: 'Put back the webhook from before at (415) 555-0100' }).click();
      await page.waitForURL(/everything-is-green\/settings\/numbers$/);
      const [set, undo] = posted.map(({ form }) => form);
      expect(set?.get('do')).toBe('set-webhooks');
      expect(set?.getAll('number')).toContain('PN03');
      expect(set?.get('label_PN03')).toBe('London');
      expect([...(undo?.keys() ?? [])].sort()).toEqual(['csrf', 'do', 'nonce', 'number']);
      expect(undo?.get('do')).toBe('undo-webhooks');
    });
  });

  test('copy, count, preview and warn of lost words with a script', async () => {
    await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      posted.length = 0;
      await page.goto(`${origin}/everything-is-green/settings/numbers`);
      await page.getByText('Set the webhooks yourself instead').click();
      await page.getByRole('button', { name: 'Copy' }).first().click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toContain('/webhooks/twilio/acme/messages#rc=5');
      await page.goto(`${origin}/everything-is-green/settings/templates/${templateId}`);
      const card = page.locator('#templates');
      await card.getByLabel('Text').fill('Hi 😀');
      await card.getByText('4 characters').waitFor();
      const asked = page.waitForEvent('dialog');
      const left = page.goto(`${origin}/sign-in`).catch(() => 'stayed');
      const dialog = await asked;
      expect(dialog.type()).toBe('beforeunload');
      await dialog.dismiss();
      expect(await left).toBe('stayed');
      await card.getByLabel('Preview for').press('Enter');
      await page.waitForURL(/everything-is-green\/settings\/templates$/);
      expect(posted[0]?.form.get('do')).toBe('preview');
      expect(posted[0]?.form.get('body')).toBe('Hi 😀');
    });
  });

  test('keep typed words while another page is read', async () => {
    await withPage({}, async (page) => {
      const at = `${origin}/everything-is-green/settings/inbox`;
      await page.goto(at);
      const tag = page.getByRole('textbox', { name: 'Tag' });
      await tag.fill('half typed');
      // A link of ours loses nothing, so that nobody is asked.
      await page.evaluate(`document.querySelector('.back a').href = '/everything-is-green/settings/twilio'`);
      await page.evaluate(`document.querySelector('.back a').click()`);
      await page.locator('#twilio').waitFor();
      await page.locator('#twilio [name="auth_token"]').fill('a-secret');
      expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('a-secret');
      await page.locator('#twilio [name="auth_token"]').fill('');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.goto(at);
      expect(await tag.inputValue()).toBe('half typed');
      expect(await page.locator('form.unsaved').count()).toBe(1);
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.waitForFunction(`document.querySelector('form.unsaved') === null`);
      expect(await tag.inputValue()).toBe('sms-channel');
    });
  });

  test('put the keyboard where the problem is', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/forms-with-problems-keep-what-was-typed/settings/prices`);
      await page.locator('#prices-own-0:focus').waitFor();
    });
  });
});

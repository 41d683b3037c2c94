// Opens the pages of texts in a real browser: everybody can read them, at every width.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { contentPolicy } from '../../src/http/middleware/protect-pages.ts';
import { textExamples } from '../../src/views/texts/examples.ts';
import { AccessibilityCheck } from '../support/browser/accessibility.ts';
import { describeInBrowser, launchBrowser } from '../support/browser/browser.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';

const pictures = path.resolve('artefacts/browser');
const assets = path.resolve('src/views/page/assets');
const slug = (name: string) => name.replaceAll(/\W+/g, '-');
const pages = new Map(Object.entries(textExamples).map(([name, draw]) => [slug(name), draw]));

function startServer(): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const [, asset, type] = /^\/assets\/(\w+\.(css|js))$/.exec(pathname) ?? [];
    const draw = pages.get(pathname.slice(1));
    if (asset !== undefined) {
      response.setHeader('content-type', type === 'css' ? 'text/css' : 'text/javascript');
      response.end(fs.readFileSync(path.join(assets, asset)));
    } else if (draw) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentPolicy });
      response.end(draw());
    } else response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describeInBrowser('the pages of texts', () => {
  let browser: Browser;
  let server: http.Server;
  let page: Page;

  beforeAll(async () => {
    fs.mkdirSync(pictures, { recursive: true });
    [browser, server] = await Promise.all([launchBrowser(), startServer()]);
    page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
    page.setDefaultTimeout(20_000);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });

  const open = (name: string) => page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${slug(name)}`);

  test('keep nobody out, and nothing wider than a phone', async () => {
    const check = new AccessibilityCheck();
    const faults: string[] = [];
    for (const name of ['a search', 'scheduled texts', 'dead letters', 'a text of unknown outcome', 'a long text']) {
      for (const width of [400, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await open(name);
        await page.screenshot({ path: path.join(pictures, `texts-${slug(name)}-${width}.png`), fullPage: true });
        const isWider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        if (isWider) faults.push(`${name} is wider than ${width}`);
      }
      faults.push(...(await check.faultsOf(page)).map((fault) => `${name}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});

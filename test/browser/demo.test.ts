import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startPage } from '../../src/simulator/page-server.ts';
import { createWorld, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { launchBrowser } from '../support/browser.ts';

const pictures = path.resolve('artefacts/browser');

describe('the demo in a real browser', () => {
  let browser: Browser;
  let world: World;
  let demo: { url: string; close(): Promise<void> };
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-browser-'));

  beforeAll(async () => {
    fs.mkdirSync(pictures, { recursive: true });
    browser = await launchBrowser();
    world = await createWorld({ database: { dataDir }, time: 'real' });
    const { intercom, twilio, ourNumber, serviceUrl, traffic } = world;
    demo = await startPage(
      { intercom, twilio, workspaceId: WORKSPACE_ID, ourNumber, serviceUrl, traffic },
      { port: 0 },
    );
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
    await world?.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  async function open(options: { width: number; height: number; dark?: boolean }): Promise<Page> {
    const { width, height, dark } = options;
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
    page.setDefaultTimeout(15_000);
    await page.goto(demo.url);
    return page;
  }

  const picture = (page: Page, name: string) => page.screenshot({ path: path.join(pictures, `${name}.png`) });

  test('a text appears in the inbox, its reply on the phone, and is shown as delivered', async () => {
    const page = await open({ width: 1440, height: 900 });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));

    await page.getByTestId('phone-input').fill('Is my order out? 😀');
    await page.getByTestId('phone-input').press('Enter');
    await page.getByTestId('conversation').first().click();
    await page.getByTestId('conversation-thread').getByText('Is my order out? 😀').waitFor();

    await page.getByTestId('reply-input').fill('Tomorrow, I promise.');
    await page.getByTestId('reply-input').press('Enter');
    await page.getByTestId('phone-thread').getByText('Tomorrow, I promise.').waitFor();
    await page.getByTestId('conversation-thread').getByTestId('message-state').getByText('Delivered').waitFor();

    await page
      .getByTestId('panel')
      .getByText(/Delivered · /)
      .waitFor();
    await picture(page, 'delivered');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a text to a number out of service is explained in the panel and in a note', async () => {
    const failing = world.twilio.text({ from: '+15005530005', to: world.ourNumber, body: 'Can you call me?' });
    expect(failing).toMatch(/^SM/);
    const page = await open({ width: 1440, height: 900 });
    await page.getByTestId('conversation').filter({ hasText: 'Can you call me?' }).click();
    await page.getByTestId('reply-input').fill('Calling now.');
    await page.getByTestId('reply-send').click();
    await page
      .getByTestId('conversation-thread')
      .getByText(/did not reach/)
      .waitFor();
    await page.getByTestId('panel').getByText('Not delivered · ', { exact: false }).waitFor();
    await picture(page, 'failed');
    await page.close();
  });

  test.each([
    ['phone-sized', { width: 400, height: 800 }],
    ['dark', { width: 1440, height: 900, dark: true }],
    ['tablet-sized', { width: 1024, height: 768 }],
  ])('the %s page shows all of itself without scrolling sideways', async (name, size) => {
    const page = await open(size);
    await page.getByTestId('phone-input').waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await picture(page, name);
    await page.close();
  });
});

// The gallery in a real browser: every state of the panel as the inbox draws it, measured.
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { systemClock } from '../../src/lib/clock.ts';
import { startPage } from '../../src/simulator/demo/server.ts';
import { type IntercomStandIn, startIntercom } from '../../src/simulator/intercom/server.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { startTwilio, type TwilioStandIn } from '../../src/simulator/twilio/server.ts';
import { examples, isFirst } from '../../src/views/panel/examples.ts';
import { AccessibilityCheck } from '../support/browser/accessibility.ts';
import { describeInBrowser, launchBrowser } from '../support/browser/browser.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';

const pictures = path.resolve('artefacts/browser');

interface Measured {
  name: string;
  height: number;
  problems: string[];
}

describeInBrowser('the gallery', () => {
  let browser: Browser;
  let intercom: IntercomStandIn;
  let twilio: TwilioStandIn;
  let demo: { url: string; close(): Promise<void> };

  beforeAll(async () => {
    fs.mkdirSync(pictures, { recursive: true });
    browser = await launchBrowser();
    const traffic = new Traffic();
    const secrets = { clientId: 'client', clientSecret: 'secret' };
    intercom = await startIntercom({ clock: systemClock, traffic, ...secrets, webhookBodies: 'html', searchLagMs: 0 });
    twilio = await startTwilio({ clock: systemClock, traffic });
    // The panels need no service: they are drawn from the examples.
    demo = await startPage(
      {
        ...{ intercom, twilio, traffic, serviceUrl: '', now: Date.now, setForward: async () => {} },
        places: [{ workspaceId: 'demo', name: 'Demo', accountSid: '' }],
      },
      { port: 0 },
    );
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
    await Promise.all([intercom?.close(), twilio?.close()]);
  });

  async function open(options: { width: number; dark?: boolean }): Promise<Page> {
    const colorScheme = options.dark ? 'dark' : 'light';
    const page = await browser.newPage({ viewport: { width: options.width, height: 900 }, colorScheme });
    page.setDefaultTimeout(20_000);
    await page.goto(`${demo.url}/gallery`);
    await page
      .locator('[data-testid="example"]:not([data-height="0"])')
      .nth(examples.length - 1)
      .waitFor();
    return page;
  }

  function measured(page: Page): Promise<Measured[]> {
    return page.getByTestId('example').evaluateAll((all) =>
      all.map((one) => ({
        name: one.getAttribute('data-name') ?? '',
        height: Number(one.getAttribute('data-height')),
        problems: [...one.querySelectorAll('.problem')].map((problem) => problem.textContent ?? ''),
      })),
    );
  }

  test('draws every example as a canvas that Intercom takes', async () => {
    const page = await open({ width: 1280 });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const drawn = await measured(page);
    expect(drawn.map(({ name }) => name).sort()).toEqual(examples.map(({ name }) => name).sort());
    expect(drawn.filter(({ problems }) => problems.length > 0)).toEqual([]);
    const first = new Set(examples.filter(({ state }) => isFirst(state)).map(({ name }) => name));
    expect(drawn.filter(({ name, height }) => first.has(name) && height > 400)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('shows what a click would send, and the JSON of a canvas', async () => {
    const page = await open({ width: 1280 });
    const example = page.locator('[data-name="an ordinary thread"]');
    await example.getByRole('button', { name: /^Write a text/ }).click();
    await example.getByText('sends write').waitFor();
    await example.getByText('JSON').click();
    await example.getByText('"stored_data"').waitFor();
    await page.getByPlaceholder('Find a state').fill('landline');
    expect(await page.getByTestId('example').count()).toBe(1);
    await page.close();
  });

  test('is accessible in every state, in light and in dark', async () => {
    const page = await open({ width: 1280 });
    expect(await new AccessibilityCheck().faultsOf(page)).toEqual([]);
    await page.close();
  });

  test.each([
    ['wide', { width: 1280 }],
    ['wide and dark', { width: 1280, dark: true }],
    ['narrow', { width: 400 }],
    ['narrow and dark', { width: 400, dark: true }],
  ])('shows all of itself on a %s page without scrolling sideways', async (name, size) => {
    const page = await open(size);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    // A picture of all would be too tall for the browser, so it has the first dozens.
    const clip = { x: 0, y: 0, width: size.width, height: 6_000 };
    await page.screenshot({
      path: path.join(pictures, `gallery-${name.replaceAll(' ', '-')}.png`),
      fullPage: true,
      clip,
    });
    await page.close();
  });
});

// npm run picture: plays a short story in the demo, and takes the picture of it that the README shows.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type RunningDemo, startDemo } from '../src/simulator/demo/demo.ts';
import { launchBrowser } from '../test/support/browser/browser.ts';

const FILE = path.resolve(import.meta.dirname, '../docs/images/demo.webp');
const SIZE = { width: 1440, height: 840 };
/** A README should come up at once. */
const MOST_BYTES = 200_000;
/** The longest way of a text, from the reply to “delivered” in the panel. */
const SETTLED_MS = 4_000;

const OTHERS = ['Can I move my appointment to Thursday?', 'Is size 42 in stock?', 'The code you sent does not work'];

async function main(): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-picture-'));
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const demo = await startDemo({ database: { dataDir }, timezone }, { port: 0 });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light', reducedMotion: 'reduce' });
    await page.addInitScript("localStorage.setItem('threadwire-guide-put-away', 'yes')");
    await page.goto(demo.url);
    await play(page, demo);
    const bytes = await asWebp(await browser.newPage(), await page.screenshot());
    fs.writeFileSync(FILE, bytes);
    if (bytes.length > MOST_BYTES)
      throw new Error(`The picture has ${bytes.length} bytes, and may have ${MOST_BYTES}.`);
    process.stdout.write(`${FILE}: ${bytes.length} bytes\n`);
  } finally {
    await browser.close();
    await demo.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Three customers wait, one is answered, and a text that failed stands in the panel with its cause. */
async function play(page: Page, { world }: RunningDemo): Promise<void> {
  for (const words of OTHERS) {
    await page.getByTestId('new-customer').click();
    await page.getByText('Text the business to begin.').waitFor();
    await texts(page, words);
  }
  world.twilio.fare('+16175550175', { errorCode: 30003 });
  await page.getByTestId('new-customer').click();
  await page.locator('[data-testid="phone"][data-number="+16175550175"]').waitFor();
  await texts(page, 'Hi! Where is my order? It should have been here on Friday.');
  await replies(page, 'Let me look. One moment, please.');
  await page.getByTestId('conversation-thread').getByText('did not reach').waitFor();
  world.twilio.fare('+16175550175', {});
  await page.getByTestId('panel').getByRole('button', { name: 'Try again' }).click();
  await page.getByTestId('phone-thread').getByText('Let me look.').waitFor();
  await replies(page, 'It left our warehouse this morning, and comes tomorrow before noon.');
  await page.getByTestId('phone-thread').getByText('It left our warehouse').waitFor();
  await texts(page, 'Great, thank you!');
  await wait(SETTLED_MS);
  await page.getByTestId('panel-refresh').click();
  await page.getByTestId('panel').getByText('Delivered').first().waitFor();
  await page.locator('body').click({ position: { x: 1, y: 1 } });
}

/** The browser draws the picture once more, since it can write the smaller format. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate<string, string>(
    async (source) => {
      const { document, createImageBitmap, fetch } = globalThis as unknown as BrowserWindow;
      const picture = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: picture.width, height: picture.height });
      canvas.getContext('2d').drawImage(picture, 0, 0);
      return canvas.toDataURL('image/webp', 0.92);
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** The part of a browser's window that is used here. */
interface BrowserWindow {
  fetch(url: string): Promise<{ blob(): Promise<unknown> }>;
  createImageBitmap(blob: unknown): Promise<{ width: number; height: number }>;
  document: {
    createElement(name: 'canvas'): {
      getContext(kind: '2d'): { drawImage(picture: unknown, x: number, y: number): void };
      toDataURL(type: string, quality: number): string;
    };
  };
}

async function texts(page: Page, words: string): Promise<void> {
  await page.getByTestId('phone-input').fill(words);
  await page.getByTestId('phone-send').click();
  await page.getByTestId('conversation-thread').getByText(words).waitFor();
}

async function replies(page: Page, words: string): Promise<void> {
  await page.getByTestId('reply-input').fill(words);
  await page.getByTestId('reply-send').click();
}

await main();

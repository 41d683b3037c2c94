// The demo's page in a real browser, with the whole world behind it on real time.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { addSecondWorkspace } from '../../src/simulator/page-second.ts';
import { startPage } from '../../src/simulator/page-server.ts';
import { createWorld, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { launchBrowser } from './browser.ts';
import { unpackSnapshot } from './databases.ts';

const pictures = path.resolve('artefacts/browser');

export interface Demo {
  world: World;
  open(view: { width: number; height: number; dark?: boolean; path?: string }): Promise<Page>;
  /** Kept as a test artefact. */
  picture(page: Page, name: string, options?: { fullPage: boolean }): Promise<void>;
  close(): Promise<void>;
}

export async function openDemo(): Promise<Demo> {
  fs.mkdirSync(pictures, { recursive: true });
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-browser-'));
  unpackSnapshot(dataDir);
  const browser = await launchBrowser();
  const world = await createWorld({
    database: { dataDir },
    time: 'real',
    ourNumbers: ['+14155550100', '+14155550101'],
  });
  const { intercom, twilio, ourNumber, serviceUrl, traffic } = world;
  addSecondWorkspace(world);
  const page = await startPage(
    { intercom, twilio, workspaceId: WORKSPACE_ID, ourNumber, serviceUrl, traffic },
    { port: 0 },
  );
  return {
    world,
    async open({ width, height, dark, path: at = '/' }) {
      const opened = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      opened.setDefaultTimeout(15_000);
      await opened.goto(new URL(at, page.url).href);
      return opened;
    },
    async picture(opened, name, options) {
      await opened.screenshot({ path: path.join(pictures, `${name}.png`), ...options });
    },
    async close() {
      await browser.close();
      await page.close();
      await world.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

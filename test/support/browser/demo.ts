// The demo's page in a real browser, with the whole world behind it on real time.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startDemo } from '../../../src/simulator/demo/demo.ts';
import type { World } from '../../../src/simulator/world.ts';
import { type DatabaseKind, freshDatabase } from '../database/databases.ts';
import { afterAll, beforeAll } from '../jest-globals.ts';
import { launchBrowser } from './browser.ts';

const pictures = path.resolve('artefacts/browser');

export interface Demo {
  world: World;
  open(view: { width: number; height: number; dark?: boolean; path?: string }): Promise<Page>;
  /** Takes a picture and keeps it as a test artefact. */
  picture(page: Page, name: string, options?: { fullPage: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** Starts one demo for all tests of a file or suite, on a server of its own or on one by URL. */
export function withDemo(kind: DatabaseKind): Demo {
  const demo = {} as Demo;
  beforeAll(
    async () => void Object.defineProperties(demo, Object.getOwnPropertyDescriptors(await openDemo(kind))),
    60_000,
  );
  afterAll(() => demo.close?.());
  return demo;
}

async function openDemo(kind: DatabaseKind): Promise<Demo> {
  fs.mkdirSync(pictures, { recursive: true });
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'threadwire-browser-'));
  const browser = await launchBrowser();
  const named = kind === 'by URL' ? await freshDatabase() : null;
  const demo = await startDemo({ database: named ? { url: named.url } : { dataDir } }, { port: 0 });
  return {
    get world() {
      return demo.world;
    },
    async open({ width, height, dark, path: at = '/' }) {
      const opened = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      opened.setDefaultTimeout(15_000);
      await opened.goto(new URL(at, demo.url).href);
      return opened;
    },
    async picture(opened, name, options) {
      await opened.screenshot({ path: path.join(pictures, `${name}.png`), ...options });
    },
    async close() {
      await browser.close();
      await demo.close();
      await named?.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

// A real headless browser, delivered by npm.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { describe } from '../jest-globals.ts';
import { findBrowser } from './browser-files.ts';

/** Calls home are switched off, since they would fail without a network. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const unwanted = [
  // Made for one page in one function call: a page that closes would take the browser along.
  '--single-process',
  '--no-zygote',
  // A real reader's browser does not have these flags, so it refuses more.
  '--disable-web-security',
  '--allow-running-insecure-content',
  // An emulated graphics card costs more than drawing without one.
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** Without a browser its tests are reported as skipped; in CI they fail with the reason. */
export const describeInBrowser =
  process.env.THREADWIRE_NO_BROWSER !== undefined && !process.env.CI ? describe.skip : describe;

export async function launchBrowser(): Promise<Browser> {
  const { program, environment } = await findBrowser();
  const args = [...chromium.args.filter((arg) => !unwanted.includes(arg)), ...quiet];
  return playwright.launch({ executablePath: program, args, env: environment });
}

// A real headless browser, delivered by npm.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { describe } from '../jest-globals.ts';
import { findBrowser } from './browser-files.ts';

/** Its calls home are switched off: they would only fail where there is no network. */
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
  // A browser of a real reader refuses what these let through.
  '--disable-web-security',
  '--allow-running-insecure-content',
  // An emulated graphics card costs more than drawing without one.
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** Where it cannot run, its tests are reported as not run; CI runs them, and they fail with the reason. */
export const describeInBrowser =
  process.env.THREADWIRE_NO_BROWSER !== undefined && !process.env.CI ? describe.skip : describe;

export async function launchBrowser(): Promise<Browser> {
  const { program, environment } = await findBrowser();
  const args = [...chromium.args.filter((arg) => !unwanted.includes(arg)), ...quiet];
  return playwright.launch({ executablePath: program, args, env: environment });
}

// A real headless browser, delivered by npm.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Its calls home are switched off: they would only fail where there is no network. */
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Made for one page in one function call: a page that closes would take the browser along. */
const unwanted = ['--single-process', '--no-zygote'];

export async function launchBrowser(): Promise<Browser> {
  const args = [...chromium.args.filter((arg) => !unwanted.includes(arg)), ...quiet];
  return playwright.launch({ executablePath: await chromium.executablePath(), args });
}

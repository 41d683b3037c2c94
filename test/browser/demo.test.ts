// The demo's page in a real browser: texts, replies, the panel and faults, and a page that everybody can read.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nextTime } from '../../src/simulator/demo/scene/night.ts';
import { AccessibilityCheck } from '../support/browser/accessibility.ts';
import { describeInBrowser } from '../support/browser/browser.ts';
import { withDemo } from '../support/browser/demo.ts';
import { expect, test } from '../support/jest-globals.ts';

describeInBrowser('the demo in a real browser', () => {
  const demo = withDemo('embedded');

  test('a text appears in the inbox, and its reply on the phone', async () => {
    const page = await demo.open({ width: 1440, height: 900 });
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
    expect(await page.getByTestId('message-state').count()).toBe(0);
    await page.getByTestId('as-in-intercom').click();
    await page.getByTestId('conversation-thread').getByTestId('message-state').getByText('Delivered').waitFor();
    await page.locator('[data-done="true"]').filter({ hasText: 'Reply' }).waitFor();

    await page
      .getByTestId('panel')
      .getByText(/Delivered · /)
      .waitFor();
    await demo.picture(page, 'delivered');
    expect(await new AccessibilityCheck().faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a failed text is explained in the panel and in a note', async () => {
    const failing = demo.world.twilio.text({
      from: '+15005530005',
      to: demo.world.ourNumber,
      body: 'Can you call me?',
    });
    expect(failing).toMatch(/^SM/);
    const page = await demo.open({ width: 1440, height: 900 });
    await page.getByTestId('conversation').filter({ hasText: 'Can you call me?' }).click();
    await page.getByTestId('reply-input').fill('Calling now.');
    await page.getByTestId('reply-send').click();
    await page
      .getByTestId('conversation-thread')
      .getByText(/did not reach/)
      .waitFor();
    await page.getByTestId('panel').getByText('Not delivered · ', { exact: false }).waitFor();
    await demo.picture(page, 'failed');
    await page.getByTestId('wire-toggle').click();
    await page.getByTestId('wire-conversation').click();
    await page.getByTestId('wire-line').filter({ hasText: 'undelivered' }).click();
    await page.getByTestId('wire-detail').getByText('x-twilio-signature').waitFor();
    expect(await new AccessibilityCheck().faultsOf(page)).toEqual([]);
    await page.close();
  });

  test('a text that Twilio refuses is no longer shown as waiting', async () => {
    demo.world.twilio.text({ from: '+15005550004', to: demo.world.ourNumber, body: 'Still open today?' });
    const page = await demo.open({ width: 1440, height: 900 });
    await page.getByTestId('conversation').filter({ hasText: 'Still open today?' }).click();
    expect(await page.getByTestId('phone').getAttribute('data-number')).toBe('+15005550004');
    await page.getByTestId('as-in-intercom').click();
    await page.getByTestId('reply-input').fill('Until six.');
    await page.getByTestId('reply-send').click();
    const thread = page.getByTestId('conversation-thread');
    await thread.getByText('The customer has opted out of texts from your number.', { exact: false }).waitFor();
    await thread.getByTestId('message-state').getByText('Not texted: a note says why').waitFor();
    await page.close();
  });

  test('a pasted line texts, and a Series branches', async () => {
    const { world } = demo;
    await world.setForward(nextTime(world.now(), 'UTC', 'night') - world.now());
    const page = await demo.open({ width: 1440, height: 900, path: '/automate' });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.getByTestId('night').getByRole('button', { name: 'Make it morning' }).click();
    await page.getByTestId('night').waitFor({ state: 'detached' });
    const line = await page.getByTestId('line').first().innerText();
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    expect(JSON.parse(stdout)).toMatchObject({ text_id: expect.any(String) });
    await page.getByTestId('series-companies').selectOption('3');
    await page.getByTestId('series-enter').click();
    await page.locator('[data-branch="yes"]').waitFor();
    await page.getByText('3 requests, one text.').waitFor();
    expect(demo.world.workspace.tags().map(({ name }) => name)).toContain('Welcomed by SMS');
    // The pretend system outside heard of the texts, and hears again what it failed at.
    await page.locator('[data-testid="heard"][data-answered="204"]').first().waitFor();
    await page.getByTestId('outside-fail').click();
    await page.getByTestId('outside-replay').click();
    await page.locator('[data-testid="heard"][data-answered="500"]').first().waitFor();
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await demo.picture(page, 'automate', { fullPage: true });
    expect(await new AccessibilityCheck().faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a stored text says how often it was tried', async () => {
    const page = await demo.open({ width: 1440, height: 1000 });
    await page.getByTestId('fault-intercom-down').click();
    await page.getByTestId('phone-input').fill('Anybody?');
    await page.getByTestId('phone-send').click();
    await page
      .getByTestId('service')
      .getByText(/^1 text in, not in the inbox yet: try 2 in [12] s$/)
      .waitFor();
    await page.close();
  });

  test('a reset begins again', async () => {
    const page = await demo.open({ width: 1440, height: 900 });
    await page.getByTestId('reset').click();
    await page.getByTestId('reset').click();
    await page.getByText('No conversations yet.').waitFor();
    await page.close();
  });

  test('a busy morning fills the inbox, and the settings stand beside it', async () => {
    const page = await demo.open({ width: 1440, height: 900 });
    await page.getByTestId('morning').click();
    await page.getByTestId('conversation').nth(39).waitFor();
    await page.getByTestId('morning').getByText('Busy morning').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await demo.picture(page, 'morning');
    const [settings] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByTestId('settings-link').click(),
    ]);
    await settings.getByText('Theo, Owner').waitFor();
    await page.close();
  });

  test.each([
    ['phone-sized', { width: 400, height: 800 }],
    ['dark', { width: 1440, height: 900, dark: true }],
    ['tablet-sized', { width: 1024, height: 768 }],
  ])('the %s page shows all of itself without scrolling sideways', async (name, size) => {
    const page = await demo.open(size);
    await page.getByTestId('phone-input').waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await demo.picture(page, name);
    await page.close();
  });
});

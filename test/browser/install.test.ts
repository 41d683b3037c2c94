// An admin installs Threadwire in a real browser, up to a number that can be texted.
import { SECOND } from '../../src/simulator/demo/scene/second-workspace.ts';
import { AccessibilityCheck } from '../support/browser/accessibility.ts';
import { describeInBrowser } from '../support/browser/browser.ts';
import { withDemo } from '../support/browser/demo.ts';
import { allows, choosesNumber, connectsTwilio, goesBack, sendsTest } from '../support/installing.ts';
import { expect, test } from '../support/jest-globals.ts';

describeInBrowser('installing in a real browser', () => {
  const demo = withDemo('by URL');

  test('leads from the install button to the first delivered text', async () => {
    const page = await demo.open({ width: 1280, height: 900 });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.getByTestId('second-link').click();
    await page.getByTestId('install').waitFor();
    await page.locator('[data-step="installed"][data-done="false"]').waitFor();
    const check = new AccessibilityCheck();
    expect(await check.faultsOf(page)).toEqual([]);
    await page.getByTestId('install').click();
    await page.getByText('wants to connect').first().waitFor();
    expect(await check.faultsOf(page)).toEqual([]);
    await allows(page, SECOND);
    await demo.picture(page, 'install-fresh');
    await connectsTwilio(page, SECOND);
    await choosesNumber(page);
    await demo.picture(page, 'install-numbers');
    await sendsTest(page, '(415) 555-0132');
    // Nobody loads the page again: the step ticks by itself.
    await page.getByText('Delivered to (415) 555-0132').first().waitFor();
    await demo.picture(page, 'install-done');
    expect(demo.world.twilio.phone('+14155550132').map((text) => text.body)).toEqual([
      'Hello from Second Company: texts from Intercom reach this phone.',
    ]);
    await goesBack(page);
    await page.getByRole('link', { name: 'Back to the demo' }).click();
    await page.getByTestId('settings-link').nth(1).waitFor();
    await page.goto(`${new URL(page.url()).origin}/second`);
    await page.locator('[data-done="true"]').nth(3).waitFor();
    expect(await check.faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('leads on to the inbox, where texts come and go', async () => {
    const page = await demo.open({ width: 1280, height: 900, path: '/second' });
    await page.getByTestId('second-inbox').click();
    await page.getByTestId('phone-thread').getByText('Hello from Second Company').waitFor();
    await page.getByTestId('phone-input').fill('Is this Second Company?');
    await page.getByTestId('phone-input').press('Enter');
    await page.getByTestId('conversation').filter({ hasText: 'Is this Second Company?' }).click();
    await page.getByTestId('reply-input').fill('It is.');
    await page.getByTestId('reply-input').press('Enter');
    await page.getByTestId('phone-thread').getByText('It is.').waitFor();
    await page.getByTestId('as-in-intercom').click();
    await page.getByTestId('conversation-thread').getByTestId('message-state').getByText('Delivered').waitFor();
    await demo.picture(page, 'second-workspace');
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await demo.picture(page, 'second-workspace-phone-sized');
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await new AccessibilityCheck().faultsOf(page)).toEqual([]);
    await page.getByTestId('workspace').filter({ hasText: 'Example Company' }).click();
    await page.getByText('No conversations yet.').waitFor();
    expect(await page.getByTestId('phone-message').count()).toBe(0);
    await page.close();
  });
});

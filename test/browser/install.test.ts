import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SECOND } from '../../src/simulator/page-second.ts';
import { AccessibilityCheck } from '../support/accessibility.ts';
import { type Demo, openDemo } from '../support/demo.ts';
import { allows, choosesNumber, connectsTwilio, goesBack, sendsTest } from '../support/installing.ts';
import { until } from '../support/until.ts';

describe('installing in a real browser', () => {
  let demo: Demo;

  beforeAll(async () => {
    demo = await openDemo();
  }, 60_000);

  afterAll(() => demo?.close());

  test('leads from the install button to the first delivered text, without a manual', async () => {
    const page = await demo.open({ width: 1280, height: 900 });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.getByTestId('second-link').click();
    await page.getByTestId('install').waitFor();
    expect(await new AccessibilityCheck().faultsOf(page)).toEqual([]);
    await page.getByTestId('install').click();
    await allows(page, SECOND);
    await demo.picture(page, 'install-fresh');
    await connectsTwilio(page, SECOND);
    await choosesNumber(page);
    await demo.picture(page, 'install-numbers');
    await sendsTest(page, '(415) 555-0132');
    await until('the test text is shown as delivered', async () => {
      await page.goto(`${demo.world.serviceUrl}/settings`);
      return page.getByText('Delivered to (415) 555-0132').first().isVisible();
    });
    await demo.picture(page, 'install-done');
    expect(demo.world.twilio.phone('+14155550132').map((text) => text.body)).toEqual([
      'Hello from Second Company: texts from Intercom reach this phone.',
    ]);
    await goesBack(page);
    expect(faults).toEqual([]);
    await page.close();
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SECOND } from '../../src/simulator/page-second.ts';
import { type Demo, openDemo } from '../support/demo.ts';
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
    await page.getByTestId('install').click();
    await page.getByText('wants to connect').first().waitFor();
    await page.locator(`input[name="who"][value^="${SECOND.workspaceId}/"]`).first().check();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page
      .getByRole('heading', { name: /Second Company|Settings|Threadwire/ })
      .first()
      .waitFor();
    await demo.picture(page, 'install-fresh');

    await page.locator('#twilio input[name="account_sid"]').fill(SECOND.accountSid);
    await page.locator('#twilio input[name="auth_token"]').fill('wrong');
    await page.locator('#twilio button[value="save"]').click();
    await page.getByText('Twilio does not accept this Auth Token').first().waitFor();
    await demo.picture(page, 'install-wrong-token');
    await page.locator('#twilio input[name="auth_token"]').fill(SECOND.authToken);
    await page.locator('#twilio button[value="save"]').click();
    await page.getByText('Connected to').first().waitFor();

    await page.locator('#numbers input[type="checkbox"][name="number"]').first().check();
    await page.locator('#numbers button[value="set-webhooks"]').click();
    await page.getByText('come here from now on').first().waitFor();
    await demo.picture(page, 'install-numbers');

    await page.locator('form[action^="/settings/test"] input[name="to"]').fill('(415) 555-0132');
    await page.locator('form[action^="/settings/test"] button[value="send"]').click();
    await page.getByText('On its way').first().waitFor();
    await until('the test text is shown as delivered', async () => {
      await page.goto(`${demo.world.serviceUrl}/settings`);
      return page.getByText('Delivered to (415) 555-0132').first().isVisible();
    });
    await demo.picture(page, 'install-done');
    expect(demo.world.twilio.phone('+14155550132').map((text) => text.body)).toEqual([
      'Hello from Second Company: texts from Intercom reach this phone.',
    ]);
    expect(faults).toEqual([]);
    await page.close();
  });
});

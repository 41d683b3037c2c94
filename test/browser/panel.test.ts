// The panel in a real browser, at a conversation of the demo.
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser/browser.ts';
import { withDemo } from '../support/browser/demo.ts';
import { expect, test } from '../support/jest-globals.ts';
import { until } from '../support/until.ts';

describeInBrowser('the panel in a real browser', () => {
  const demo = withDemo('by URL');

  /** Opens the conversation of this customer's text. */
  async function openConversation(from: string, words: string): Promise<{ page: Page; panel: Locator }> {
    demo.world.twilio.text({ from, to: demo.world.ourNumber, body: words });
    const page = await demo.open({ width: 1440, height: 900 });
    await page.getByTestId('conversation').filter({ hasText: words }).click();
    const panel = page.getByTestId('panel');
    await panel.getByText(words.slice(0, 12)).waitFor();
    return { page, panel };
  }

  const button = (panel: Locator, name: string | RegExp) =>
    panel.getByTestId('panel-canvas').getByRole('button', { name, exact: typeof name === 'string' });

  test('a text is written, checked, fixed, sent and seen delivered', async () => {
    const rest = 'It left our warehouse this morning, and arrives today by six.';
    const { page, panel } = await openConversation('+14155550141', 'Is my order out?');
    await button(panel, /^Write a text/).click();
    await panel.getByLabel('Text', { exact: true }).fill(`It’s on its way… ${rest}`);
    await button(panel, 'Check length and price').click();
    await panel.getByText('with its special characters replaced it is 1 SMS', { exact: false }).waitFor();
    await demo.picture(page, 'panel-check');
    await button(panel, 'Replace special characters').click();
    await panel.getByText('of 160 characters', { exact: false }).waitFor();
    expect(await panel.getByLabel('Text', { exact: true }).inputValue()).toBe(`It's on its way... ${rest}`);
    await button(panel, 'Send').click();
    await panel.getByText('✅ Queued', { exact: false }).waitFor();
    await page.getByTestId('conversation-thread').getByText(`It's on its way... ${rest}`).waitFor();
    await until('the panel says that it was delivered', async () => {
      await button(panel, 'Refresh').click();
      return panel.getByText('Delivered · ', { exact: false }).isVisible();
    });
    await demo.picture(page, 'panel-sent');
    expect(demo.world.twilio.phone('+14155550141').map((text) => text.body)).toEqual([
      'Is my order out?',
      `It's on its way... ${rest}`,
    ]);
    await page.close();
  });

  test('a failed text is understood and sent again', async () => {
    const { page, panel } = await openConversation('+15005530003', 'Are you there?');
    await page.getByTestId('reply-input').fill('Yes, always.');
    await page.getByTestId('reply-send').click();
    await panel.getByText('phone is off, has no signal', { exact: false }).waitFor();
    await demo.picture(page, 'panel-failed');
    await button(panel, 'Try again').click();
    await panel.getByText('✅ Queued', { exact: false }).waitFor();
    await page
      .getByTestId('conversation-thread')
      .getByText('was sent again from the SMS panel', { exact: false })
      .waitFor();
    expect(demo.world.twilio.messages().filter((text) => text.body === 'Yes, always.')).toHaveLength(2);
    await page.close();
  });

  test('a text is scheduled and cancelled', async () => {
    const { page, panel } = await openConversation('+14155550142', 'Call me tomorrow');
    await button(panel, /^Write a text/).click();
    await panel.getByLabel('Text', { exact: true }).fill('Good morning!');
    await button(panel, 'Send later').click();
    await panel.getByText('In an hour', { exact: false }).waitFor();
    await demo.picture(page, 'panel-later');
    await button(panel, /^Tomorrow/).click();
    await demo.picture(page, 'panel-confirm');
    await button(panel, 'Schedule').click();
    await panel.getByText('✅ Scheduled', { exact: false }).waitFor();
    await button(panel, /Good morning/).click();
    await button(panel, 'Cancel text').click();
    await panel.getByText('✅ Cancelled', { exact: false }).waitFor();
    await button(panel, 'Undo').waitFor();
    expect(demo.world.twilio.messages().filter((text) => text.body === 'Good morning!')).toEqual([]);
    await page.close();
  });

  test('a customer is opted out by hand, and a reply is refused', async () => {
    const { page, panel } = await openConversation('+14155550143', 'Rather call me, please');
    await button(panel, /555-0143/).click();
    await button(panel, 'Opt out or resume').click();
    await panel.getByLabel('Reason').fill('Asked for it');
    await button(panel, 'Opt this number out').click();
    await panel.getByText(/Opted out since .*Asked for it/).waitFor();
    await demo.picture(page, 'panel-opted-out');
    await page.getByTestId('reply-input').fill('One more thing');
    await page.getByTestId('reply-send').click();
    await page
      .getByTestId('conversation-thread')
      .getByText('was opted out of texts by hand', { exact: false })
      .first()
      .waitFor();
    expect(demo.world.twilio.messages().filter((text) => text.body === 'One more thing')).toEqual([]);
    await page.close();
  });
});

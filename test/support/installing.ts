// The clicks by which an admin sets a workspace up in a browser, page by page.
import type { Page } from 'playwright-core';

/** Allows the app on Intercom's page, and comes back to the Overview. */
export async function allows(page: Page, { workspaceId }: { workspaceId: string }): Promise<void> {
  await page.getByText('wants to connect').first().waitFor();
  await page.locator(`input[name="who"][value^="${workspaceId}/"]`).first().check();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.locator('#set-up').waitFor();
}

/** Enters a wrong token first, since most people go wrong there. */
export async function connectsTwilio(
  page: Page,
  { accountSid, authToken }: { accountSid: string; authToken: string },
): Promise<void> {
  await page.locator('#set-up').getByRole('link', { name: 'Connect Twilio' }).click();
  await page.locator('#twilio input[name="account_sid"]').fill(accountSid);
  await page.locator('#twilio input[name="auth_token"]').fill('wrong');
  await page.locator('#twilio button[value="save"]').click();
  await page.getByText('Twilio does not accept this Auth Token').first().waitFor();
  await page.locator('#twilio input[name="auth_token"]').fill(authToken);
  await page.locator('#twilio button[value="save"]').click();
  await page.getByText('Connected to').first().waitFor();
}

export async function choosesNumber(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Phone numbers' }).click();
  await page.locator('#numbers input[type="checkbox"][name="number"]').first().check();
  await page.locator('#numbers button[value="set-webhooks"]').click();
  await page.getByText('come here from now on').first().waitFor();
}

export async function sendsTest(page: Page, to: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Overview' }).click();
  await page.locator('form[action^="/settings/test"] input[name="to"]').fill(to);
  await page.locator('form[action^="/settings/test"] button[value="send"]').click();
  await page.getByText('On its way').first().waitFor();
}

/** The last step: each agent pins the app, and the admin goes back to the page where the install began. */
export async function goesBack(page: Page): Promise<void> {
  await page.locator('#set-up').getByText('Edit Apps', { exact: true }).waitFor();
  await page.locator('#set-up').getByRole('link', { name: 'Back to Intercom' }).click();
  await page.getByText('You are back in the App Store.').waitFor();
}

// A workspace from its first day to its last, as its admin sees it in a real browser, while customers text.
import type { Browser, Page } from 'playwright-core';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { describeInBrowser, launchBrowser } from '../support/browser/browser.ts';
import { listHoldings, tablesThatHold } from '../support/database/stored.ts';
import { allows, choosesNumber, connectsTwilio, goesBack, sendsTest } from '../support/installing.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';
import { ACCOUNT, ACCOUNT_TOKEN, ELSEWHERE, NUMBER } from '../support/second-workspace.ts';
import { stage } from '../support/story.ts';

const DAY = 86_400_000;
const ID = 'harbour1';

interface Scene {
  world: World;
  workspace: SimulatedWorkspace;
  page: Page;
  mia: Customer;
}

let browser: Browser;

describeInBrowser('an admin in a real browser', () => {
  let scene: Scene;

  beforeAll(async () => {
    browser = await launchBrowser();
    scene = await installed();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await scene?.world.close();
  });

  test('installs, and texts go both ways', async () => {
    const { world, workspace, page, mia } = scene;
    expect(mia.sees()).toEqual(['Hello from Harbour Books: texts from Intercom reach this phone.']);
    await goesBack(page);
    mia.texts('Is my order out?', { to: NUMBER });
    await world.settle();
    reply(workspace, 'Tomorrow.');
    await world.pass(60_000);
    expect(mia.sees().at(-1)).toBe('Tomorrow.');
    expect(wordsIn(workspace)).toEqual(['Is my order out?', 'Tomorrow.']);
    expect(world.workspace.conversations()).toEqual([]);
  });

  test('a new install after a revoked token changes the token alone', async () => {
    const { world, workspace, page, mia } = scene;
    await page.goto(`${world.serviceUrl}/settings/templates/new`);
    await page.locator('#templates input[name="name"]').last().fill('Greeting');
    await page.locator('#templates textarea[name="body"]').last().fill('Ahoy');
    await page.locator('#templates button[value="save"]').last().click();
    await page.getByText('Saved.').first().waitFor();
    const said = wordsIn(workspace);
    const before = await everythingSet(world);
    workspace.revokeToken();
    mia.texts('Are you there?', { to: NUMBER });
    reply(workspace, 'Still there.');
    await world.pass(10_000);
    expect(wordsIn(workspace)).toEqual([...said, 'Still there.']);
    await page.goto(`${world.serviceUrl}/`);
    await page.getByText('Intercom does not let Threadwire in').first().waitFor();
    await page.locator('#set-up').getByRole('link', { name: 'Connect Intercom' }).click();
    await allows(page, { workspaceId: ID });
    await world.pass(60_000);
    expect(wordsIn(workspace)).toEqual([...said, 'Still there.', 'Are you there?']);
    expect(mia.sees().at(-1)).toBe('Still there.');
    const after = await everythingSet(world);
    expect(after.chosen).toEqual(before.chosen);
    expect(after.texted).toEqual(expect.arrayContaining(before.texted));
    expect(workspace.tokens()).toHaveLength(1);
  });

  test('no text is lost while the Auth Token is rotated', async () => {
    const { world, workspace, page, mia } = scene;
    const account = world.twilio.account(ACCOUNT);
    const said = wordsIn(workspace);
    const text = async (words: string) => {
      said.push(words);
      mia.texts(words, { to: NUMBER });
      await world.settle();
    };
    await text('Before');
    account.startRotation('the-next-auth-token');
    await text('Once there is a next one');
    await page.goto(`${world.serviceUrl}/settings/twilio`);
    await unfold(page);
    await page.locator('#twilio input[name="next_auth_token"]').fill('the-next-auth-token');
    await text('While it is typed');
    await page.locator('#twilio button[value="save"]').click();
    await page.getByText('Connected to').first().waitFor();
    await text('With both');
    account.finishRotation();
    await text('Signed with the next one');
    await page.locator('#twilio button[value="promote"]').click();
    await page.getByText('The next Auth Token is now the only one.').first().waitFor();
    reply(workspace, 'Answered with the next one.');
    await text('Afterwards');
    await world.pass(60_000);
    expect(mia.sees().at(-1)).toBe('Answered with the next one.');
    expect(wordsIn(workspace).filter((words) => words !== 'Answered with the next one.')).toEqual(said);
    expect((await listHoldings(world.app.ctx.database.owner)).filter(({ table }) => table === 'quarantine')).toEqual(
      [],
    );
  });

  test('an uninstall puts the webhook back, and leaves nothing after a month', async () => {
    const { world, workspace, page, mia } = scene;
    const said = wordsIn(workspace);
    expect(world.twilio.number(NUMBER).smsUrl).toContain(world.serviceUrl);
    const { owner } = world.app.ctx.database;
    workspace.uninstall();
    await world.settle();
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    await page.goto(`${world.serviceUrl}/settings`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const [kept] = (await listHoldings(owner)).filter(
      ({ table, workspaceId }) => table === 'workspaces' && workspaceId === ID,
    );
    for (const secret of ['intercom_token', 'twilio_auth_token', 'twilio_api_secret'])
      expect(kept?.row[secret]).toBeNull();

    await world.pass(29 * DAY);
    await page.goto(`${world.serviceUrl}/install`);
    await allows(page, { workspaceId: ID });
    await connectsTwilio(page, { accountSid: ACCOUNT, authToken: 'the-next-auth-token' });
    await choosesNumber(page);
    mia.texts('Are you back?', { to: NUMBER });
    await world.pass(2 * DAY);
    expect(wordsIn(workspace)).toEqual([...said, 'Are you back?']);

    workspace.uninstall();
    await world.pass(29 * DAY);
    expect(await tablesThatHold(owner, ID)).toContain('public.messages');
    await world.pass(2 * DAY);
    // The queue deletes its finished jobs an hour later.
    const left = async (trace: string) =>
      (await tablesThatHold(owner, trace)).filter((table) => table !== 'pgboss.job');
    for (const trace of [ID, mia.number, 'Is my order out?', 'Harbour Books']) expect(await left(trace)).toEqual([]);
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
  });
});

/** A workspace with an account of its own, set up page by page until its test text was delivered. */
async function installed(): Promise<Scene> {
  const { world } = await stage();
  const workspace = world.intercom.addWorkspace({ id: ID, name: 'Harbour Books', timezone: 'Europe/London' });
  world.twilio.addAccount({ sid: ACCOUNT, authToken: ACCOUNT_TOKEN });
  world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: NUMBER, smsUrl: ELSEWHERE });
  const mia = new Customer(world, '+14155550188');
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  await page.goto(`${world.serviceUrl}/install`);
  await allows(page, { workspaceId: ID });
  await connectsTwilio(page, { accountSid: ACCOUNT, authToken: ACCOUNT_TOKEN });
  await choosesNumber(page);
  await sendsTest(page, mia.number);
  await world.pass(60_000);
  await page.goto(`${world.serviceUrl}/`);
  await page.getByText('Delivered to (415) 555-0188').first().waitFor();
  return { world, workspace, page, mia };
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
}

function reply(workspace: SimulatedWorkspace, words: string): void {
  const [conversation] = workspace.conversations();
  workspace.reply(conversation?.id ?? '', { html: `<p>${words}</p>`, adminId: workspace.admins[0]?.id ?? '' });
}

/** The words of its only conversation, without markup. */
function wordsIn(workspace: SimulatedWorkspace): string[] {
  const conversations = workspace.conversations();
  expect(conversations).toHaveLength(1);
  const said = workspace.parts(conversations[0]?.id ?? '').filter(({ body }) => body !== null && body !== '');
  return said.map(({ body }) => String(body).replace(/<[^>]+>/g, ''));
}

/** The settings, members and texts of a workspace, without its token, sign-in times and evidence. */
async function everythingSet(world: World): Promise<{ chosen: unknown[]; texted: unknown[] }> {
  const holdings = await listHoldings(world.app.ctx.database.owner);
  const rowsOf = (...tables: string[]) => holdings.filter(({ table }) => tables.includes(table)).map(({ row }) => row);
  const chosen = rowsOf('workspaces', 'senders', 'templates', 'api_keys', 'members', 'consents');
  return {
    chosen: chosen.map(
      ({ intercom_token: _, attribute_style: __, updated_at: ___, signed_in_at: ____, ...rest }) => rest,
    ),
    texted: rowsOf('messages'),
  };
}

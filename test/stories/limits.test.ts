// Limits of a day: what goes over one waits for an admin, in its order; some numbers are not texted at all.
import { within } from '../../src/services/context.ts';
import { learnCountries } from '../../src/services/settings/learn-countries.ts';
import { releaseHeldTexts } from '../../src/services/settings/release-held.ts';
import { textNumber } from '../../src/services/texts/text-number.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { changeStored, chooseSettings, storedHistory } from '../support/database/stored.ts';
import { expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages, notesOf, sentTo } from '../support/story.ts';

closeStages();

test('texts over a limit wait until an admin lets them go', async () => {
  const { world, maya, theo } = await begin();
  await chooseSettings(world, { dailyTexts: 2 });
  for (const words of ['One', 'Two', 'Three', 'Four']) theo.replies(words);
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['One', 'Two']);
  expect(notesOf({ theo })).toEqual([
    'note: Threadwire: The daily limit for texts to the United States was reached. A text to (415) 555-0132 waits until an admin lets it go in the Threadwire settings, under Limits. Further texts there wait, too.',
  ]);

  // Agents read it before they write.
  const panel = await theo.opensPanel();
  expect(panel.reads().join('\n')).toContain(
    'The daily limit for texts to the United States was reached. Your texts there wait',
  );
  await panel.clicks(/^Write a text/);
  expect(panel.reads().join('\n')).toContain('Your texts there wait until an admin lets them go.');
  await panel.types('Text', 'Five').clicks('Send');
  expect(panel.reads().join('\n')).toContain('Waiting: the daily limit was reached.');
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['One', 'Two']);

  const admin = await signIn(world);
  await admin.goes('/');
  admin.says('The daily limit for texts to the United States was reached').says('3 texts wait since');
  await admin.goes('/settings/limits');
  admin.says('3 texts wait since').says('Today: 2 of 2 SMS').says('Raise today’s limit to 4 SMS');
  const raise = { country: 'US', raised: '0', do: 'raise' };
  await admin.sends('/settings/held', raise);
  admin.says('3 texts go to the United States now.');
  theo.replies('Six');
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['One', 'Two', 'Three', 'Four']);

  // The same click again raises nothing; ending the limit for the day lets everything go.
  await admin.goes('/settings/limits');
  admin.says('2 texts wait since').says('Today: 4 of 4 SMS');
  await admin.sends('/settings/held', { ...raise, raised: '1', do: 'lift' });
  await world.pass(5_000);
  expect(sentTo(world, maya)).toEqual(['One', 'Two', 'Three', 'Four', 'Five', 'Six']);
  expect((await storedHistory(world, WORKSPACE_ID)).join(' ')).toContain(
    'Raised the limit of the day for texts to the United States: 3',
  );
});

test('one text alone is let go or cancelled, past others that wait', async () => {
  const { world, maya, theo } = await begin();
  await chooseSettings(world, { countryLimits: { US: { segments: 1, money: null } } });
  for (const words of ['One', 'Two', 'Three', 'Four']) theo.replies(words);
  await world.settle();
  const admin = await signIn(world);
  await admin.goes(`${world.serviceUrl}/texts/held`);
  const paths = ['Two', 'Three'].map(
    (words) => new RegExp(`href="(/texts/[\\w-]{36})"[^>]*><bdi>${words}`).exec(admin.page.html)?.[1] ?? '',
  );
  await admin.goes(`${world.serviceUrl}${paths[1]}`);
  admin.says('Waits: daily limit reached').says('Let it go now');
  await admin.sends(paths[1] ?? '', { do: 'release' });
  admin.says('Sent on its way, whatever the limit is.');
  await admin.sends(paths[1] ?? '', { do: 'release' });
  admin.says('It is held no longer');
  await admin.sends(paths[0] ?? '', { do: 'cancel' });
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['One', 'Three']);

  // The next day has room again, and nobody passes the text that still waits.
  await world.pass(16 * 3_600_000);
  theo.replies('Tomorrow');
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['One', 'Three']);
  const ctx = within(world.app.ctx, WORKSPACE_ID);
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const raise = { do: 'release-held', country: 'US', how: 'raise', raised: 0 } as const;
  for (const _click of [1, 2]) await releaseHeldTexts(ctx, { workspace, adminId: null }, raise);
  await world.pass(5_000);
  expect(sentTo(world, maya)).toEqual(['One', 'Three', 'Four', 'Tomorrow']);
});

test('a country that nobody allowed is answered, and not texted first', async () => {
  const { world } = await begin();
  const { app } = world;
  const ctx = within(app.ctx, WORKSPACE_ID);
  const texting = async (to: string, body = 'Bonjour') => {
    const workspace = await app.ctx.workspaces.get(WORKSPACE_ID);
    return textNumber(ctx, workspace, { to, body, sender: null });
  };
  expect(await texting('+33612345678')).toMatchObject({ ok: false, problem: { by: { kind: 'country-closed' } } });
  expect(await texting('+19005551234')).toMatchObject({ ok: false, problem: { kind: 'typed-number' } });
  await chooseSettings(world, { allowedCountries: ['FR'], segmentCap: 1 });
  expect(await texting('+33612345678')).toMatchObject({ ok: true });
  expect(await texting('+33612345678', 'x'.repeat(200))).toMatchObject({ ok: false });
});

test('a workspace of before learns the countries that it texted', async () => {
  const { world } = await begin();
  await chooseSettings(world, { allowedCountries: ['CA'] });
  const { app } = world;
  const ctx = within(app.ctx, WORKSPACE_ID);
  await changeStored(world, { state: { learnsCountries: true } });
  const texting = async (to: string) =>
    textNumber(ctx, (await app.ctx.workspaces.find(WORKSPACE_ID, 0)) ?? fail(), { to, body: 'Bonjour', sender: null });
  expect(await texting('+33612345678')).toMatchObject({ ok: true });
  await learnCountries(ctx, { workspaceId: WORKSPACE_ID });
  expect(await texting('+33612345679')).toMatchObject({ ok: true });
  expect(await texting('+447700900123')).toMatchObject({ ok: false, problem: { by: { kind: 'country-closed' } } });
  expect((await storedHistory(world, WORKSPACE_ID)).join(' ')).toContain(
    'Changed the countries that may be texted to those of your numbers and Canada and France',
  );
});

function fail(): never {
  throw new Error('The workspace is gone.');
}

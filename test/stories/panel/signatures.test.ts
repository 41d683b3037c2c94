// Agents' texts end with their signature, where the workspace signs them.
import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { chooseSettings, storedTexts } from '../../support/database/stored.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { begin, closeStages, stage } from '../../support/story.ts';

closeStages();

test('a signature ends agents’ texts, and no bot’s', async () => {
  const { world, maya, theo } = await begin();
  await chooseSettings(world, { signTexts: true, botReplies: 'always' });
  theo.replies('It is on its way.');
  await world.settle();
  expect(maya.sees()).toEqual(['It is on its way.\n- Theo']);
  expect(theo.sees().at(-1)).toBe('admin: It is on its way.');

  const panel = await theo.isWriting('See you at nine.');
  await panel.clicks('Check length and price');
  expect(panel.words()).toContain('Ends with “- Theo”.');
  const before = panel.words();
  await panel.clicks('Your signature');
  await panel.types('Signature', '- Theo, Support ').clicks('Save signature');
  expect(panel.reads()[0]).toContain('Saved: your texts end with “- Theo, Support”.');
  await panel.clicks('Check length and price');
  expect(panel.value('Text')).toBe('See you at nine.');
  expect(panel.words()).not.toBe(before);
  await panel.clicks('Send');
  await world.settle();
  expect(maya.sees().at(-1)).toBe('See you at nine.\n- Theo, Support');
  expect(theo.sees().at(-1)).toBe('admin: See you at nine.');
  world.workspace.botReply(theo.conversation().id, { html: '<p>We are closed.</p>' });
  await world.settle();
  expect(maya.sees().at(-1)).toBe('We are closed.');
});

test('a text that waited or failed is signed once', async () => {
  const { world, maya, theo } = await stage();
  await chooseSettings(world, { signTexts: true });
  new Customer(world, magicNumberFor(30003)).texts('Hello?');
  await world.settle();
  theo.replies('Are you in?');
  await world.pass(60_000);
  const panel = await theo.opensPanel();
  await panel.clicks('Try again');
  await world.settle();
  expect((await storedTexts(world)).map(({ body }) => body)).toEqual(Array(2).fill('Are you in?\n- Theo'));
  maya.texts('Is my order out?');
  await world.settle();
  await chooseSettings(world, { isPaused: true });
  theo.replies('Still there?');
  await world.pass(10 * 60_000);
  await chooseSettings(world, { isPaused: false });
  await world.pass(10 * 60_000);
  expect(maya.sees().at(-1)).toBe('Still there?\n- Theo');
});

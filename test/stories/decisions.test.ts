// Every text tells why it went, was stopped, or stands where it does, and which words of the customer it rests on.
import { queue, stored } from '../support/database/decisions.ts';
import { expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages } from '../support/story.ts';

closeStages();

test('a text tells why it went, and why it stands there', async () => {
  const { world, maya, theo } = await begin();
  theo.replies('On its way');
  await world.settle();
  maya.texts('Thanks');
  await world.settle();
  const visitor = await signIn(world);
  const page = async (body: string) => visitor.goes(`${world.serviceUrl}/texts/${(await stored(world, body)).id}`);
  await page('Is my order out?');
  visitor.says(/Why it stands there Matched to .*nobody in Intercom had the number, so a new contact was made\./);
  visitor.says('Started a new conversation: there was none before.');
  await page('Thanks');
  visitor.says('Joined the conversation because it was open.').says(/we knew the number as theirs/);
  await page('On its way');
  visitor.says('Allowed: the customer has not opted out.');
  visitor.says(/Sent from \(415\) 555-0100, the number of this conversation\. Cost of 1 SMS: /);
  const panel = await theo.opensPanel();
  await panel.clicks(/On its way/);
  expect(panel.words()).toMatch(/Why it went this way\W+Allowed: the customer has not opted out\./);

  maya.texts('Stop.');
  await world.settle();
  theo.replies('Still there?');
  await world.settle();
  expect(await stored(world, 'Still there?')).toMatchObject({ words: 'Stop.', answered: 'On its way' });
  await page('Still there?');
  visitor.says(/Not sent: opted out\. Texted a stop word that Twilio does not know .*“Stop\.”/);
});

test('marketing waits for an opt-in, and automation rests on a late text', async () => {
  const { world, maya } = await begin();
  expect(await queue(world, 'marketing')).toBe('not-opted-in');
  expect(await stored(world, 'Some marketing')).toMatchObject({
    purpose: 'marketing',
    evidence_id: null,
    trace: [{ kind: 'refused', reason: 'not-opted-in', by: 'no-opt-in', at: null }],
  });
  expect(await queue(world, 'transactional')).toBe('queued');
  expect((await stored(world, 'Some transactional')).words).toBe('Is my order out?');
  await world.pass(31 * 86_400_000);
  expect(await queue(world, 'transactional')).toBe('queued');
  expect((await stored(world, 'Some transactional')).words).toBeNull();
  maya.texts('Comenzar');
  await world.settle();
  expect(await queue(world, 'marketing')).toBe('queued');
  expect((await stored(world, 'Some marketing')).words).toBe('Comenzar');
  const visitor = await signIn(world);
  await visitor.goes(`${world.serviceUrl}/consents?state=opted-in`);
  visitor.says(/\(415\) 555-0132 Opted in Texted a start word/);
  maya.texts('ARRET');
  await world.settle();
  for (const purpose of ['conversation', 'transactional', 'marketing'] as const)
    expect(await queue(world, purpose)).toBe('opted-out');
});

// The pages of texts, as admins and agents use them: find a text, see what became of it, and do something about it.
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { chooseSettings, storedHistory } from '../support/database/stored.ts';
import { refusedWith } from '../support/intercom-refusals.ts';
import { expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages, sentTo } from '../support/story.ts';
import { Visitor } from '../support/visitor.ts';

closeStages();

/** The address of the page of a text, by its words in a list. */
async function pageOf(visitor: Visitor, list: string, words: string): Promise<string> {
  await visitor.goes(list);
  const [, path] = new RegExp(`href="(/texts/[\\w-]{36})"[^>]*><bdi>${words}`).exec(visitor.page.html) ?? [];
  if (path === undefined) throw new Error(`No text is listed with ${words}: ${visitor.words().slice(0, 600)}`);
  return path;
}

const at = (world: World, path: string) => `${world.serviceUrl}${path}`;

test('an admin finds, cancels and sends texts, and everybody is told', async () => {
  const { world, maya, theo } = await begin();
  await chooseSettings(world, { isPaused: true });
  theo.replies('Your parcel waits');
  await world.settle();
  const admin = await signIn(world);
  const waiting = await pageOf(admin, at(world, '/texts/scheduled'), 'Your parcel');
  await admin.goes(at(world, waiting));
  admin.says('Waiting to be sent');
  const other = admin.tab();
  await other.goes(at(world, waiting));
  await admin.sends(waiting, { do: 'cancel' });
  admin.says('Cancelled: the text is not sent.').says(/Cancelled by \w+/);
  await other.sends(waiting, { do: 'cancel' });
  other.says('It is too late to cancel it');
  await chooseSettings(world, { isPaused: false });
  await world.pass(60_000);
  expect(sentTo(world, maya)).toEqual([]);
  expect(theo.sees().at(-1)).toMatch(/note: Threadwire: This reply to \(415\) 555-0132 was cancelled by \w+/);

  await admin.goes(at(world, '/texts/held'));
  admin.says('Held back 1').says('Cancelled');
  await admin.goes(at(world, waiting));
  await other.goes(at(world, waiting));
  await Promise.all([admin.sends(waiting, { do: 'again' }), other.sends(waiting, { do: 'again' })]);
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['Your parcel waits']);
  await admin.goes(at(world, waiting));
  admin.says(/Sent again by \w+ ?: the new text/).says('It was sent again already.');
  expect(await storedHistory(world, WORKSPACE_ID)).toEqual(
    expect.arrayContaining(['Cancelled a text.', 'Sent a text again.']),
  );

  await admin.goes(at(world, '/texts?q=0132&state=delivered'));
  admin.says('Your parcel waits');
  await admin.goes(at(world, '/texts?q=parcel+nothing'));
  admin.says('No text meets these conditions.');
});

test('signing in leads an agent to the text', async () => {
  const { world, theo } = await begin();
  theo.replies('It left today');
  await world.settle();
  const owner = await signIn(world);
  const path = await pageOf(owner, at(world, '/texts'), 'It left');
  const agent = new Visitor();
  await agent.goes(at(world, path));
  expect(agent.page.status).toBe(401);
  await signIn(world, 1, { visitor: agent });
  expect(new URL(agent.page.url).pathname).toBe(path);
  agent.says('It left today').says('Delivered');
  await agent.posts(at(world, path), { csrf: agent.fieldsOf('/sign-out')['csrf'] ?? '', do: 'again' });
  expect(agent.page.status).toBe(401);
  // Only a page of ours is kept.
  const stranger = new Visitor();
  await stranger.goes(`${world.serviceUrl}//example.com/texts`);
  await signIn(world, 1, { visitor: stranger });
  expect(new URL(stranger.page.url).pathname).toBe('/');
});

test('a dead letter is tried again once', async () => {
  const { world, maya, theo } = await begin();
  const refused = refusedWith(422, 'parameter_invalid', 'No');
  world.intercom.faults.add({ method: 'POST', path: /\/reply$/, ...refused, times: 1 });
  maya.texts('It is number 7.');
  await world.settle();
  const admin = await signIn(world);
  await admin.goes(at(world, '/texts/dead-letters'));
  admin.says('Put a customer’s text into Intercom').says('Dead letters 1');
  const [, path = ''] = /action="(\/texts\/dead-letters\/[\w-]+)"/.exec(admin.page.html) ?? [];
  const other = admin.tab();
  await other.goes(at(world, '/texts/dead-letters'));
  await admin.sends(path, { do: 'try-again' });
  admin.says('It is tried again now.').says('No work was given up.');
  await other.sends(path, { do: 'drop' });
  other.says('Somebody else tried it again or dropped it before you.');
  await world.settle();
  expect(theo.sees()).toContain('customer: It is number 7.');
});

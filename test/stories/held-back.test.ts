// A reply that was refused after a STOP is kept, and can be sent once the customer texts START.
import { storedTexts } from '../support/database/stored.ts';
import { expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, sentTo } from '../support/story.ts';

closeStages();

test('a reply refused after a STOP can be sent after a START', async () => {
  const { world, maya, theo } = await begin();
  maya.texts('STOP');
  await world.settle();
  theo.replies('Your parcel is here');
  await world.settle();
  expect(await storedTexts(world)).toMatchObject([{ body: 'Your parcel is here', state: 'refused', sid: null }]);
  expect(await theo.readsPanel()).not.toContain('Send it now');

  maya.texts('START');
  await world.settle();
  expect(theo.sees().at(-1)).toContain(
    '1 reply was held back. If the customer still needs it, open the SMS panel: Send it now.',
  );
  expect(sentTo(world, maya)).toEqual([]);

  const panel = await theo.opensPanel();
  await panel.clicks('Send it now');
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['Your parcel is here']);
  expect(await theo.readsPanel()).not.toContain('Send it now');

  // Nothing is left for a second START.
  for (const word of ['STOP', 'START']) {
    maya.texts(word);
    await world.settle();
  }
  expect(theo.sees().at(-1)).not.toContain('held back');
});

test('a held-back reply that is deleted meanwhile is not offered', async () => {
  const { world, maya, theo } = await begin();
  maya.texts('STOP');
  await world.settle();
  const partId = theo.replies('Never mind');
  await world.settle();
  world.workspace.redact(theo.conversation().id, partId);
  await world.settle();
  maya.texts('START');
  await world.settle();
  expect(theo.sees().at(-1)).not.toContain('held back');
  expect(await theo.readsPanel()).not.toContain('Send it now');
});

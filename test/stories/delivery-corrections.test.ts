// A text that failed by one report and arrived by another: notes say both, and each once.

import { storedStates, storedTexts } from '../support/database/stored.ts';
import { postStatus } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { repliesInSilence } from '../support/silent-replies.ts';
import { begin, closeStages, manyWords, notesOf } from '../support/story.ts';

closeStages();

const unnamed = { sid: '' };
const ARRIVED = 'note: Threadwire: This reply reached (415) 555-0132 after all. You do not need to send it again.';

describe('a text that was reported twice', () => {
  test('a delivery corrects a failure, and a late failure changes nothing', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'failed', errorCode: 30008 });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await storedTexts(world);
    const ours = { messageId: text?.id, sid: text?.sid ?? '' };
    for (const state of ['failed', 'delivered', 'undelivered', 'sent', 'failed'])
      await postStatus(world, { ...ours, state });
    await world.settle();
    expect((await storedTexts(world)).map((one) => [one.state, one.errorCode])).toEqual([['delivered', null]]);
    expect(notesOf(cast)).toEqual([expect.stringMatching(/did not reach/), ARRIVED]);
  });

  test.each<[string, string[], string, ('failed' | 'arrived')[]]>([
    ['undelivered, then delivered', ['undelivered', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['failed, then delivered', ['failed', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['undelivered, then read', ['undelivered', 'read'], 'read', ['failed', 'arrived']],
    ['undelivered, delivered, read', ['undelivered', 'delivered', 'read'], 'read', ['failed', 'arrived']],
    ['each twice', ['undelivered', 'undelivered', 'delivered', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['back and forth', ['undelivered', 'delivered', 'failed', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['undelivered, then sent', ['undelivered', 'sent'], 'undelivered', ['failed']],
    ['failed, then undelivered', ['failed', 'undelivered'], 'undelivered', ['failed']],
    ['delivered, then undelivered', ['delivered', 'undelivered'], 'delivered', []],
    ['read, then failed', ['read', 'failed'], 'read', []],
  ])('%s: the state moves forward only, with one correction', async (_what, said, end, notes) => {
    const cast = await begin();
    const { world } = cast;
    const [ours = unnamed] = await repliesInSilence(cast);
    for (const state of said) expect(await postStatus(world, { ...ours, state })).toBe(204);
    await world.settle();
    expect(await storedStates(world, 'out')).toEqual([end]);
    const told = { failed: expect.stringMatching(/did not reach/), arrived: ARRIVED };
    expect(notesOf(cast)).toEqual(notes.map((one) => told[one]));
  });

  test('a carrier reports a failure, and a delivery an hour later', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30008, arrivesAfter: 3_600_000 });
    theo.replies('Tomorrow.');
    await world.settle();
    expect(notesOf(cast)).toEqual([expect.stringMatching(/did not reach/)]);
    await world.pass(3_600_000);
    expect([notesOf(cast).at(-1), maya.sees()]).toEqual([ARRIVED, ['Tomorrow.']]);
  });

  test('statuses that come at the same moment are told once', async () => {
    const cast = await begin();
    const { world } = cast;
    const [ours = unnamed] = await repliesInSilence(cast);
    await postStatus(world, { ...ours, state: 'undelivered' });
    await Promise.all(
      ['delivered', 'undelivered', 'delivered', 'sent'].map((state) => postStatus(world, { ...ours, state })),
    );
    await world.settle();
    expect(notesOf(cast)).toEqual([expect.stringMatching(/did not reach/), ARRIVED]);
  });

  test('a text sent again meanwhile may be there twice', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30008 });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await storedTexts(world);
    world.twilio.fare(maya.number, {});
    await (await theo.opensPanel()).clicks('Try again');
    await world.settle();
    await postStatus(world, { messageId: text?.id, sid: text?.sid ?? '', state: 'delivered' });
    await world.settle();
    expect(notesOf(cast).at(-1)).toBe(
      'note: Threadwire: This reply reached (415) 555-0132 after all. It was also sent again from the SMS panel, so they may have it twice.',
    );
  });

  test('a long reply is corrected once no part is missing', async () => {
    const cast = await begin();
    const { world } = cast;
    const parts = await repliesInSilence(cast, manyWords(600));
    const countNotesAfter = async (no: number, state: string) => {
      await postStatus(world, { ...(parts[no - 1] ?? unnamed), state });
      await world.settle();
      return notesOf(cast).length;
    };
    expect(parts.length).toBeGreaterThan(2);
    expect(await countNotesAfter(1, 'undelivered')).toBe(1);
    expect(await countNotesAfter(2, 'undelivered')).toBe(1);
    expect(await countNotesAfter(2, 'delivered')).toBe(1);
    expect(await countNotesAfter(1, 'delivered')).toBe(2);
    expect(await countNotesAfter(3, 'undelivered')).toBe(3);
    expect(await countNotesAfter(3, 'delivered')).toBe(4);
    expect(notesOf(cast)).toEqual([
      expect.stringMatching(/^note: Threadwire: .*SMS 1 of \d of this reply did not reach/),
      expect.stringMatching(/^note: Threadwire: SMS 1 of \d of this reply reached .* after all/),
      expect.stringMatching(/^note: Threadwire: .*SMS 3 of \d of this reply did not reach/),
      expect.stringMatching(/^note: Threadwire: SMS 3 of \d of this reply reached .* after all/),
    ]);
  });
});

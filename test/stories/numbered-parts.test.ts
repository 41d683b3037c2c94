// The SMS of a long reply have numbers where the workspace wants it, and each waits for the one before.

import { Customer } from '../../src/simulator/people.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { chooseSettings, storedStates } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, type Cast, closeStages, notesOf } from '../support/story.ts';

closeStages();

const sending = /\/Messages\.json$/;
const send = { method: 'POST', path: sending } as const;
const long = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

async function numbered(): Promise<Cast> {
  const cast = await begin();
  await chooseSettings(cast.world, { numberParts: true });
  return cast;
}

const starts = ({ maya }: Cast) => maya.sees().map((text) => text.slice(0, 7));

describe('a reply that is too long for one text', () => {
  test('is cut without numbers where nobody chose otherwise, and no part waits', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    theo.replies(long(400));
    await world.settle(0);
    expect(maya.sees().map((text) => text.slice(0, 5))).toEqual(['word0', expect.stringMatching(/^word\d/)]);
  });

  test('is numbered, and a part goes once the one before has left', async () => {
    const cast = await numbered();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { after: [2_000, 20_000] });
    const words = long(400);
    theo.replies(words);
    await world.pass(1_500);
    expect(starts(cast)).toEqual(['(1/2) w']);
    await world.pass(60_000);
    expect(starts(cast)).toEqual(['(1/2) w', '(2/2) w']);
    expect(
      maya
        .sees()
        .map((text) => text.slice(6))
        .join(' '),
    ).toBe(words);
    expect(notesOf(cast)).toEqual([]);
  });

  test('goes on after seconds without a callback, and holds up nobody else', async () => {
    const cast = await numbered();
    const { world, maya, theo } = cast;
    const other = new Customer(world, '+14155550177');
    other.texts('And I?');
    await world.settle();
    const [first, second] = theo.conversations();
    world.twilio.fare(maya.number, { silent: true, after: [60_000, 90_000] });
    theo.replies(long(900), { in: first?.id ?? '' });
    theo.replies('Done.', { in: first?.id ?? '' });
    theo.replies('You too.', { in: second?.id ?? '' });
    await world.pass(1_000);
    expect([starts(cast), other.sees()]).toEqual([['(1/5) w'], ['You too.']]);
    await world.pass(4_000);
    expect(starts(cast).length).toBeLessThanOrEqual(2);
    await world.pass(60_000);
    expect(starts(cast)).toEqual(['(1/5) w', '(2/5) w', '(3/5) w', '(4/5) w', '(5/5) w', 'Done.']);
  });

  test('stops at a part that fails, with one note', async () => {
    const cast = await numbered();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'failed', errorCode: 30007, after: [500] });
    const words = long(600);
    theo.replies(words);
    theo.replies('And one more.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual([]);
    expect(await storedStates(world, 'out')).toEqual(['failed', 'refused', 'refused', 'failed']);
    expect(notesOf(cast)).toEqual([
      expect.stringMatching(
        /^note: Threadwire: .*SMS 1 of 3 of this reply did not reach .*, and the rest was not sent\./,
      ),
      expect.stringMatching(/^note: Threadwire: .*This reply did not reach/),
    ]);
  });

  test('is sent again with numbers of its own', async () => {
    const cast = await numbered();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30003, after: [200, 400] });
    const words = long(400);
    theo.replies(words);
    await world.pass(60_000);
    world.twilio.fare(maya.number, {});
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).not.toContain('(1/2)');
    await panel.clicks('Try again');
    await world.pass(60_000);
    const texts = maya.sees().slice(-2);
    expect(texts.map((text) => text.slice(6)).join(' ')).toBe(words);
    expect(texts.map((text) => text.slice(0, 6))).toEqual(['(1/2) ', '(2/2) ']);
  });

  test('keeps its order and goes once when answers are lost', async () => {
    const cast = await numbered();
    const { world, maya, theo } = cast;
    let taken = 0;
    world.twilio.on(({ kind: what, message }) => {
      if (what !== 'message' || message.direction === 'inbound') return;
      taken += 1;
      if (taken === 1) world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
      if (taken === 2) world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 1 });
    });
    const words = long(600);
    theo.replies(words);
    await world.pass(5 * 60_000);
    expect(
      maya
        .sees()
        .map((text) => text.slice(6))
        .join(' '),
    ).toBe(words);
    expect(starts(cast)).toEqual(['(1/3) w', '(2/3) w', '(3/3) w']);
  });

  test('is numbered from the panel, whose count has room for numbers', async () => {
    const cast = await numbered();
    const { world, theo } = cast;
    const words = 'a'.repeat(1_600 * 2 - 12 + 1);
    const panel = await theo.isWriting(words);
    await panel.clicks('Check length and price');
    expect(panel.reads().join('\n')).toContain('23 SMS');
    await panel.clicks('Send');
    await world.pass(60_000);
    expect(starts(cast)).toEqual(['(1/3) a', '(2/3) a', '(3/3) a']);
    expect(theo.sees().at(-1)).toBe(`admin: ${words}`);
  });

  test('is what an admin chooses in the settings', async () => {
    const { world } = await begin();
    const visitor = await signIn(world);
    await visitor.sends('/settings/replies', { bot_replies: 'never', number_parts: 'yes', do: 'save' });
    await visitor.goes('/settings/history');
    visitor.says(/the texts of long replies are numbered/);
    const { settings } = await world.app.ctx.workspaces.get(WORKSPACE_ID);
    expect(settings.numberParts).toBe(true);
  });
});

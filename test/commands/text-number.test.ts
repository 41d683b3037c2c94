// The operator texts a number from the command line: through the gate, and in the conversation where there is one.
import { within } from '../../src/services/context.ts';
import { textNumber } from '../../src/services/texts/text-number.ts';
import { Customer } from '../../src/simulator/people.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { expect, test } from '../support/jest-globals.ts';
import { connect, installSecond, NUMBER } from '../support/second-workspace.ts';
import { begin, type Cast, closeStages, sentTo, stage } from '../support/story.ts';

closeStages();

async function texts({ world }: Pick<Cast, 'world'>, to: string, body: string, sender: string | null = null) {
  const ctx = within(world.app.ctx, WORKSPACE_ID);
  const sent = await textNumber(ctx, await ctx.workspaces.get(WORKSPACE_ID), { to, body, sender });
  await world.settle();
  return sent;
}

test('a text to a known number shows in its conversation, once', async () => {
  const cast = await begin();
  const { maya, theo } = cast;
  const sent = await texts(cast, '(415) 555-0132', 'It left this morning.', '(415) 555-0100');
  expect(sent).toMatchObject({ ok: true, address: maya.number, messageIds: [expect.any(String)] });
  expect(maya.sees()).toEqual(['It left this morning.']);
  expect(theo.sees()).toEqual(['customer: Is my order out?', expect.stringMatching(/It left this morning\.$/)]);
});

test('a text to a stranger goes out and shows nowhere', async () => {
  const cast = await stage();
  const stranger = new Customer(cast.world, '+14155550177');
  expect(await texts(cast, stranger.number, 'Hello')).toMatchObject({ ok: true, conversationId: null });
  expect([stranger.sees(), cast.theo.conversations()]).toEqual([['Hello'], []]);
  stranger.texts('Who is this?');
  await cast.world.settle();
  expect(cast.theo.sees()).toContain('customer: Who is this?');
});

test('a number that has opted out is not texted', async () => {
  const cast = await begin();
  const { maya, world } = cast;
  maya.texts('STOP');
  await world.settle();
  const refused = await texts(cast, maya.number, 'One more thing');
  expect(refused).toMatchObject({ ok: false, problem: { kind: 'refused', by: { kind: 'opted-out' } } });
  expect(sentTo(world, maya)).not.toContain('One more thing');
});

test('a number of another workspace cannot be the sender', async () => {
  const cast = await stage();
  const { visitor } = await installSecond(cast.world);
  await connect(visitor);
  for (const sender of [NUMBER, 'nonsense'])
    expect(await texts(cast, '+14155550177', 'Hello', sender)).toMatchObject({
      ok: false,
      problem: { kind: 'not-our-number', senders: [cast.world.ourNumber] },
    });
});

test.each([
  ['a number too short', '12', 'Hello', { kind: 'typed-number', why: { kind: 'no-number' } }],
  ['a blank text', '+14155550177', '  ', { kind: 'text-empty' }],
  [
    'a text of 8,001 characters',
    '+14155550177',
    'x'.repeat(8_001),
    { kind: 'text-too-long', length: 8_001, most: 8_000 },
  ],
])('%s is refused', async (_case, to, body, problem) => {
  expect(await texts(await stage(), to, body)).toEqual({ ok: false, problem });
});

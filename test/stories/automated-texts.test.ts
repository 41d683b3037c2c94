// Automatic texts that no conversation shows: nothing is shown until the customer answers, then one note lists them.
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { ageTexts, chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { type Cast, closeStages, notesOf, stage } from '../support/story.ts';

closeStages();

const DAY = 86_400_000;
const numbers = ['+14155550100', '+14155550177'] as const;

async function stageWithKey() {
  const cast = await stage({ ourNumbers: [...numbers] });
  const call = apiCaller(cast.world, (await makeKey(cast.world)).key);
  const send = async (body: string, more: object = {}) => {
    const sent = await call('POST', '/texts', { to: cast.maya.number, body, ...more });
    await cast.world.settle();
    return sent.body.text_id as string;
  };
  return { ...cast, call, send };
}

async function answers({ world, maya }: Cast, words: string, to?: string): Promise<void> {
  maya.texts(words, to === undefined ? {} : { to });
  await world.settle();
}

async function closes({ world, theo }: Cast): Promise<void> {
  world.workspace.close(theo.conversation().id);
  await world.settle();
}

describe('automatic texts to somebody without an open conversation', () => {
  test('stand in one note at the customer’s next words', async () => {
    const cast = await stageWithKey();
    const { world, theo, call, send } = cast;
    await send('A text of long ago.');
    await ageTexts(world, 8 * DAY);
    const first = await send('Your boat is\non its way.');
    await send('It comes at noon.', { from: numbers[1] });
    expect(theo.conversations()).toEqual([]);

    // In a new conversation the note follows the words.
    await answers(cast, 'Which boat?');
    const [words, note] = theo.sees();
    expect(words).toBe('customer: Which boat?');
    expect(note).toMatch(
      /^note: Threadwire: 2 automatic texts had gone to \(415\) 555-0132 before the customer wrote\.\n\w+ \d+, \d+ at [\d:]+[AP]M: Your boat is on its way\.\n.* from \(415\) 555-0177: It comes at noon\.$/,
    );
    expect((await call('GET', `/texts/${first}`)).body.conversation_id).toBe(theo.conversation().id);

    await answers(cast, 'Hello?');
    await send('In five minutes.');
    expect(theo.sees().slice(2)).toEqual(['customer: Hello?', 'admin: Automatic text:\nIn five minutes.']);

    // In a conversation that is known the note goes before them.
    await closes(cast);
    await send('Please rate us.');
    expect(theo.conversation().state).toBe('closed');
    await answers(cast, 'Five stars');
    const [before, after] = theo.sees().slice(-2);
    expect(before).toMatch(/1 automatic text had gone.*: Please rate us\.$/s);
    expect(after).toBe('customer: Five stars');
    await answers(cast, 'Six stars');
    expect(notesOf(cast)).toHaveLength(2);
  });

  test('are told of once, whatever answer of Intercom is lost', async () => {
    const cast = await stageWithKey();
    const { world, theo, send } = cast;
    await answers(cast, 'Hello');
    for (const kind of ['hang-up-after', 'hang-up-before'] as const) {
      await closes(cast);
      await send(`An offer: ${kind}`);
      world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind, times: 1 });
      await answers(cast, `About ${kind}`);
      await world.pass(10 * 60_000);
      const [note, words] = theo.sees().slice(-2);
      expect([note?.includes(`An offer: ${kind}`), words]).toEqual([true, `customer: About ${kind}`]);
    }
    expect(notesOf(cast)).toHaveLength(2);
  });

  test('reopen no conversation where they fail', async () => {
    const cast = await stageWithKey();
    const { world, theo, send } = cast;
    await answers(cast, 'Hello');
    await closes(cast);
    world.twilio.faults.add({
      method: 'POST',
      path: /Messages\.json$/,
      kind: 'status',
      status: 400,
      body: '{"code":30006,"message":"x","status":400}',
    });
    await send('It is ready.');
    await world.pass(60_000);
    world.twilio.faults.clear();
    expect([theo.conversation().state, theo.sees()]).toEqual(['closed', ['customer: Hello']]);
    expect((await theo.opensPanel()).words()).toContain('It is ready.');
    await answers(cast, 'Is it ready?');
    expect(notesOf(cast).join()).toMatch(/: It is ready\..* \(it did not arrive\)$/s);
  });

  test('from another number show at once in a shared conversation', async () => {
    const cast = await stageWithKey();
    const { world, theo, send } = cast;
    await answers(cast, 'Hello');
    await send('Your boat is ready.', { from: numbers[1] });
    expect(theo.sees()).toEqual(['customer: Hello']);
    await answers(cast, 'Is it ready?');
    expect(theo.sees().slice(1)).toEqual([
      expect.stringContaining('from (415) 555-0177: Your'),
      'customer: Is it ready?',
    ]);

    await chooseSettings(world, { threadPer: 'contact' });
    await send('Come to the harbor.', { from: numbers[1] });
    expect(theo.sees().at(-1)).toBe('admin: Automatic text:\nCome to the harbor.');
  });
});

test('an automatic text that waited goes with its own words', async () => {
  const cast = await stageWithKey();
  const { world, maya, send } = cast;
  await answers(cast, 'Which boat?');
  await chooseSettings(world, { quietHours: true });
  await send('Your boat is here.');
  expect(maya.sees()).toEqual([]);
  await world.pass(4 * 3_600_000);
  expect(maya.sees().at(-1)).toMatch(/^Your boat is here\./);
});

// Twilio's list shows a text whose answer is lost in another form, or not at all: it is found, or an agent decides.

import { Customer } from '../../src/simulator/people.ts';
import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import type { MessageRecord } from '../../src/simulator/twilio/state.ts';
import { ACCOUNT_SID } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { countSends, send, setTwilioBack, stepsOf, textByOthers } from '../support/lost-answers.ts';
import { begin, closeStages, manyWords, notesOf, stage } from '../support/story.ts';

closeStages();

const unknown =
  /^note: Threadwire: Twilio’s answer was lost, so this reply may not have reached .* open the SMS panel: Try again/;

describe('Twilio’s list shows something else', () => {
  test('a trial account’s sentence before the words hides no text', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const account = world.twilio.account(ACCOUNT_SID);
    account.makeTrial();
    account.verify(maya.number);
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Hello');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Sent from your Twilio trial account - Hello']);
    expect([await stepsOf(world), notesOf(cast)]).toEqual([['sent lookup'], []]);
  });

  test.each<[string, { hidesWords?: boolean; hidesNumbers?: boolean; lagMs?: number }]>([
    ['no words', { hidesWords: true }],
    ['masked numbers', { hidesNumbers: true }],
    ['neither words nor whole numbers', { hidesWords: true, hidesNumbers: true }],
    ['nothing for a moment', { lagMs: 5_000 }],
  ])('%s: the text is known by time and pair', async (_what, listing) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing(listing);
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect([countSends(world), notesOf(cast)]).toEqual([2, []]);
  });

  test.each([
    ['no words', { hidesWords: true }],
    ['neither words nor whole numbers', { hidesWords: true, hidesNumbers: true }],
  ])('%s, and a text that did not go: it is sent, once', async (_what, listing) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing(listing);
    world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect([maya.sees(), notesOf(cast)]).toEqual([['Tomorrow.'], []]);
  });

  test.each<[string, Fault['kind'], { hidesWords?: boolean }, string[]]>([
    ['one text of somebody else beside ours, no words', 'hang-up-after', { hidesWords: true }, ['Code 1', 'Tomorrow.']],
    ['one text of somebody else, words that are not ours', 'hang-up-before', {}, ['Code 1']],
  ])('%s: it is held with a note, and not sent', async (_what, kind, listing, seen) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing(listing);
    world.twilio.fare(maya.number, { silent: true });
    await textByOthers(world, maya.number, 'Code 1');
    world.twilio.faults.add({ ...send, kind: kind as 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(seen);
    expect(notesOf(cast)).toEqual([expect.stringMatching(unknown)]);
    expect(await theo.readsPanel()).toContain('May not have arrived');
    theo.replies('At noon.');
    await world.pass(60_000);
    expect(maya.sees()).toEqual([...seen, 'At noon.']);
  });

  test('a callback corrects a look-up that took another text for ours', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing({ hidesWords: true });
    world.twilio.fare(maya.number, { silent: true });
    await textByOthers(world, maya.number, 'Code 1');
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30003, after: [30_000, 40_000] });
    // The list does not have ours yet: the other one is taken for it.
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message' && message.body === 'Tomorrow.')
        world.twilio.account(ACCOUNT_SID).setListing({ lagMs: 60_000 });
    });
    for (const message of world.twilio.messages()) Object.assign(message, { createdAt: world.now() - 55_000 });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(90_000);
    expect(maya.sees()).not.toContain('Tomorrow.');
    expect(await stepsOf(world)).toEqual(['sent lookup', 'sent callback', 'undelivered callback']);
    expect(notesOf(cast).at(-1)).toMatch(/did not reach/);
  });

  test('a Mexican number: the text is known in the form sent', async () => {
    const { world, theo } = await stage();
    const ana = new Customer(world, '+5215512345678');
    ana.texts('Hola');
    await world.settle();
    world.twilio.fare(ana.number, { silent: true });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Mañana.');
    await world.pass(60_000);
    expect([ana.sees(), await stepsOf(world)]).toEqual([['Mañana.'], ['sent lookup']]);
  });

  test.each<[string, string, Partial<MessageRecord>]>([
    ['the number without its plus', 'Hello', { to: '14155550132' }],
    ['the number as its country writes it', 'Hello', { to: '(415) 555-0132' }],
    ['our number as its country writes it', 'Hello', { from: '(415) 555-0100' }],
    ['both numbers masked but for the country', 'Hello', { to: '+1XXXXXXXXXX', from: '+1XXXXXXXXXX' }],
    ['another sender', 'Hello', { from: 'Example' }],
    ['words that are cut', 'Hello there, your order leaves today', { body: 'Hello there, your ord…' }],
    ['signs as they stand in HTML', 'a < b & c', { body: 'a &lt; b &amp; c' }],
    ['question marks for letters', 'Привет 👋', { body: '?????? ?' }],
  ])('%s: it is never sent a second time', async (_what, words, change) => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message' && message.direction !== 'inbound') Object.assign(message, change);
    });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies(words);
    await world.pass(90_000);
    expect(countSends(world)).toBe(1);
  });

  test('the other form of a Mexican number: the text is known', async () => {
    const { world, theo } = await stage();
    const ana = new Customer(world, '+5215512345678');
    ana.texts('Hola');
    await world.settle();
    world.twilio.fare(ana.number, { silent: true });
    world.twilio.on(({ kind, message }) => {
      if (kind === 'message' && message.direction !== 'inbound') Object.assign(message, { to: '+525512345678' });
    });
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Mañana.');
    await world.pass(60_000);
    expect([countSends(world), await stepsOf(world)]).toEqual([1, ['sent lookup']]);
  });

  test('a callback that comes first names the text, whatever the list shows', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.account(ACCOUNT_SID).setListing({ hidesWords: true, hidesNumbers: true });
    world.twilio.fare(maya.number, { after: [3_000, 6_000] });
    await textByOthers(world, maya.number, 'Code 1');
    await textByOthers(world, maya.number, 'Code 2');
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect([await stepsOf(world), notesOf(cast)]).toEqual([['sent callback', 'delivered callback'], []]);
  });

  test('our clock minutes ahead of Twilio’s: the text is found', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    setTwilioBack(world, 240_000);
    world.twilio.faults.add({ ...send, kind: 'hang-up-after', times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(60_000);
    expect([maya.sees(), await stepsOf(world)]).toEqual([['Tomorrow.'], ['sent lookup']]);
  });

  describe('held as unknown', () => {
    const hold = async (words: string) => {
      const cast = await begin();
      const { world, maya, theo } = cast;
      world.twilio.fare(maya.number, { silent: true });
      await textByOthers(world, maya.number, 'Code 1');
      world.twilio.faults.add({ ...send, kind: 'hang-up-before', times: 1 });
      theo.replies(words);
      await world.pass(60_000);
      expect(maya.sees()).toEqual(['Code 1']);
      return { ...cast, panel: await theo.opensPanel() };
    };

    test('an agent sends it again at a click', async () => {
      const { world, maya, panel } = await hold('Tomorrow.');
      expect(panel.words()).toContain('may or may not have the text');
      await panel.clicks('Try again');
      await world.pass(60_000);
      expect(maya.sees()).toEqual(['Code 1', 'Tomorrow.']);
    });

    test('an agent says they have it: it is not sent again', async () => {
      const { world, maya, theo, panel } = await hold('Tomorrow.');
      const tags = () => theo.conversation().tags.map(({ tag }) => tag.name);
      expect(tags()).toEqual(['sms-channel', 'sms-failed']);
      await panel.clicks('They have it');
      expect(panel.words()).toContain('it is not sent again');
      await world.pass(60_000);
      expect(tags()).toEqual(['sms-channel']);
      expect(maya.sees()).toEqual(['Code 1']);
      expect(await theo.readsPanel()).toMatch(/^Sent · /m);
      expect(notesOf({ theo }).at(-1)).toBe(
        'note: Threadwire: An agent says that (415) 555-0132 has this reply. It is not sent again.',
      );
      expect(() => panel.idOf('They have it')).toThrow('Nothing to click');
    });

    test('they have the first part of a long one: the rest goes', async () => {
      const words = manyWords(400);
      const { world, maya, panel } = await hold(words);
      await panel.clicks('They have it');
      expect(panel.words()).toContain('the rest goes out now');
      await world.pass(60_000);
      const [first = '', ...rest] = maya.sees().slice(1);
      expect(words.endsWith([first, ...rest].join(' '))).toBe(true);
    });
  });
});

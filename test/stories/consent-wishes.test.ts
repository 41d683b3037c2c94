// Wishes beyond Twilio's list of words: stops in other spellings or in a sentence, and ways to come back.

import { Customer } from '../../src/simulator/people.ts';
import { consentOf, OPTED_IN, optsOut } from '../support/consent.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, conversationWith, notesOf, repliesEverywhere, sentTo, stage } from '../support/story.ts';

closeStages();

describe('a stop word that is not on Twilio’s list', () => {
  const dressed = [
    'ARRET',
    'Arrêt !',
    'Stop all',
    'stop?',
    'STOP 🛑',
    'Alto',
    'Stopp!',
    'STOP STOP',
    '“Stop”',
    'ＳＴＯＰ',
    'STOP\n-- \nSent from my iPhone',
  ];

  test('stops in any spelling, and the note says Twilio did not act', async () => {
    const { world, theo } = await stage();
    await chooseSettings(world, { confirmStops: 'never' });
    const people = dressed.map((_, index) => new Customer(world, `+1415555${2300 + index}`));
    for (const [index, person] of people.entries()) person.texts(dressed[index] ?? '');
    await world.settle();
    repliesEverywhere(theo, 'Are you there?');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    for (const { id } of theo.conversations())
      expect(theo.sees(id)[1]).toMatch(/has opted out .* Twilio did not act on these words/);
    expect(await theo.readsPanel()).toContain('by a stop word on which Twilio did not act');
  });

  test('in a sentence is an agent’s to decide, in the panel', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('please stop texting me');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(/^note: Threadwire: \(415\) 555-0132 may want no more texts\./);
    theo.replies('Shall I take you off?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Shall I take you off?']);
    const panel = await theo.opensPanel();
    expect(panel.words()).toContain('“please stop texting me”');
    const clicked = await theo.opensPanel();
    await panel.clicks('Opt them out');
    expect(panel.words()).toContain('Opted out');
    await clicked.clicks('Opt them out');
    await world.settle();
    expect(theo.sees().filter((line) => line.includes('opted out of texts by hand'))).toHaveLength(1);
    theo.replies('Still there?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Shall I take you off?']);
    expect(theo.sees().join('\n')).toContain('Reason: “please stop texting me”');
    maya.texts('ok I said stop texting');
    await world.settle();
    expect(theo.sees().filter((line) => /may want no more/.test(line))).toHaveLength(1);
  });

  test('is no wish in a sentence about something else', async () => {
    const { world, maya, theo } = await stage();
    for (const body of [
      'stop by tomorrow?',
      'can you stop the delivery',
      'I want to cancel my appointment',
      'non-stop',
    ])
      maya.texts(body);
    await world.settle();
    expect(notesOf({ theo })).toEqual([]);
    expect(await theo.readsPanel()).not.toContain('Opt them out');
  });
});

describe('a customer who comes back', () => {
  const TOLL_FREE = '+18005550100';

  test('is back by YES weeks later, where Twilio takes it', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP');
    await world.settle();
    await world.pass(21 * 86_400_000);
    maya.texts('Yes!');
    maya.texts('yes please call me');
    await world.settle();
    expect(await theo.readsPanel()).toContain('Opted out since');
    maya.texts('Yes');
    await world.settle();
    expect(theo.sees().at(-1)).toMatch(OPTED_IN);
    theo.replies('Welcome back');
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Welcome back');
    expect(await consentOf(theo)).toContainEqual(expect.stringMatching(/^May be texted since .* by texting START\.$/));
  });

  test('stays opted out of a toll-free number until UNSTOP', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: [TOLL_FREE] });
    maya.texts('STOP');
    await world.settle();
    maya.texts('YES');
    await world.settle();
    theo.replies('Are you back?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(theo.sees().at(-1)).toMatch(/^note: Threadwire: .*This reply was not texted/);
    maya.texts('UNSTOP');
    await world.settle();
    theo.replies('Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Welcome back']);
  });

  test('stays opted out by YES where Twilio did not act', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { confirmStops: 'never' });
    const [other, third] = [new Customer(world, '+14155550133'), new Customer(world, '+14155550134')];
    maya.texts('STOP 🛑');
    other.texts('BASTA', { optOutType: 'STOP' });
    third.texts('Hello');
    await world.settle();
    await optsOut(theo, { in: conversationWith(theo, 'customer: Hello') });
    for (const person of [maya, other, third]) person.texts('YES');
    await world.settle();
    repliesEverywhere(theo, 'Are you there?');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    for (const person of [maya, other, third]) person.texts('START');
    await world.settle();
    repliesEverywhere(theo, 'Welcome back');
    await world.settle();
    for (const person of [maya, other, third]) expect(sentTo(world, person)).toEqual(['Welcome back']);
  });

  test('wants texts again in a word that Twilio does not know', async () => {
    const { world, maya, theo } = await stage();
    await chooseSettings(world, { confirmStops: 'never' });
    const other = new Customer(world, '+14155550133');
    maya.texts('STOP');
    other.texts('ALTO');
    await world.settle();
    for (const person of [maya, other]) person.texts('Iniciar');
    await world.settle();
    expect(notesOf({ theo }, conversationWith(theo, 'customer: STOP')).at(-1)).toContain(
      'wants texts again, and Twilio still blocks (415) 555-0100. Ask them to text START to that number.',
    );
    repliesEverywhere(theo, 'Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(sentTo(world, other)).toEqual(['Welcome back']);
  });

  test('answers YES to a question where nothing was stopped', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('YES');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: YES']);
    const consent = await consentOf(theo);
    expect(consent).toContain('(415) 555-0132 may be texted');
    expect(consent.join('\n')).not.toContain('since');
  });
});

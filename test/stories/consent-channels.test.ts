// A stop on one channel or number, and how far it holds on the others.

import { Customer } from '../../src/simulator/people.ts';
import { optsOut } from '../support/consent.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, repliesEverywhere, sentTo, stage } from '../support/story.ts';

closeStages();

describe('a person on several channels', () => {
  const phone = '+14155550132';

  test.each([['rcs:+14155550132'], ['RCS:+14155550132'], ['rcs:14155550132'], ['rcs: 1 415 555 0132']])(
    'stops SMS too from %s',
    async (from) => {
      const { world, maya, theo } = await begin();
      const { id } = theo.conversation();
      maya.texts('STOP', { extra: { From: from } });
      await world.settle();
      repliesEverywhere(theo, 'Are you there?');
      await world.settle();
      expect(world.traffic.count('twilio', 'POST')).toBe(0);
      expect(await theo.readsPanel({ in: id })).toContain('by texting STOP');
      maya.texts('START');
      await world.settle();
      theo.replies('Welcome back', { in: id });
      await world.settle();
      expect(sentTo(world, maya)).toEqual(['Welcome back']);
    },
  );

  test('stops RCS too by SMS', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('On RCS', { extra: { From: `rcs:${phone}` } });
    maya.texts('STOP');
    await world.settle();
    repliesEverywhere(theo, 'Are you there?');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
  });

  test('stops every number at an RCS agent, until START to any', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP', { extra: { From: `rcs:${phone}`, To: 'rcs:brand_agent' } });
    await world.settle();
    expect(theo.sees().at(-1)).toContain('has opted out of texts from all of your numbers');
    maya.texts('Hello');
    await world.settle();
    repliesEverywhere(theo, 'Are you there?');
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
    maya.texts('START');
    await world.settle();
    theo.replies('Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Welcome back']);
  });

  test('comes back by YES to the RCS agent', async () => {
    const { world, maya, theo } = await stage();
    const extra = { From: `rcs:${phone}`, To: 'rcs:brand_agent' };
    maya.texts('STOP', { extra });
    await world.settle();
    maya.texts('YES', { extra });
    maya.texts('Hello');
    await world.settle();
    repliesEverywhere(theo, 'Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toContain('Welcome back');
  });

  test('comes back from their own words by START to another number', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    await chooseSettings(world, { confirmStops: 'never' });
    maya.texts('STOP 🛑');
    await world.settle();
    maya.texts('START', { to: '+14155550101' });
    await world.settle();
    theo.replies('Welcome back', { in: theo.conversations()[0]?.id ?? '' });
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Welcome back']);
  });

  test('is one person in either form of a Mexican number', async () => {
    const { world, theo } = await stage();
    const [sms, whatsapp] = ['+525512345678', 'whatsapp:+5215512345678'].map((number) => new Customer(world, number));
    sms?.texts('Hola');
    await world.settle();
    whatsapp?.texts('Hola otra vez');
    await world.settle();
    const [first = '', second = ''] = theo.conversations().map(({ id }) => id);
    await optsOut(theo, { in: first });
    theo.replies('Still there?', { in: second || first });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
  });

  test('stops WhatsApp alone there, while an opt-out by hand holds everywhere', async () => {
    const { world, maya, theo } = await begin();
    const onWhatsApp = new Customer(world, `whatsapp:${phone}`);
    onWhatsApp.texts('STOP');
    await world.settle();
    const [sms = '', whatsapp = ''] = theo.conversations().map(({ id }) => id);
    theo.replies('By SMS', { in: sms });
    theo.replies('On WhatsApp', { in: whatsapp });
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['By SMS']);
    expect(theo.sees(whatsapp).at(-1)).toMatch(/^note: Threadwire: .*This reply was not texted/);
    onWhatsApp.texts('START');
    await world.settle();
    await optsOut(theo, { in: sms });
    theo.replies('On WhatsApp', { in: whatsapp });
    await world.settle();
    expect(theo.sees(whatsapp).at(-1)).toContain('was opted out of texts by hand');
    expect(world.traffic.count('twilio', 'POST')).toBe(1);
  });
});

// A customer whose stop Twilio does not know reads once that it was heard.
import { Customer } from '../../src/simulator/people.ts';
import { optsOut } from '../support/consent.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, conversationWith, notesOf, sentTo, stage } from '../support/story.ts';

closeStages();

const OUT = 'Example Company: Vous ne recevrez plus de messages. Pour en recevoir à nouveau, répondez START.';

describe('our confirmation', () => {
  test('goes once, where Twilio sends none, and lets nothing else through', async () => {
    const { world, maya, theo } = await begin();
    const [other, third] = [new Customer(world, '+14155550133'), new Customer(world, '+14155550134')];
    other.texts('STOP');
    third.texts('Hello');
    maya.texts('Arrêt !');
    await world.settle();
    maya.texts('ARRET');
    const hers = conversationWith(theo, 'customer: Arrêt !');
    theo.replies('Still there?', { in: hers });
    await optsOut(theo, { in: conversationWith(theo, 'customer: Hello') });
    await world.settle();
    expect(sentTo(world, maya)).toEqual([OUT]);
    expect(notesOf({ theo }, hers).join('\n')).toContain('Threadwire confirms it to the customer with one text.');
    for (const person of [other, third]) expect(sentTo(world, person)).toEqual([]);
    maya.texts('Reprendre');
    await world.settle();
    expect(sentTo(world, maya).at(-1)).toBe(
      'Example Company: Vous recevez à nouveau nos messages. Pour ne plus en recevoir, répondez STOP.',
    );
  });

  test('goes once although Twilio’s answer is lost', async () => {
    const { world, maya } = await stage();
    world.twilio.faults.add({ method: 'POST', path: /Messages\.json/, kind: 'hang-up-after', times: 1 });
    maya.texts('ARRET');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([OUT]);
  });

  test('that waited for five minutes is not sent, and nobody is told', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.faults.add({ method: 'POST', path: /Messages\.json/, kind: 'status', status: 503, times: 9 });
    maya.texts('ARRET');
    await world.settle();
    await world.pass(6 * 60_000);
    expect(sentTo(world, maya)).toEqual([]);
    expect(notesOf({ theo })).toHaveLength(1);
  });
});

import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { type Cast, closeStages, stage } from '../../support/story.ts';

closeStages();

/** A customer whose number fares as the code says has texted, and the reply to them has failed. */
async function failWith(cast: Cast, code: number): Promise<{ customer: Customer }> {
  const customer = new Customer(cast.world, magicNumberFor(code));
  customer.texts('Hello?');
  await cast.world.settle();
  cast.theo.replies('Your parcel is here.');
  await cast.world.pass(60_000);
  return { customer };
}

describe('a text that failed', () => {
  test('is explained at once, with the ways out that can work', async () => {
    const cast = await stage();
    await failWith(cast, 30005);
    const panel = await cast.theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('The customer’s number is unknown or no longer in service');
    expect(() => panel.idOf('Try again')).toThrow('Nothing to click');
    await panel.clicks('Fix the number');
    expect(panel.words()).toContain('The failed text is sent again, to the number that you choose here.');
    await panel.ticks('Save on the contact').types('New number', '415 555 0177').sends('use-typed-number');
    expect(panel.value('Text')).toBe('Your parcel is here.');
    expect(panel.words()).toContain('Once sent, the number is saved on the contact.');
    await panel.clicks('Send');
    expect(panel.reads()[0]).toMatch(/Queued: .* The number is saved on the contact\.$/);
    await cast.world.settle();
    expect(new Customer(cast.world, '+14155550177').sees()).toEqual(['Your parcel is here.']);
    const [contactId] = cast.theo.conversation().contactIds;
    const phones = cast.world.workspace.contacts().filter(({ id }) => id === contactId);
    expect(phones.map(({ phone }) => phone)).toEqual(['+14155550177']);
    const writes = cast.world.traffic.exchanges.filter((call) =>
      (call.requestBody ?? '').includes('"phone":"+14155550177"'),
    );
    expect(writes.map(({ method }) => method)).toEqual(['PUT']);
    await panel.clicks('Refresh');
    expect(panel.reads().join('\n')).not.toContain('no longer in service');
  });

  test('goes to a new number also where that cannot be saved', async () => {
    const cast = await stage();
    await failWith(cast, 30005);
    const panel = await cast.theo.opensPanel();
    await panel.clicks('Fix the number');
    await panel.ticks('Save on the contact').types('New number', '415 555 0177').sends('use-typed-number');
    cast.world.intercom.faults.add({ method: 'PUT', path: /^\/contacts\//, kind: 'status', status: 403, times: 9 });
    await panel.clicks('Send');
    expect(panel.reads()[0]).toMatch(/Queued: .* The number is not saved: the app may not change contacts\.$/);
    await cast.world.settle();
    expect(new Customer(cast.world, '+14155550177').sees()).toEqual(['Your parcel is here.']);
  });

  test('is sent again at a click, once, as a new text', async () => {
    const cast = await stage();
    const { customer } = await failWith(cast, 30003);
    const panel = await cast.theo.opensPanel();
    const again = panel.idOf('Try again');
    const left = panel.current;
    await Promise.all([panel.sends(again, left), panel.sends(again, left)]);
    await panel.sends(again, left);
    expect(panel.reads().join('\n')).toContain('Already sent again');
    await cast.world.pass(60_000);
    const sent = cast.world.twilio.messages().filter((text) => text.to === customer.number);
    expect(sent.map((text) => text.body)).toEqual(['Your parcel is here.', 'Your parcel is here.']);
    const notes = cast.theo.sees().filter((line) => line.startsWith('note: Threadwire: The text that did not reach'));
    expect(notes).toHaveLength(1);
  });

  test('goes from another of our numbers at a click', async () => {
    const cast = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    await failWith(cast, 30034);
    const panel = await cast.theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('not registered with the US carriers');
    await panel.clicks('Send from another number');
    expect(panel.value('From')).toBe('+14155550101');
    await panel.clicks('Send');
    await cast.world.settle();
    expect(cast.world.twilio.messages().map((text) => text.from)).toContain('+14155550101');
  });

  test('shows its whole way and its price when opened', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    theo.replies('Your parcel is here.');
    await world.pass(60_000);
    const panel = await theo.opensPanel();
    await panel.clicks(/Your parcel/);
    const words = panel.reads().join('\n');
    expect(words).toContain('Your parcel is here.');
    expect(words).toMatch(/\$0\.0079/);
    expect(words).toMatch(/Delivered.*\n?.*reported by Twilio/);
    await panel.clicks('Back');
    expect(panel.reads()).toContainEqual(expect.stringMatching(/^Write a text/));
  });
});

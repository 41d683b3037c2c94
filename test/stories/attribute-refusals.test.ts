// An attribute or a tag that Intercom refuses costs itself alone, and comes back once Intercom takes it.

import { Customer } from '../../src/simulator/people.ts';
import type { World } from '../../src/simulator/world.ts';
import { attributesOf, contactPath, countMakings, countWrites, seconds, sids } from '../support/contact-attributes.ts';
import { findingsOf } from '../support/findings.ts';
import { refusedWith } from '../support/intercom-refusals.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, lettersOf, stage } from '../support/story.ts';

closeStages();

const DAY = 24 * 3_600_000;

describe('an attribute that is not written', () => {
  const creation = { method: 'POST', path: '/data_attributes' } as const;
  const refuse = (status: number, message: string) => refusedWith(status, 'parameter_invalid', message);

  async function findings(world: World) {
    const found = await findingsOf(world);
    return found.filter(({ severity, title }) => severity !== 'fine' && /attribute/.test(title));
  }

  test('was archived; others are written, and it returns within a day', async () => {
    const { world, maya, theo } = await begin();
    theo.replies('One.');
    await world.settle();
    world.workspace.archiveAttribute('sms_last_status');
    theo.replies('Two.');
    await world.pass(10 * 60_000);
    expect(attributesOf(world)).toMatchObject({ sms_last_message_sid: sids(world)[1] });
    const [finding] = await findings(world);
    expect(finding).toMatchObject({ severity: 'warning', stops: [], title: 'An attribute is not written' });
    expect(finding?.cause).toContain('sms_last_status');

    world.traffic.clear();
    theo.replies('Three.');
    await world.pass(10 * 60_000);
    expect([countMakings(world), countWrites(world)]).toEqual([0, 1]);
    expect(attributesOf(world)).toMatchObject({ sms_last_message_sid: sids(world)[2] });

    world.workspace.archiveAttribute('sms_last_status', false);
    expect(await findings(world)).toEqual([]);
    world.twilio.fare(maya.number, { errorCode: 30005 });
    theo.replies('Four.');
    await world.pass(10 * 60_000);
    expect(attributesOf(world)).toMatchObject({ sms_last_status: 'undelivered' });

    world.workspace.archiveAttribute('sms_last_sent_at');
    theo.replies('Five.');
    await world.pass(10 * 60_000);
    world.workspace.archiveAttribute('sms_last_sent_at', false);
    await world.pass(DAY);
    const at = seconds(world.now());
    theo.replies('Six.');
    await world.pass(10 * 60_000);
    expect(attributesOf(world)?.sms_last_sent_at).toBe(at);
    expect([await findings(world), await lettersOf(world)]).toEqual([[], []]);
  });

  test('has the name of another in other letters', async () => {
    const { world, theo } = await begin();
    world.workspace.addAttribute('SMS_Last_Status');
    theo.replies('One.');
    await world.settle();
    expect(attributesOf(world)).toMatchObject({ sms_last_message_sid: sids(world)[0] });
    expect(attributesOf(world)).not.toHaveProperty('sms_last_status');
    expect(await findings(world)).toMatchObject([{ title: 'An attribute is not written' }]);
    expect(await lettersOf(world)).toEqual([]);
  });

  test.each([
    [500, 'Something went wrong'],
    [503, 'Service unavailable'],
    [402, 'Your plan does not include this'],
    [400, 'You have reached the limit of 250 custom data attributes'],
    [422, 'Unprocessable'],
    [400, "You already have 'sms_last_status' in your data. To save this as new data, use a different name."],
    [409, 'Conflict'],
  ])('is refused with %i (%s), and holds up no text or job', async (status, said) => {
    const { world, maya, theo } = await begin();
    const repair = world.intercom.faults.add({ ...creation, ...refuse(status, said) });
    theo.replies('One.');
    await world.pass(20 * 60_000);
    world.traffic.clear();
    theo.replies('Two.');
    await world.pass(10 * 60_000);
    expect(maya.sees()).toEqual(['One.', 'Two.']);
    expect([countMakings(world), countWrites(world)]).toEqual([0, 0]);
    expect(await findings(world)).toMatchObject([{ title: '3 attributes are not written' }]);
    expect(await lettersOf(world)).toEqual([]);
    repair();
    await world.pass(DAY);
    theo.replies('Three.');
    await world.pass(10 * 60_000);
    expect(attributesOf(world)).toMatchObject({ sms_last_message_sid: sids(world)[2], sms_last_status: 'delivered' });
    expect(await findings(world)).toEqual([]);
  });

  test('is not reported where Intercom refuses one contact', async () => {
    const { world, theo } = await begin();
    theo.replies('One.');
    await world.settle();
    world.intercom.faults.add({ method: 'PUT', path: contactPath, ...refuse(400, 'email is invalid') });
    theo.replies('Two.');
    await world.pass(10 * 60_000);
    expect([await findings(world), await lettersOf(world)]).toEqual([[], []]);
  });

  test.each([400, 402, 405, 409, 413, 415, 422, 423])(
    'fails no job where a contact is refused with %i',
    async (status) => {
      const { world, maya, theo } = await begin();
      theo.replies('One.');
      await world.settle();
      const back = world.intercom.faults.add({ method: 'PUT', path: contactPath, kind: 'status', status });
      for (const words of ['Two.', 'Three.']) {
        theo.replies(words);
        await world.pass(10 * 60_000);
      }
      back();
      theo.replies('Four.');
      await world.pass(10 * 60_000);
      expect(maya.sees()).toEqual(['One.', 'Two.', 'Three.', 'Four.']);
      expect(attributesOf(world)).toMatchObject({ sms_last_message_sid: sids(world)[3] });
      expect(await lettersOf(world)).toEqual([]);
    },
  );
});

describe('a tag that is not put on', () => {
  const refuse = (status: number, message: string) => refusedWith(status, 'bad_request', message);
  const numbers = ['+14155550144', '+14155550145', '+14155550146'];

  test.each([400, 402, 422])('is refused with %i, and made again after a day', async (status) => {
    const { world, theo } = await stage();
    const repair = world.intercom.faults.add({ method: 'POST', path: '/tags', ...refuse(status, 'Tag is invalid') });
    for (const number of numbers) {
      new Customer(world, number).texts('Hello');
      await world.settle();
    }
    expect(theo.conversations()).toHaveLength(3);
    expect(world.traffic.count('intercom', 'POST', /^\/tags$/)).toBe(1);
    expect(await lettersOf(world)).toEqual([]);
    const found = await findingsOf(world);
    expect(found.map(({ title }) => title)).toContain('Intercom refuses the tag of texted conversations');
    repair();
    await world.pass(DAY);
    new Customer(world, '+14155550147').texts('Hello');
    await world.settle();
    expect(theo.conversations().filter(({ tags }) => tags.length > 0)).toHaveLength(1);
  });

  test('was archived, and nothing fails', async () => {
    const { world, theo } = await begin();
    const path = /^\/conversations\/[^/]+\/tags$/;
    world.intercom.faults.add({ method: 'POST', path, ...refuse(400, 'This tag has been archived') });
    for (const number of numbers) {
      new Customer(world, number).texts('Hello');
      await world.settle();
    }
    expect(theo.conversations()).toHaveLength(4);
    expect(await lettersOf(world)).toEqual([]);
    expect(world.traffic.count('intercom', 'POST', path)).toBe(2);
  });
});

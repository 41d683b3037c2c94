// The contact shows the last text that was sent, at the price of one call.

import { Customer } from '../../src/simulator/people.ts';
import { attributesOf, contactPath, countMakings, countWrites, seconds, sids } from '../support/contact-attributes.ts';
import { refusedWith } from '../support/intercom-refusals.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, lettersOf } from '../support/story.ts';
import { muteWebhooks } from '../support/webhooks.ts';

closeStages();

const names = ['sms_last_message_sid', 'sms_last_status', 'sms_last_sent_at'];

describe('the last text on its contact', () => {
  test('a reply costs one call to Twilio and one to Intercom', async () => {
    const { world, theo } = await begin();
    theo.replies('The first reply makes the attributes.');
    await world.settle();
    expect(world.workspace.dataAttributes().map((one) => [one.model, one.name, one.dataType])).toEqual([
      ['contact', 'sms_last_message_sid', 'string'],
      ['contact', 'sms_last_status', 'string'],
      ['contact', 'sms_last_sent_at', 'date'],
    ]);
    await world.pass(10 * 60_000);
    world.traffic.clear();
    const sentAt = seconds(world.now());
    theo.replies('Tomorrow.');
    await world.settle(1_000);
    expect(world.traffic.exchanges.map(({ service, method }) => `${service} ${method}`)).toEqual(['twilio POST']);
    await world.pass(10 * 60_000);
    expect(world.traffic.exchanges.map(({ service, method }) => `${service} ${method}`)).toEqual([
      'twilio POST',
      'intercom PUT',
    ]);
    expect(attributesOf(world)).toEqual({
      sms_last_message_sid: sids(world).at(-1),
      sms_last_status: 'delivered',
      sms_last_sent_at: sentAt,
    });
  });

  test('a workspace that takes no underscores in names gets hyphens, asked once', async () => {
    const { world, theo } = await begin({ attributeNames: 'strict' });
    theo.replies('One.');
    await world.settle();
    theo.replies('Two.');
    await world.settle();
    expect(countMakings(world)).toBe(4);
    expect(attributesOf(world)).toMatchObject({
      'sms-last-message-sid': sids(world).at(-1),
      'sms-last-status': 'delivered',
      'sms-last-sent-at': expect.any(Number),
    });
  });

  test('existing attributes are used, and one that is gone is made again', async () => {
    const { world, theo } = await begin();
    for (const name of names) world.workspace.addAttribute(name);
    theo.replies('One.');
    await world.settle();
    expect(Object.keys(attributesOf(world) ?? {})).toEqual(names);
    const refusal = refusedWith(400, 'parameter_invalid', "Custom attribute 'sms_last_status' does not exist");
    world.intercom.faults.add({ method: 'PUT', path: contactPath, ...refusal, times: 1 });
    world.traffic.clear();
    theo.replies('Two.');
    await world.settle();
    expect(attributesOf(world)).toMatchObject({ sms_last_message_sid: sids(world).at(-1) });
    expect(countMakings(world)).toBe(3);
    expect(countWrites(world)).toBe(2);
  });

  test('many texts at once cost one call, and the last one counts', async () => {
    const second = '+14155550177';
    const { world, maya, theo } = await begin({ ourNumbers: ['+14155550100', second] });
    maya.texts('And this?', { to: second });
    await world.settle();
    const [first, other] = theo.conversations().map((conversation) => conversation.id);
    for (const count of [1, 2, 3, 4, 5])
      theo.replies(`Reply ${count}`, { in: count % 2 === 0 ? (other ?? '') : (first ?? '') });
    await world.settle();
    expect(countWrites(world)).toBe(1);
    const last = world.twilio.messages().findLast((text) => text.sid === attributesOf(world)?.sms_last_message_sid);
    expect(last?.direction).toBe('outbound-api');
    expect(attributesOf(world)?.sms_last_status).toBe('delivered');
  });

  test('a state that may change is written after a minute', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { after: [90_000, 7_200_000] });
    theo.replies('Tomorrow.');
    await world.pass(59_000);
    expect(countWrites(world)).toBe(0);
    await world.pass(5_000);
    expect([countWrites(world), attributesOf(world)?.sms_last_status]).toEqual([1, 'queued']);
    await world.pass(60_000);
    expect([countWrites(world), attributesOf(world)?.sms_last_status]).toEqual([2, 'sent']);
    await world.pass(7_200_000);
    expect([countWrites(world), attributesOf(world)?.sms_last_status]).toEqual([3, 'delivered']);

    world.twilio.fare(maya.number, { errorCode: 30005 });
    theo.replies('Are you there?');
    await world.pass(10 * 60_000);
    expect([countWrites(world), attributesOf(world)?.sms_last_status]).toEqual([4, 'undelivered']);
    expect(attributesOf(world)?.sms_last_message_sid).toBe(sids(world).at(-1));
  });

  test('a text that Twilio refuses is not the last one sent', async () => {
    const { world, theo } = await begin();
    theo.replies('Tomorrow.');
    await world.settle();
    const before = attributesOf(world);
    const body = { code: 21408, message: 'no', status: 400 };
    world.twilio.faults.add({ method: 'POST', kind: 'status', status: 400, body, times: 1 });
    theo.replies('At noon.');
    await world.pass(5 * 60_000);
    expect(attributesOf(world)).toEqual(before);
    expect(countWrites(world)).toBe(1);
  });

  test('a text that waited shows when Twilio took it, in one call', async () => {
    const { world, theo } = await begin();
    const headers = { 'retry-after': '3600' };
    const body = { code: 20429, message: 'Too Many Requests', status: 429 };
    world.twilio.faults.add({ method: 'POST', kind: 'status', status: 429, headers, body, times: 1 });
    theo.replies('Tomorrow.');
    await world.pass(3_600_000);
    const handedOver = seconds(world.now());
    await world.pass(5 * 60_000);
    expect(attributesOf(world)).toMatchObject({ sms_last_status: 'delivered', sms_last_sent_at: handedOver });
    expect(countWrites(world)).toBe(1);
  });

  test('a contact that Intercom does not update holds up no text', async () => {
    const { world, maya, theo } = await begin();
    const repair = world.intercom.faults.add({ method: 'PUT', path: contactPath, kind: 'status', status: 503 });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(10 * 60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(attributesOf(world)).toEqual({});
    repair();
    await world.pass(6 * 60_000);
    expect(attributesOf(world)).toMatchObject({
      sms_last_message_sid: sids(world).at(-1),
      sms_last_status: 'delivered',
    });
    const leo = new Customer(world, '+14155550144');
    leo.texts('Hello');
    await world.settle();
    const gone = world.workspace.contacts().at(-1);
    muteWebhooks(world, /^contact\./);
    theo.replies('Hello, Leo.');
    world.workspace.deleteContact(gone?.id ?? '');
    await world.pass(10 * 60_000);
    expect(leo.sees()).toEqual(['Hello, Leo.']);
    expect(await lettersOf(world)).toEqual([]);
  });
});

// A text on its way: every status is kept, and its state moves forward only.

import type { DeliveryState } from '../../src/domain/texts/delivery.ts';
import { Customer } from '../../src/simulator/people.ts';
import type { Fare } from '../../src/simulator/twilio/fares.ts';
import { ACCOUNT_SID, WORKSPACE_ID } from '../../src/simulator/world.ts';
import { storedEvents, storedStates, storedTexts } from '../support/database/stored.ts';
import { postStatus } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { stepsOf } from '../support/lost-answers.ts';
import { ACCOUNT, ACCOUNT_TOKEN, secondWorkspace } from '../support/second-workspace.ts';
import { repliesInSilence } from '../support/silent-replies.ts';
import { begin, closeStages, conversationWith, notesOf, stage } from '../support/story.ts';

closeStages();

const MESSAGES = /\/Messages\.json$/;

describe('a text on its way', () => {
  test.each<[string, (sid: string) => Record<string, string>]>([
    ['under older names', (sid) => ({ SmsSid: sid, SmsStatus: 'delivered' })],
    ['in capitals', (sid) => ({ MessageSid: sid, MessageStatus: 'DELIVERED' })],
    ['between blanks', (sid) => ({ MessageSid: ` ${sid}`, MessageStatus: ' delivered\n' })],
    ['with an empty new name', (sid) => ({ MessageSid: '', SmsSid: sid, MessageStatus: '', SmsStatus: 'delivered' })],
  ])('its state is read %s', async (_what, shape) => {
    const cast = await begin();
    const { world } = cast;
    const [{ sid } = { sid: '' }] = await repliesInSilence(cast);
    expect(await postStatus(world, { sid, state: '', fields: { AccountSid: ACCOUNT_SID, ...shape(sid) } })).toBe(204);
    expect(await cast.theo.readsPanel()).toMatch(/^Delivered · /m);
  });

  test('callbacks in any order end in one state and one note', async () => {
    const { world, theo } = await stage();
    const fares: [what: string, Fare, DeliveryState, events: number, notes: number][] = [
      ['in order', {}, 'delivered', 3, 0],
      ['reversed', { order: 'reversed' }, 'delivered', 3, 0],
      ['shuffled', { order: 'shuffled', end: 'read' }, 'read', 4, 0],
      ['each three times', { duplicate: 3 }, 'delivered', 7, 0],
      [
        'a failure, reversed and each twice',
        { order: 'reversed', duplicate: 2, errorCode: 30005 },
        'undelivered',
        5,
        1,
      ],
      ['a failure at once, three times', { duplicate: 3, end: 'failed', errorCode: 30007 }, 'failed', 4, 1],
      ['all at the same moment', { after: [0, 0, 0], duplicate: 3, end: 'read' }, 'read', 10, 0],
      ['none after it was sent', { end: 'sent' }, 'sent', 2, 0],
      ['not one', { silent: true }, 'queued', 1, 0],
    ];
    for (const [index, [what, fare]] of fares.entries()) {
      const customer = new Customer(world, `+1415555013${index}`);
      world.twilio.fare(customer.number, fare);
      customer.texts(what);
    }
    await world.settle();
    for (const { id } of theo.conversations()) theo.replies(`Re: ${theo.sees(id)[0]}`, { in: id });
    await world.settle();
    const ends = await storedTexts(world);
    for (const [what, , state, count, notes] of fares) {
      const text = ends.find(({ body }) => body === `Re: customer: ${what}`);
      const conversation = conversationWith(theo, `customer: ${what}`);
      const kept = await storedEvents(world, text?.id);
      expect([what, text?.state, kept.length, notesOf({ theo }, conversation).length]).toEqual([
        what,
        state,
        count,
        notes,
      ]);
    }
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(fares.length);
  });

  test('every event is kept with its time and source', async () => {
    const { world, theo } = await begin();
    const start = world.now();
    theo.replies('Tomorrow.');
    await world.settle();
    expect(await storedEvents(world)).toEqual([
      { state: 'queued', source: 'answer', errorCode: null, at: new Date(start) },
      { state: 'sent', source: 'callback', errorCode: null, at: new Date(start + 300) },
      { state: 'delivered', source: 'callback', errorCode: null, at: new Date(start + 1_200) },
    ]);
  });

  test('a callback is faster than the answer to the send', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.faults.add({ method: 'POST', path: MESSAGES, kind: 'delay', ms: 150, times: 1 });
    world.twilio.fare(maya.number, { after: [0, 0] });
    const taken = new Promise<void>((resolve) => {
      world.twilio.on(({ kind: what }) => what === 'message' && resolve());
    });
    theo.replies('Tomorrow.');
    const settled = world.settle();
    await taken;
    await world.twilio.postOffice.deliverDue();
    expect(await storedStates(world, 'out')).toEqual(['delivered']);
    await settled;
    expect((await stepsOf(world)).sort()).toEqual(['delivered callback', 'queued answer', 'sent callback']);
    expect(await storedStates(world, 'out')).toEqual(['delivered']);
    expect(world.traffic.count('twilio', 'POST', MESSAGES)).toBe(1);
  });

  test('a status of no text of this workspace changes nothing', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const { workspace: second } = await secondWorkspace(world);
    const inboundSid = maya.texts('Hello?');
    const [text = { sid: '' }] = await repliesInSilence(cast);
    const ours = { ...text, state: 'delivered' };
    const theirs = { workspaceId: second.id, token: ACCOUNT_TOKEN, accountSid: ACCOUNT };
    const before = await storedEvents(world);
    expect([
      await postStatus(world, { ...ours, state: 'partially_delivered' }),
      await postStatus(world, { ...ours, state: 'toString' }),
      await postStatus(world, { ...ours, ...theirs }),
      await postStatus(world, { ...ours, ...theirs, messageId: undefined }),
      await postStatus(world, { ...ours, sid: `SM${'0'.repeat(32)}` }),
      await postStatus(world, { sid: inboundSid, state: 'failed' }),
      await postStatus(world, { sid: `SM${'1'.repeat(32)}`, state: 'delivered' }),
    ]).toEqual([204, 204, 204, 204, 204, 204, 204]);
    expect(await postStatus(world, { ...ours, token: ACCOUNT_TOKEN })).toBe(401);
    expect(await postStatus(world, { ...ours, ...theirs, workspaceId: WORKSPACE_ID })).toBe(401);
    await world.settle();
    expect(await storedEvents(world)).toEqual(before);
    expect(await theo.readsPanel()).toMatch(/^Queued · /m);
    expect(await storedStates(world, 'in')).toEqual(['threaded', 'threaded']);
    // The same news without our id in the query, by Twilio's id alone.
    expect(await postStatus(world, { ...ours, messageId: undefined })).toBe(204);
    expect(await theo.readsPanel()).toMatch(/^Delivered · /m);
  });
});

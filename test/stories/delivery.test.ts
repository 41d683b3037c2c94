// What becomes of a text on its way: kept, moved forward only, and told in the conversation when it ends badly.

import type { DeliveryState } from '../../src/domain/texts/delivery.ts';
import { Secret } from '../../src/lib/sealed.ts';
import { within } from '../../src/services/context.ts';
import { sendAgain } from '../../src/services/texts/send-again.ts';
import { Customer } from '../../src/simulator/people.ts';
import { type Fare, magicNumberFor } from '../../src/simulator/twilio/fares.ts';
import { signatureOf } from '../../src/simulator/twilio/signing.ts';
import { ACCOUNT_SID, AUTH_TOKEN, WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { upsertWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { faultOf } from '../../src/twilio/errors.ts';
import { tellFailure } from '../../src/words/failures.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, closeStages, notesOf, stage } from '../support/story.ts';

closeStages();

/** The cause, the next step, the button where one helps, and the code last. */
function failureNote(code: number): RegExp {
  const { cause: why, nextStep } = tellFailure(faultOf(code));
  const [cause, next] = [why, nextStep].map((words) => words.replaceAll(/[.*+?()]/g, '\\$&'));
  const button = '(?: Open the SMS panel: [\\w ]+\\.)?';
  return new RegExp(
    `^note: Threadwire: ${cause} This reply did not reach .+\\. ${next}${button} \\(Twilio error ${code}\\)$`,
  );
}

const arrived = 'note: Threadwire: This reply reached (415) 555-0132 after all. You do not need to send it again.';

const sending = /\/Messages\.json$/;

/** Our texts, oldest first. */
async function texts(world: World) {
  const query = world.app.ctx.database.owner.selectFrom('messages').where('direction', '=', 'out').orderBy('id');
  return query.select(['id', 'body', 'state', 'error_code', 'twilio_sid']).execute();
}

/** The events of our texts or of one of them, oldest first. */
async function events(world: World, messageId?: string) {
  const all = world.app.ctx.database.owner.selectFrom('message_events').orderBy('id');
  const query = messageId === undefined ? all : all.where('message_id', '=', messageId);
  return query.select(['state', 'source', 'error_code', 'at']).execute();
}

/** Posts a status as Twilio would, signed with this account's token. */
async function post(
  world: World,
  status: {
    workspaceId?: string;
    messageId?: string | undefined;
    token?: string;
    accountSid?: string;
    sid: string;
    state: string;
    /** Other fields than the usual ones. */
    fields?: Record<string, string>;
  },
): Promise<number> {
  const { workspaceId = WORKSPACE_ID, messageId, token = AUTH_TOKEN, accountSid = ACCOUNT_SID, sid, state } = status;
  const query = messageId === undefined ? '' : `?message=${messageId}`;
  const url = `${world.serviceUrl}/webhooks/twilio/${workspaceId}/status${query}`;
  const params = status.fields ?? { AccountSid: accountSid, MessageSid: sid, MessageStatus: state };
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signatureOf(token, url, params),
  };
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(params).toString() });
  return response.status;
}

describe('a text on its way', () => {
  test.each<[string, (sid: string) => Record<string, string>]>([
    ['under older names', (sid) => ({ SmsSid: sid, SmsStatus: 'delivered' })],
    ['in capitals', (sid) => ({ MessageSid: sid, MessageStatus: 'DELIVERED' })],
    ['between blanks', (sid) => ({ MessageSid: ` ${sid}`, MessageStatus: ' delivered\n' })],
    ['with an empty new name', (sid) => ({ MessageSid: '', SmsSid: sid, MessageStatus: '', SmsStatus: 'delivered' })],
  ])('its state is read %s', async (_what, shape) => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('Tomorrow.');
    await world.settle();
    const [sent] = await texts(world);
    const sid = sent?.twilio_sid ?? '';
    expect(await post(world, { sid, state: '', fields: { AccountSid: ACCOUNT_SID, ...shape(sid) } })).toBe(204);
    expect((await texts(world)).map(({ state }) => state)).toEqual(['delivered']);
  });

  test('whatever order its callbacks come in, it ends in the same state, every event is kept, and a failure is told once', async () => {
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
    const ends = await texts(world);
    for (const [what, , state, count, notes] of fares) {
      const text = ends.find(({ body }) => body === `Re: customer: ${what}`);
      const conversation = theo.conversations().find(({ id }) => theo.sees(id)[0] === `customer: ${what}`);
      const kept = await events(world, text?.id);
      expect([what, text?.state, kept.length, notesOf({ theo }, conversation?.id).length]).toEqual([
        what,
        state,
        count,
        notes,
      ]);
    }
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(fares.length);
  });

  test('every event is kept with its time and source', async () => {
    const { world, theo } = await begin();
    const start = world.now();
    theo.replies('Tomorrow.');
    await world.settle();
    expect(await events(world)).toEqual([
      { state: 'queued', source: 'answer', error_code: null, at: new Date(start) },
      { state: 'sent', source: 'callback', error_code: null, at: new Date(start + 300) },
      { state: 'delivered', source: 'callback', error_code: null, at: new Date(start + 1_200) },
    ]);
  });

  test('a callback is faster than the answer to the send', async () => {
    const { world, maya, theo } = await begin();
    world.twilio.faults.add({ method: 'POST', path: sending, kind: 'delay', ms: 150, times: 1 });
    world.twilio.fare(maya.number, { after: [0, 0] });
    const taken = new Promise<void>((resolve) => {
      world.twilio.on(({ kind: what }) => what === 'message' && resolve());
    });
    theo.replies('Tomorrow.');
    const settled = world.settle();
    await taken;
    await world.twilio.postOffice.deliverDue();
    expect((await texts(world)).map((text) => text.state)).toEqual(['delivered']);
    await settled;
    expect((await events(world)).map(({ state, source }) => `${state} ${source}`).sort()).toEqual([
      'delivered callback',
      'queued answer',
      'sent callback',
    ]);
    expect((await texts(world)).map((text) => text.state)).toEqual(['delivered']);
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(1);
  });

  test('what is no news of a text of this workspace changes nothing', async () => {
    const { world, maya, theo } = await begin();
    const other = { id: 'other123', account: 'AC00000000000000000000000000000002', token: 'another-token' };
    const sealer = world.app.ctx.sealer;
    const sealed = (value: string) => sealer.seal(new Secret(value), other.id);
    await world.app.ctx.database.owner.transaction().execute((trx) =>
      upsertWorkspace(
        trx,
        {
          id: other.id,
          name: 'Another Company',
          region: 'US',
          timezone: 'UTC',
          source: 'install',
          actingAdminId: '1',
          sealedIntercomToken: sealed('none'),
          sealedTwilioAuthToken: sealed(other.token),
          twilioAccountSid: other.account,
          senders: ['+14155550188'],
        },
        new Date(world.now()),
      ),
    );
    const inboundSid = maya.texts('Hello?');
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await texts(world);
    const ours = { messageId: text?.id, sid: text?.twilio_sid ?? '', state: 'delivered' };
    const theirs = { workspaceId: other.id, token: other.token, accountSid: other.account };
    const before = await events(world);
    expect([
      await post(world, { ...ours, state: 'partially_delivered' }),
      await post(world, { ...ours, state: 'toString' }),
      await post(world, { ...ours, ...theirs }),
      await post(world, { ...ours, ...theirs, messageId: undefined }),
      await post(world, { ...ours, sid: `SM${'0'.repeat(32)}` }),
      await post(world, { sid: inboundSid, state: 'failed' }),
      await post(world, { sid: `SM${'1'.repeat(32)}`, state: 'delivered' }),
    ]).toEqual([204, 204, 204, 204, 204, 204, 204]);
    expect(await post(world, { ...ours, token: other.token })).toBe(401);
    expect(await post(world, { ...ours, ...theirs, workspaceId: WORKSPACE_ID })).toBe(401);
    await world.settle();
    expect(await events(world)).toEqual(before);
    expect((await texts(world)).map((one) => one.state)).toEqual(['queued']);
    const inbound = world.app.ctx.database.owner.selectFrom('messages').select('state').where('direction', '=', 'in');
    expect(await inbound.execute()).toEqual([{ state: 'threaded' }, { state: 'threaded' }]);
    // The same news without our id in the query, by Twilio's id alone.
    expect(await post(world, { ...ours, messageId: undefined })).toBe(204);
    expect((await texts(world)).map((one) => one.state)).toEqual(['delivered']);
  });

  test('a delivery proves a reported failure wrong, a late failure does not undo a delivery', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'failed', errorCode: 30008 });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await texts(world);
    const ours = { messageId: text?.id, sid: text?.twilio_sid ?? '' };
    for (const state of ['failed', 'delivered', 'undelivered', 'sent', 'failed']) await post(world, { ...ours, state });
    await world.settle();
    expect((await texts(world)).map((one) => [one.state, one.error_code])).toEqual([['delivered', null]]);
    expect(notesOf(cast)).toEqual([expect.stringMatching(/did not reach/), arrived]);
  });

  test.each<[string, string[], string, string[]]>([
    ['undelivered, then delivered', ['undelivered', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['failed, then delivered', ['failed', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['undelivered, then read', ['undelivered', 'read'], 'read', ['failed', 'arrived']],
    ['undelivered, delivered, read', ['undelivered', 'delivered', 'read'], 'read', ['failed', 'arrived']],
    ['each twice', ['undelivered', 'undelivered', 'delivered', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['back and forth', ['undelivered', 'delivered', 'failed', 'delivered'], 'delivered', ['failed', 'arrived']],
    ['undelivered, then sent', ['undelivered', 'sent'], 'undelivered', ['failed']],
    ['failed, then undelivered', ['failed', 'undelivered'], 'undelivered', ['failed']],
    ['delivered, then undelivered', ['delivered', 'undelivered'], 'delivered', []],
    ['read, then failed', ['read', 'failed'], 'read', []],
  ])('%s: the state moves forward only, and what a note said is put right once', async (_what, said, end, kinds) => {
    const { world, maya, theo } = await begin();
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await texts(world);
    const sid = text?.twilio_sid ?? '';
    for (const state of said) expect(await post(world, { messageId: text?.id, sid, state })).toBe(204);
    await world.settle();
    expect((await texts(world)).map(({ state }) => state)).toEqual([end]);
    const notes = world.app.ctx.database.owner.selectFrom('notes').select('kind').orderBy('id');
    expect((await notes.execute()).map(({ kind }) => kind)).toEqual(kinds);
    expect(notesOf({ theo }).at(-1) === arrived).toBe(kinds.includes('arrived'));
  });

  test('a carrier reports a failure, and an hour later that the text arrived', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30008, arrivesAfter: 3_600_000 });
    theo.replies('Tomorrow.');
    await world.settle();
    expect(notesOf(cast)).toEqual([expect.stringMatching(/did not reach/)]);
    await world.pass(3_600_000);
    expect([notesOf(cast).at(-1), maya.sees()]).toEqual([arrived, ['Tomorrow.']]);
  });

  test('news of all at the same moment, from two processes or in one commit, is told once', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { silent: true });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await texts(world);
    const ours = { messageId: text?.id, sid: text?.twilio_sid ?? '' };
    await post(world, { ...ours, state: 'undelivered' });
    await Promise.all(
      ['delivered', 'undelivered', 'delivered', 'sent'].map((state) => post(world, { ...ours, state })),
    );
    await world.settle();
    expect(notesOf(cast)).toEqual([expect.stringMatching(/did not reach/), arrived]);
  });

  test('a text that was sent again meanwhile arrived twice, and the note says so', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { end: 'undelivered', errorCode: 30008 });
    theo.replies('Tomorrow.');
    await world.settle();
    const [text] = await texts(world);
    world.twilio.fare(maya.number, {});
    const workspace = await world.app.ctx.workspaces.get(WORKSPACE_ID);
    const [conversation] = theo.conversations();
    const click = { messageId: text?.id ?? '', conversationId: conversation?.id ?? '', adminId: null };
    expect(await sendAgain(within(world.app.ctx, WORKSPACE_ID), workspace, click)).toEqual({ kind: 'sent' });
    await world.settle();
    await post(world, { messageId: text?.id, sid: text?.twilio_sid ?? '', state: 'delivered' });
    await world.settle();
    expect(notesOf(cast).at(-1)).toBe(
      'note: Threadwire: This reply reached (415) 555-0132 after all. It was also sent again from the SMS panel, so they may have it twice.',
    );
  });

  test('of a long reply it is told once no part of it is missing, and what fails later is told again', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    world.twilio.fare(maya.number, { silent: true });
    theo.replies(Array.from({ length: 600 }, (_, index) => `word${index}`).join(' '));
    await world.settle();
    const parts = await texts(world);
    const say = async (no: number, state: string) => {
      const part = parts[no - 1];
      await post(world, { messageId: part?.id, sid: part?.twilio_sid ?? '', state });
      await world.settle();
      return notesOf(cast).length;
    };
    expect(parts.length).toBeGreaterThan(2);
    expect(await say(1, 'undelivered')).toBe(1);
    expect(await say(2, 'undelivered')).toBe(1);
    expect(await say(2, 'delivered')).toBe(1);
    expect(await say(1, 'delivered')).toBe(2);
    expect(await say(3, 'undelivered')).toBe(3);
    expect(await say(3, 'delivered')).toBe(4);
    expect(notesOf(cast)).toEqual([
      expect.stringMatching(/^note: Threadwire: .*SMS 1 of \d of this reply did not reach/),
      expect.stringMatching(/^note: Threadwire: SMS 1 of \d of this reply reached .* after all/),
      expect.stringMatching(/^note: Threadwire: .*SMS 3 of \d of this reply did not reach/),
      expect.stringMatching(/^note: Threadwire: SMS 3 of \d of this reply reached .* after all/),
    ]);
  });
});

describe('a text that does not arrive', () => {
  test('each failure on the way ends in one note in plain words, is not tried again and holds up nothing', async () => {
    const { world, theo } = await stage();
    const codes = [30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30023, 30032, 30034, 30410, 30999, 63016];
    const people = codes.map((code) => ({ code, customer: new Customer(world, magicNumberFor(code)) }));
    for (const { code, customer } of people) customer.texts(`I am ${code}`);
    await world.settle();
    const conversationOf = (code: number) =>
      theo.conversations().find((one) => theo.sees(one.id).includes(`customer: I am ${code}`))?.id ?? '';
    world.traffic.clear();
    for (const { code } of people) theo.replies('This fails.', { in: conversationOf(code) });
    await world.pass(10 * 60_000);
    for (const { code } of people) {
      expect(notesOf({ theo }, conversationOf(code))).toEqual([expect.stringMatching(failureNote(code))]);
    }
    const failed = await texts(world);
    expect(failed.map((text) => text.error_code).sort()).toEqual(codes);
    expect(new Set(failed.map((text) => text.state))).toEqual(new Set(['failed', 'undelivered']));
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(codes.length);
    for (const { code, customer } of people) {
      world.twilio.fare(customer.number, {});
      theo.replies('This arrives.', { in: conversationOf(code) });
    }
    await world.settle();
    expect(people.map(({ customer }) => customer.sees())).toEqual(people.map(() => ['This arrives.']));
  });

  test('each refusal at once ends in one note in plain words, is not tried again and holds up nothing', async () => {
    const { world, theo } = await stage({ ourNumbers: ['+14155550100', '+15005550007'] });
    const refusals = [
      [21211, '+15005550001', undefined],
      [21612, '+15005550002', undefined],
      [21408, '+15005550003', undefined],
      [21614, '+15005550009', undefined],
      [21606, '+14155550132', '+15005550007'],
    ] as const;
    for (const [code, from, to] of refusals) new Customer(world, from).texts(`I am ${code}`, to ? { to } : {});
    await world.settle();
    const conversationOf = (code: number) =>
      theo.conversations().find((one) => theo.sees(one.id).includes(`customer: I am ${code}`))?.id ?? '';
    world.traffic.clear();
    for (const [code] of refusals) theo.replies('Once.', { in: conversationOf(code) });
    await world.pass(10 * 60_000);
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(refusals.length);
    for (const [code] of refusals) theo.replies('And again.', { in: conversationOf(code) });
    await world.settle();
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(2 * refusals.length);
    for (const [code] of refusals) {
      const told = expect.stringMatching(failureNote(code));
      expect(notesOf({ theo }, conversationOf(code))).toEqual([told, told]);
    }
    expect(new Set((await texts(world)).map((text) => text.state))).toEqual(new Set(['failed']));
  });

  test.each([
    ['at once', '+15005550004', {}],
    ['later', '+14155550132', { end: 'failed', errorCode: 21610 } satisfies Fare],
  ])(
    'Twilio says %s that the customer has opted out: the next reply is not even tried, until they text START',
    async (_when, number, fare) => {
      const { world, theo } = await stage();
      const customer = new Customer(world, number);
      customer.texts('Is my order out?');
      await world.settle();
      world.twilio.fare(number, fare);
      theo.replies('Tomorrow.');
      await world.settle();
      expect(notesOf({ theo })).toEqual([expect.stringMatching(/did not reach.*START.*\(Twilio error 21610\)/)]);
      const consents = world.app.ctx.database.owner
        .selectFrom('consents')
        .select(['address', 'sender', 'opted_out', 'source']);
      const optedOut = { address: number, sender: world.ourNumber, opted_out: true, source: 'error-21610' };
      expect(await consents.execute()).toEqual([optedOut]);
      theo.replies('Anyway.');
      await world.settle();
      expect(world.traffic.count('twilio', 'POST', sending)).toBe(1);
      expect(notesOf({ theo }).slice(1)).toEqual([expect.stringMatching(/opted out.*not texted.*START/)]);

      world.twilio.fare(number, {});
      customer.texts('START');
      await world.settle();
      theo.replies('Welcome back.');
      await world.settle();
      expect(world.traffic.count('twilio', 'POST', sending)).toBe(2);
    },
  );

  test('too many requests: tried again when Twilio said, and delivered once', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const body = { code: 20429, message: 'Too Many Requests', status: 429 };
    const headers = { 'retry-after': '30' };
    world.twilio.faults.add({ method: 'POST', path: sending, kind: 'status', status: 429, headers, body, times: 2 });
    theo.replies('Tomorrow.');
    theo.replies('At noon.');
    await world.pass(29_000);
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(1);
    expect(maya.sees()).toEqual([]);
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Tomorrow.', 'At noon.']);
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(4);
    expect(world.traffic.count('twilio', 'GET')).toBe(0);
    expect(notesOf(cast)).toEqual([]);
  });

  test('a part that Twilio refuses stops the parts after it, and one note says so', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    const body = { code: 21408, message: 'no permission', status: 400 };
    const long = Array.from({ length: 700 }, (_, index) => `word${index}`).join(' ');
    world.twilio.on(({ message }) => {
      // Once the first part has been taken, the next one is refused.
      if (message.direction !== 'inbound' && world.twilio.faults.list().length === 0 && message.status === 'queued')
        world.twilio.faults.add({ method: 'POST', path: sending, kind: 'status', status: 400, body, times: 1 });
    });
    theo.replies(long);
    await world.settle();
    expect(maya.sees()).toHaveLength(1);
    expect((await texts(world)).map((text) => text.state)).toEqual(['delivered', 'failed', 'refused', 'refused']);
    expect(notesOf(cast)).toEqual([
      expect.stringMatching(
        /^note: Threadwire: .*SMS 2 of 4 of this reply did not reach .*, and the rest was not sent\./,
      ),
    ]);
    world.twilio.faults.clear();
    theo.replies('Short.');
    await world.settle();
    expect(maya.sees().at(-1)).toBe('Short.');
    expect(world.traffic.count('twilio', 'POST', sending)).toBe(3);
  });
});

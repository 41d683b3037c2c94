// Holds the pretend Twilio to its documentation on messages: sent, listed, redacted, with media.
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  clientOf,
  clock,
  KEY,
  MAYA,
  OURS,
  outcomeOf,
  received,
  START,
  send,
  service,
  settle,
  stand,
  TOKEN,
  TOLL_FREE,
  traffic,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';

withTwilioAlone();

describe('POST Messages', () => {
  test('answers the whole resource, queued', async () => {
    const message = await send();
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(message.dateCreated).toEqual(new Date(START));
    expect(message).toMatchObject({ status: 'queued', numSegments: '1', numMedia: '0', direction: 'outbound-api' });
    expect(message).toMatchObject({ errorCode: null, messagingServiceSid: null, price: null, dateSent: null });
  });

  test('takes API keys, which may not read the account', async () => {
    const client = clientOf(KEY, 'key-secret');
    expect((await client.messages.create({ from: OURS, to: MAYA, body: 'Hello' })).status).toBe('queued');
    expect(await outcomeOf(client.api.accounts(ACCOUNT).fetch())).toBe('401 20003');
    expect(await clientOf().api.accounts(ACCOUNT).fetch()).toMatchObject({ status: 'active', type: 'Full' });
  });

  test.each([
    [
      'a wrong secret',
      '401 20003',
      () => clientOf(ACCOUNT, 'wrong').messages.create({ from: OURS, to: MAYA, body: 'x' }),
    ],
    ['no recipient', '400 21604', () => send({ to: '' })],
    ['a recipient that is no number', '400 21211', () => send({ to: '+1212' })],
    ['a short code', '400 21265', () => send({ to: '24273' })],
    ['no sender', '400 21603', () => send({ from: '' })],
    ['a sender that is no number', '400 21212', () => send({ from: '+1212' })],
    ['a sender of nobody', '400 21606', () => send({ from: '+12125550199' })],
    ['a sender that is the recipient', '400 21266', () => send({ to: OURS })],
    ['nothing to say', '400 21602', () => send({ body: '' })],
    ['too much to say', '400 21617', () => send({ body: 'x'.repeat(1601) })],
    ['too many media', '400 21623', () => send({ mediaUrl: Array(11).fill('https://example.com/a.jpg') })],
    ['media that are no URL', '400 21620', () => send({ mediaUrl: ['picture'] })],
    [
      'media from a number without MMS',
      '400 21621',
      () => send({ from: TOLL_FREE, mediaUrl: ['https://example.com/a'] }),
    ],
    ['a callback with an underscore', '400 21609', () => send({ statusCallback: 'https://my_host.example.com/' })],
    ['an unknown service', '400 21701', () => send({ messagingServiceSid: `MG${'0'.repeat(32)}` })],
    ['magic To: invalid', '400 21211', () => send({ to: '+15005550001' })],
    ['magic To: not reachable', '400 21612', () => send({ to: '+15005550002' })],
    ['magic To: region', '400 21408', () => send({ to: '+15005550003' })],
    ['magic To: opted out', '400 21610', () => send({ to: '+15005550004' })],
    ['magic To: landline', '400 21614', () => send({ to: '+15005550009' })],
    ['magic From: invalid', '400 21212', () => send({ from: '+15005550001' })],
    ['magic From: not ours', '400 21606', () => send({ from: '+15005550007' })],
    ['magic From: full queue', '429 21611', () => send({ from: '+15005550008' })],
  ])('refuses %s with %s and keeps nothing', async (_, expected, attempt) => {
    expect(await outcomeOf(attempt())).toBe(expected);
    expect(stand.messages()).toEqual([]);
  });

  test('refuses a suspended account', async () => {
    stand.addAccount({ sid: ACCOUNT, authToken: TOKEN, status: 'suspended' });
    expect(await outcomeOf(send())).toBe('403 20005');
  });

  test('makes a text to another own number come in there', async () => {
    await send({ to: TOLL_FREE, statusCallback: undefined });
    await settle();
    expect(received()).toMatchObject([{ form: { From: OURS, To: TOLL_FREE, Body: 'Hello' }, isSigned: true }]);
  });
});

describe('lists and settings', () => {
  test('list the newest first, page by page, within the dates', async () => {
    for (const body of ['one', 'two', 'three']) {
      await send({ body });
      clock.advance(60_000);
    }
    const { messages } = clientOf();
    const bodies = async (query: Parameters<typeof messages.list>[0]) =>
      (await messages.list(query)).map((m) => m.body);
    expect(await bodies({ pageSize: 2 })).toEqual(['three', 'two', 'one']);
    expect(await bodies({ dateSentAfter: new Date(START + 60_000) })).toEqual(['three', 'two']);
    expect(await bodies({ dateSentBefore: new Date(START + 30_000) })).toEqual(['one']);
    expect(await bodies({ dateSent: new Date(START) })).toEqual(['three', 'two', 'one']);
    expect(await bodies({ dateSent: new Date(START - 86_400_000) })).toEqual([]);
    expect(await bodies({ to: '+12125550124' })).toEqual([]);
    expect(traffic.count('twilio', 'GET', /Messages\.json$/)).toBe(7);
  });

  test('redact and delete a message once sent, and cancel none', async () => {
    const { sid } = await send();
    const message = clientOf().messages(sid);
    expect(await outcomeOf(message.update({ body: '' }))).toBe('409 20009');
    expect(await outcomeOf(message.update({ status: 'canceled' }))).toBe('400 30409');
    await settle();
    expect((await message.update({ body: '' })).body).toBe('');
    expect(await message.remove()).toBe(true);
    expect(await outcomeOf(message.fetch())).toBe('404 20404');
  });

  test('list numbers and set their webhooks', async () => {
    const { incomingPhoneNumbers } = clientOf();
    const [number] = await incomingPhoneNumbers.list({ phoneNumber: OURS });
    expect(number).toMatchObject({
      phoneNumber: OURS,
      capabilities: { sms: true, mms: true },
      smsApplicationSid: null,
    });
    const context = incomingPhoneNumbers(number?.sid ?? '');
    expect(await outcomeOf(context.update({ smsUrl: 'nonsense' }))).toBe('400 21503');
    const smsUrl = `${service.url}/other#rc=2&rp=all`;
    expect((await context.update({ smsUrl })).smsUrl).toBe(smsUrl);
    stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    await settle();
    expect(received()).toMatchObject([{ path: '/other', isSigned: true }]);
  });

  test('fetch media first, and fail a text without its media', async () => {
    service.answer('/', { type: 'image/png', body: 'x' });
    expect((await send({ mediaUrl: [`${service.url}/a.png`] })).sid).toMatch(/^MM/);
    expect(received().map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    expect(stand.phone(MAYA)).toMatchObject([{ media: [{ contentType: 'image/png' }] }]);
    service.answer('/', { status: 405 });
    const { sid } = await send({ mediaUrl: [`${service.url}/a.png`] });
    await settle();
    expect(await clientOf().messages(sid).fetch()).toMatchObject({ status: 'failed', errorCode: 11200 });
  });
});

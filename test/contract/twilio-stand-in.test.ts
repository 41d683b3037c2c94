// The pretend Twilio against Twilio's own library and documentation: what it answers, posts, signs and refuses.
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import twilio from 'twilio';
import { ManualClock } from '../../src/lib/clock.ts';
import { PostOffice } from '../../src/simulator/stand-in/post-office.ts';
import { Traffic } from '../../src/simulator/stand-in/traffic.ts';
import { magicNumberFor } from '../../src/simulator/twilio/fares.ts';
import { startTwilio, type TwilioStandIn } from '../../src/simulator/twilio/server.ts';
import { calledUrl, signatureOf } from '../../src/simulator/twilio/signing.ts';
import { afterEach, beforeEach, describe, expect, test } from '../support/jest-globals.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const KEY = `SK${'b'.repeat(32)}`;
const TOKEN = 'pretend-token';
const OURS = '+12125550100';
const TOLL_FREE = '+18005550100';
const MAYA = '+12125550123';
const START = Date.UTC(2026, 0, 8, 13, 5);

interface Received {
  method: string;
  path: string;
  form: Record<string, string>;
  token: string;
  isSigned: boolean;
}

/** Answers of the service, one for each request; the last one stays. */
interface Answer {
  status?: number;
  type?: string;
  body?: string;
  hangUp?: boolean;
}

async function startService(authToken: () => string) {
  const received: Received[] = [];
  const state = { answers: [{ type: 'text/xml', body: '<Response/>' }] as Answer[] };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    const isSigned = twilio.validateRequest(authToken(), signature, `${url()}${request.url}`, form);
    const token = String(request.headers['i-twilio-idempotency-token'] ?? '');
    received.push({ method: request.method ?? '', path: request.url ?? '', form, token, isSigned });
    const answer = (state.answers.length > 1 ? state.answers.shift() : state.answers[0]) ?? {};
    if (answer.hangUp) request.socket.destroy();
    else response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'text/plain' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = () => {
    const address = server.address();
    return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  };
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: url(), received, state, close };
}

let clock: ManualClock;
let traffic: Traffic;
let stand: TwilioStandIn;
let service: Awaited<ReturnType<typeof startService>>;
let token: string;

beforeEach(async () => {
  token = TOKEN;
  clock = new ManualClock(START);
  const file = process.env.SIMULATOR_TRAFFIC_LOG;
  traffic = new Traffic(file ? { file } : {});
  stand = await startTwilio({ clock, traffic, random: () => 0.5 });
  service = await startService(() => token);
  stand.addAccount({ sid: ACCOUNT, authToken: TOKEN, apiKeys: [{ sid: KEY, secret: 'key-secret' }] });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: OURS, smsUrl: `${service.url}/in?w=1` });
  stand.addNumber({
    accountSid: ACCOUNT,
    phoneNumber: TOLL_FREE,
    smsUrl: `${service.url}/in`,
    tollFree: true,
    mms: false,
  });
});

afterEach(async () => {
  await stand.close();
  await service.close();
  await traffic.close();
});

function clientOf(user = ACCOUNT, secret = TOKEN, base = stand.url) {
  const client = twilio(user, secret, { accountSid: ACCOUNT });
  client.api.baseUrl = base;
  return client;
}

/** Moves the clock from one due time to the next until nothing is due any more. */
async function settle(): Promise<void> {
  for (;;) {
    await stand.postOffice.deliverDue();
    const next = stand.postOffice.nextDueAt();
    if (next === null) return;
    clock.advance(Math.max(next - clock.now(), 0));
  }
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => ({ status: 0, code: 0 }),
    (thrown: unknown) => thrown,
  );
  if (typeof error !== 'object' || error === null) return '';
  const { status, code } = Object.assign({ status: undefined, code: undefined }, error);
  return `${status} ${code}`;
}

const send = (over: Record<string, unknown> = {}) =>
  clientOf().messages.create({
    from: OURS,
    to: MAYA,
    body: 'Hello',
    statusCallback: `${service.url}/status?id=1`,
    ...over,
  });

const statuses = () => service.received.map(({ form }) => form.MessageStatus);

describe('signing', () => {
  test('gives the signature that the documentation prints', () => {
    const params = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    };
    const signature = signatureOf('12345', 'https://example.com/myapp.php?foo=1&bar=2', params);
    expect(signature).toBe('L/OH5YylLD5NRKLltdqwSvS0BnU=');
  });

  test('leaves fragment and user information out of what is called', () => {
    expect(calledUrl('https://user:pass@example.com/in?w=1#rc=3')).toEqual({
      url: 'https://example.com/in?w=1',
      headers: { authorization: `Basic ${Buffer.from('user:pass').toString('base64')}` },
    });
  });

  test('uses the token of the moment of sending', async () => {
    stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    stand.rotateAuthToken(ACCOUNT, 'next-token');
    token = 'next-token';
    await settle();
    expect(service.received).toMatchObject([{ isSigned: true }]);
    expect(await codeOf(clientOf().messages.list({ limit: 1 }))).toBe('401 20003');
  });
});

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
    expect(await codeOf(client.api.accounts(ACCOUNT).fetch())).toBe('401 20003');
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
    expect(await codeOf(attempt())).toBe(expected);
    expect(stand.messages()).toEqual([]);
  });

  test('refuses a suspended account', async () => {
    stand.addAccount({ sid: ACCOUNT, authToken: TOKEN, status: 'suspended' });
    expect(await codeOf(send())).toBe('403 20005');
  });

  test('makes a text to another own number come in there', async () => {
    await send({ to: TOLL_FREE, statusCallback: undefined });
    await settle();
    expect(service.received).toMatchObject([{ form: { From: OURS, To: TOLL_FREE, Body: 'Hello' }, isSigned: true }]);
  });
});

describe('status callbacks', () => {
  test('come signed and on the clock: sent, then delivered', async () => {
    const { sid } = await send();
    clock.advance(299);
    expect(await stand.postOffice.deliverDue()).toBe(0);
    clock.advance(1);
    expect(await stand.postOffice.deliverDue()).toBe(1);
    clock.advance(900);
    await stand.postOffice.deliverDue();
    expect(service.received).toMatchObject([
      { path: '/status?id=1', isSigned: true, form: { MessageSid: sid, MessageStatus: 'sent', SmsStatus: 'sent' } },
      { isSigned: true, form: { MessageStatus: 'delivered', AccountSid: ACCOUNT, RawDlrDoneDate: '2601081305' } },
    ]);
    const message = await clientOf().messages(sid).fetch();
    expect(message).toMatchObject({ status: 'delivered', price: '-0.00790' });
    expect(stand.phone(MAYA)).toMatchObject([{ sid, direction: 'in', body: 'Hello', status: 'delivered' }]);
  });

  test('come reversed and doubled on request, and nothing moves back', async () => {
    stand.fare(MAYA, { end: 'read', order: 'reversed', duplicate: 2, after: [10, 20, 30] });
    const { sid } = await send();
    await settle();
    expect(statuses()).toEqual(['read', 'read', 'delivered', 'delivered', 'sent', 'sent']);
    expect((await clientOf().messages(sid).fetch()).status).toBe('read');
  });

  test('stay away where that is planned', async () => {
    stand.fare(MAYA, { silent: true });
    const { sid } = await send();
    await settle();
    expect(service.received).toEqual([]);
    expect((await clientOf().messages(sid).fetch()).status).toBe('delivered');
  });

  test.each([
    [30005, 'undelivered', ['sent', 'undelivered']],
    [30034, 'undelivered', ['sent', 'undelivered']],
    [30036, 'failed', ['failed']],
    [63016, 'failed', ['failed']],
  ])('end with error %i as %s for its magic recipient', async (code, end, expected) => {
    const to = magicNumberFor(code);
    const { sid } = await send({ to });
    await settle();
    expect(statuses()).toEqual(expected);
    expect(service.received.at(-1)?.form.ErrorCode).toBe(String(code));
    expect(await clientOf().messages(sid).fetch()).toMatchObject({ status: end, errorCode: code });
    expect(stand.phone(to)).toEqual([]);
  });

  test('are tried once more only when no connection is made', async () => {
    await service.close();
    stand.fare(MAYA, { end: 'sent' });
    await send();
    await settle();
    expect(stand.postOffice.log.map(({ status, attempt }) => [status, attempt])).toEqual([
      [null, 1],
      [null, 2],
    ]);
  });

  test('are tried again as the fragment says', async () => {
    service.state.answers = [{ status: 503 }, { status: 500 }, { hangUp: true }, { status: 204 }];
    stand.fare(MAYA, { end: 'sent' });
    await send({ statusCallback: `${service.url}/status#rc=3&rp=5xx,rt` });
    await settle();
    expect(stand.postOffice.log.map(({ status }) => status)).toEqual([503, 500, null, 204]);
    expect(new Set(service.received.map((request) => request.token)).size).toBe(1);
    expect(service.received.every(({ isSigned, path }) => isSigned && path === '/status')).toBe(true);
  });
});

describe('inbound texts', () => {
  test('are posted with every parameter, signed', async () => {
    const sid = stand.text({ from: MAYA, to: OURS, body: ' Hi & bye ', extra: { ProfileName: 'Maya' } });
    await settle();
    const [request] = service.received;
    expect(request).toMatchObject({ method: 'POST', path: '/in?w=1', isSigned: true });
    expect(request?.form).toMatchObject({ MessageSid: sid, SmsSid: sid, AccountSid: ACCOUNT, From: MAYA, To: OURS });
    expect(request?.form).toMatchObject({ Body: ' Hi & bye ', NumMedia: '0', NumSegments: '1', FromCity: '' });
    expect(request?.form).toMatchObject({ SmsStatus: 'received', ApiVersion: '2010-04-01', ProfileName: 'Maya' });
    expect(stand.phone(MAYA)).toMatchObject([{ sid, direction: 'out' }]);
  });

  test('come again under the same sid when they are repeated', async () => {
    const sid = stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    stand.repeat(sid);
    await settle();
    expect(service.received.map(({ form }) => form.MessageSid)).toEqual([sid, sid]);
  });

  test('carry media, served from another origin that wants no credentials', async () => {
    const bytes = new TextEncoder().encode('picture');
    const sid = stand.text({ from: MAYA, to: OURS, body: '', media: [{ contentType: 'image/jpeg', bytes }] });
    await settle();
    const form = service.received[0]?.form ?? {};
    expect(form).toMatchObject({ NumMedia: '1', MediaContentType0: 'image/jpeg' });
    const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    const response = await fetch(form.MediaUrl0 ?? '', { headers: { authorization } });
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(await response.text()).toBe('picture');
    const location = (await fetch(form.MediaUrl0 ?? '', { redirect: 'manual' })).headers.get('location') ?? '';
    expect((await fetch(location, { headers: { authorization } })).status).toBe(400);
    const [media] = await clientOf().messages(sid).media.list();
    expect(media).toMatchObject({ parentSid: sid, contentType: 'image/jpeg' });
    expect(
      await clientOf()
        .messages(sid)
        .media(media?.sid ?? '')
        .remove(),
    ).toBe(true);
    expect((await fetch(form.MediaUrl0 ?? '')).status).toBe(404);
  });

  test('make Twilio text what is answered as plain text or TwiML', async () => {
    service.state.answers = [
      { body: 'OK' },
      { type: 'text/xml', body: '<Response><Message>A &amp; B</Message><Message><Body>C</Body></Message></Response>' },
    ];
    stand.text({ from: MAYA, to: OURS, body: 'one' });
    await settle();
    stand.text({ from: MAYA, to: OURS, body: 'two' });
    await settle();
    expect(stand.phone(MAYA).map(({ body }) => body)).toEqual(['one', 'OK', 'two', 'A & B', 'C']);
  });

  test.each([
    ['a failure', { status: 500 }, '11200'],
    ['another type', { type: 'application/json', body: '{}' }, '12300'],
    ['no TwiML', { type: 'text/xml', body: '<Answer/>' }, '12100'],
    ['too much', { type: 'text/xml', body: ' '.repeat(65_537) }, '11750'],
  ])('go to the fallback URL after %s', async (_, answer, code) => {
    const fallback = { accountSid: ACCOUNT, phoneNumber: OURS, smsFallbackUrl: `${service.url}/fallback` };
    stand.addNumber({ ...fallback, smsUrl: `${service.url}/in#rc=0` });
    service.state.answers = [answer, { status: 204 }];
    stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    await settle();
    expect(service.received).toMatchObject([
      { path: '/in' },
      { path: '/fallback', isSigned: true, form: { ErrorCode: code, ErrorUrl: `${service.url}/in`, Body: 'Hi' } },
    ]);
    expect(stand.alerts()).toMatchObject([{ code: Number(code) }]);
  });
});

describe('opting out', () => {
  test('blocks the pair, tells the phone, and is posted all the same', async () => {
    stand.text({ from: MAYA, to: OURS, body: ' stop ' });
    await settle();
    expect(service.received).toMatchObject([{ form: { Body: ' stop ' } }]);
    expect(stand.phone(MAYA)).toMatchObject([{ direction: 'out' }, { direction: 'in', from: OURS, sid: '' }]);
    expect(await codeOf(send())).toBe('400 21610');
    expect((await send({ from: TOLL_FREE })).status).toBe('queued');
    stand.text({ from: MAYA, to: OURS, body: 'Yes' });
    expect((await send()).status).toBe('queued');
  });

  test('takes a lone word; YES lifts none on toll-free numbers', async () => {
    stand.text({ from: MAYA, to: OURS, body: 'stop please' });
    expect((await send()).status).toBe('queued');
    stand.text({ from: MAYA, to: TOLL_FREE, body: 'STOP' });
    stand.text({ from: MAYA, to: TOLL_FREE, body: 'YES' });
    expect(await codeOf(send({ from: TOLL_FREE }))).toBe('400 21610');
    stand.text({ from: MAYA, to: TOLL_FREE, body: 'UNSTOP' });
    expect((await send({ from: TOLL_FREE })).status).toBe('queued');
  });

  test('through Advanced Opt-Out is named in the webhook', async () => {
    stand.text({ from: MAYA, to: OURS, body: 'please leave me alone', optOutType: 'STOP' });
    await settle();
    expect(service.received).toMatchObject([{ form: { OptOutType: 'STOP' } }]);
    expect(await codeOf(send())).toBe('400 21610');
  });
});

describe('faults', () => {
  test('named status answer for Twilio, as often as told', async () => {
    stand.faults.add({ method: 'POST', kind: 'status', status: 429, headers: { 'retry-after': '2' }, times: 1 });
    expect(await codeOf(send())).toBe('429 undefined');
    expect((await send()).status).toBe('queued');
    expect(stand.faults.list()).toEqual([]);
  });

  test('named hang-up-before leave nothing behind', async () => {
    stand.faults.add({ path: /Messages\.json$/, kind: 'hang-up-before', times: 1 });
    await expect(send()).rejects.toThrow('socket hang up');
    expect(stand.messages()).toEqual([]);
    expect(traffic.exchanges).toMatchObject([{ status: 0 }]);
  });

  test('named hang-up-after leave the message behind, and its callbacks come', async () => {
    stand.faults.add({ kind: 'hang-up-after', times: 1 });
    await expect(send()).rejects.toThrow('socket hang up');
    await settle();
    expect(statuses()).toEqual(['sent', 'delivered']);
    const found = await clientOf().messages.list({ to: MAYA, from: OURS, dateSentAfter: new Date(START) });
    expect(found).toMatchObject([{ body: 'Hello' }]);
  });

  test('named delay hold back the answer to work that is done', async () => {
    const remove = stand.faults.add({ kind: 'delay', ms: 60_000 });
    const client = twilio(ACCOUNT, TOKEN, { timeout: 50 });
    client.api.baseUrl = stand.url;
    await expect(client.messages.create({ from: OURS, to: MAYA, body: 'Hello' })).rejects.toThrow('timeout');
    expect(stand.messages()).toHaveLength(1);
    remove();
    expect(await clientOf().messages.list()).toHaveLength(1);
  });

  test('with a probability draw from the given randomness', async () => {
    stand.faults.add({ kind: 'status', status: 503, probability: 0.5 });
    expect((await send()).status).toBe('queued');
    stand.faults.add({ kind: 'status', status: 503, probability: 0.6 });
    expect(await codeOf(send())).toBe('503 undefined');
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
    expect(await codeOf(message.update({ body: '' }))).toBe('409 20009');
    expect(await codeOf(message.update({ status: 'canceled' }))).toBe('400 30409');
    await settle();
    expect((await message.update({ body: '' })).body).toBe('');
    expect(await message.remove()).toBe(true);
    expect(await codeOf(message.fetch())).toBe('404 20404');
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
    expect(await codeOf(context.update({ smsUrl: 'nonsense' }))).toBe('400 21503');
    const smsUrl = `${service.url}/other#rc=2&rp=all`;
    expect((await context.update({ smsUrl })).smsUrl).toBe(smsUrl);
    stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    await settle();
    expect(service.received).toMatchObject([{ path: '/other', isSigned: true }]);
  });

  test('fetch media first, and fail a text without its media', async () => {
    service.state.answers = [{ type: 'image/png', body: 'x' }];
    expect((await send({ mediaUrl: [`${service.url}/a.png`] })).sid).toMatch(/^MM/);
    expect(service.received.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    expect(stand.phone(MAYA)).toMatchObject([{ media: [{ contentType: 'image/png' }] }]);
    service.state.answers = [{ status: 405 }];
    const { sid } = await send({ mediaUrl: [`${service.url}/a.png`] });
    await settle();
    expect(await clientOf().messages(sid).fetch()).toMatchObject({ status: 'failed', errorCode: 11200 });
  });
});

describe('plumbing', () => {
  test('keeps traffic without credentials', async () => {
    await send();
    const [exchange] = traffic.exchanges;
    expect(exchange).toMatchObject({ service: 'twilio', method: 'POST', status: 201, at: START });
    expect(exchange?.requestHeaders.authorization).toBe('redacted');
    expect(new URLSearchParams(exchange?.requestBody).get('To')).toBe(MAYA);
  });

  test('delivers in the background, in random order on request', async () => {
    stand.postOffice.start(5);
    stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    while (service.received.length === 0) await wait(5);
    await stand.postOffice.stop();
    stand.postOffice.shuffle(() => 0);
    stand.postOffice.duplicate(2);
    await send();
    clock.advance(2000);
    expect(await stand.postOffice.deliverDue()).toBe(4);
    expect(statuses().slice(1).toSorted()).toEqual(['delivered', 'delivered', 'sent', 'sent']);
  });

  test('withdraws undelivered posts, and keeps order on request', async () => {
    const office = new PostOffice({ clock, inOrder: true });
    const heard: (number | undefined)[] = [];
    const posting = { method: 'HEAD' as const, headers: {}, body: '', dueAt: START, retry: () => null };
    const withdraw = office.post({ ...posting, url: service.url, label: 'withdrawn' });
    office.post({ ...posting, url: service.url, label: 'kept', onAnswer: (answer) => heard.push(answer?.status) });
    withdraw();
    expect(await office.deliverDue()).toBe(1);
    expect(office.log).toMatchObject([{ label: 'kept', status: 200, attempt: 1 }]);
    expect(heard).toEqual([200]);
  });
});

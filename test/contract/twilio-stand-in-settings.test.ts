// Holds the pretend Twilio to its documentation on settings: where numbers, applications and Messaging Services bring texts.
import twilio from 'twilio';
import type { TwilioStandIn } from '../../src/simulator/twilio/server.ts';
import { beforeEach, describe, expect, test } from '../support/jest-globals.ts';
import { type Heard, startListener } from '../support/listener.ts';
import { clock, service, stand, traffic, unrecorded, withTwilioAlone } from '../support/twilio-alone.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const STRANGER = `AC${'c'.repeat(32)}`;
const TOKEN = 'pretend-token';
const OURS = '+12125550100';
const SECOND = '+12125550101';
const ABROAD = '+353861230100';
const FOREIGN = '+12125550109';
const MAYA = '+12125550123';

withTwilioAlone(() => {
  stand.addAccount({ sid: ACCOUNT, authToken: TOKEN });
  stand.addAccount({ sid: STRANGER, authToken: 'another-token' });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: OURS, smsUrl: `${service.url}/number` });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: SECOND });
  stand.addNumber({ accountSid: ACCOUNT, phoneNumber: ABROAD });
  stand.addNumber({ accountSid: STRANGER, phoneNumber: FOREIGN, smsUrl: `${service.url}/stranger` });
});

function clientOf(sid = ACCOUNT, token = TOKEN) {
  const client = twilio(sid, token);
  client.api.baseUrl = stand.url;
  client.messaging.baseUrl = stand.url;
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

/** A customer texts; gives what was called, as path and body. */
async function called(to = OURS): Promise<string[]> {
  const before = service.heard.length;
  stand.text({ from: MAYA, to, body: 'Hi' });
  await settle();
  return service.heard.slice(before).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
}

function isSigned({ headers, path, method, body }: Heard, token = TOKEN): boolean {
  const params = method === 'GET' ? {} : Object.fromEntries(new URLSearchParams(body));
  return twilio.validateRequest(token, String(headers['x-twilio-signature']), `${service.url}${path}`, params);
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => ({ status: 0, code: 0 }),
    (thrown: unknown) => thrown,
  );
  const { status, code } = Object.assign({ status: undefined, code: undefined }, error);
  return `${status} ${code}`;
}

const numberContext = (phoneNumber = OURS) => clientOf().incomingPhoneNumbers(stand.number(phoneNumber).sid);

describe('a number', () => {
  test('is listed page by page with what it can do', async () => {
    stand.addNumber({ accountSid: ACCOUNT, phoneNumber: '+12125550102', sms: false });
    const numbers = await clientOf().incomingPhoneNumbers.list({ pageSize: 1 });
    expect(numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([OURS, SECOND, ABROAD, '+12125550102']);
    expect(traffic.count('twilio', 'GET', /IncomingPhoneNumbers\.json$/)).toBe(4);
    expect(numbers[0]).toMatchObject({ capabilities: { sms: true, mms: true, voice: true }, smsMethod: 'POST' });
    expect(numbers[3]).toMatchObject({ capabilities: { sms: false, mms: false, voice: true }, smsUrl: '' });
  });

  test('takes new settings and keeps those that are not named', async () => {
    const settings = { smsFallbackUrl: `${service.url}/fallback`, smsMethod: 'GET', friendlyName: 'Front desk' };
    const changed = await numberContext().update(settings);
    expect(changed).toMatchObject({ ...settings, smsUrl: `${service.url}/number`, smsFallbackMethod: 'POST' });
    expect(await numberContext().fetch()).toMatchObject(settings);
    expect((await numberContext().update({ smsUrl: '', smsFallbackUrl: '' })).smsUrl).toBe('');
    expect(await called()).toEqual([]);
  });

  test('refuses settings that make no sense', async () => {
    const refused = async (settings: Parameters<ReturnType<typeof numberContext>['update']>[0]) =>
      refusal(numberContext(SECOND).update(settings));
    expect(await refused({ smsUrl: 'https://my_host.example/' })).toBe('400 21503');
    expect(await refused({ smsFallbackUrl: 'https://host.example/' })).toBe('400 21406');
    expect(await refused({ smsMethod: 'PUT' })).toBe('400 22106');
    expect(await refused({ smsApplicationSid: `AP${'0'.repeat(32)}` })).toBe('400 22108');
    const other = stand.addApplication({ accountSid: STRANGER, friendlyName: 'Theirs' });
    expect(await refused({ smsApplicationSid: other })).toBe('400 22108');
    expect(stand.number(SECOND)).toMatchObject({ smsUrl: '', smsMethod: 'POST', smsApplicationSid: null });
  });

  test('calls by GET with everything in the signed URL', async () => {
    await numberContext().update({ smsMethod: 'GET', smsUrl: `${service.url}/number?w=1` });
    const sid = stand.text({ from: MAYA, to: OURS, body: 'a & b' });
    await settle();
    const [heard] = service.heard;
    const query = new URL(heard?.path ?? '', service.url).searchParams;
    expect(heard).toMatchObject({ method: 'GET', body: '' });
    expect([query.get('w'), query.get('MessageSid'), query.get('Body')]).toEqual(['1', sid, 'a & b']);
    expect(heard && isSigned(heard)).toBe(true);
  });

  test.each([
    ['a server error', { status: 500 }, '', ['/number', '/fallback']],
    ['a broken connection', { hangUp: true }, '', ['/number', '/fallback']],
    ['no answer in time', { silent: true }, '#rt=100', ['/number', '/fallback']],
    [
      'a server error that is tried again',
      { status: 500 },
      '#rc=2&rp=5xx',
      ['/number', '/number', '/number', '/fallback'],
    ],
  ])('goes to its fallback URL after %s', async (_, told, fragment, paths) => {
    await numberContext().update({
      smsUrl: `${service.url}/number${fragment}`,
      smsFallbackUrl: `${service.url}/fallback`,
    });
    service.answer('/number', told);
    expect(await called()).toEqual(paths.map((path) => `POST ${path}`));
    const form = Object.fromEntries(new URLSearchParams(service.heard.at(-1)?.body));
    expect(form).toMatchObject({ Body: 'Hi', ErrorCode: '11200', ErrorUrl: `${service.url}/number` });
    expect(service.heard.every((heard) => isSigned(heard))).toBe(true);
    expect(stand.alerts()).toMatchObject([{ code: 11200, accountSid: ACCOUNT }]);
  });

  test('goes to its fallback URL when nobody listens, after one more try', async () => {
    const gone = await startListener();
    await gone.close();
    await numberContext().update({ smsUrl: `${gone.url}/number`, smsFallbackUrl: `${service.url}/fallback` });
    expect(await called()).toEqual(['POST /fallback']);
    expect(stand.postOffice.log.map(({ status, attempt }) => [status, attempt])).toEqual([
      [null, 1],
      [null, 2],
      [200, 1],
    ]);
  });

  test('without SMS sends nothing and loses what is texted to it', async () => {
    stand.addNumber({ accountSid: ACCOUNT, phoneNumber: OURS, smsUrl: `${service.url}/number`, sms: false });
    expect(await refusal(clientOf().messages.create({ from: OURS, to: MAYA, body: 'Hi' }))).toBe('400 21606');
    expect(await called()).toEqual([]);
    expect(stand.messages()).toEqual([]);
    expect(stand.lostTexts()).toMatchObject([{ to: OURS, reason: 'the number takes no texts' }]);
    expect(stand.phone(MAYA)).toMatchObject([{ direction: 'out', body: 'Hi' }]);
  });
});

describe('an application', () => {
  test('sets the URLs of its numbers aside', async () => {
    const sid = stand.addApplication({
      accountSid: ACCOUNT,
      friendlyName: 'Studio',
      smsUrl: `${service.url}/application`,
      smsFallbackUrl: `${service.url}/application-fallback`,
    });
    expect((await numberContext().update({ smsApplicationSid: sid })).smsApplicationSid).toBe(sid);
    service.answer('/application', { status: 500 });
    expect(await called()).toEqual(['POST /application', 'POST /application-fallback']);
    expect((await numberContext().update({ smsApplicationSid: '' })).smsApplicationSid).toBeNull();
    expect(await called()).toEqual(['POST /number']);
  });

  test('is listed and read by its own account only', async () => {
    await unrecorded();
    const sid = stand.addApplication({
      accountSid: ACCOUNT,
      friendlyName: 'Studio',
      smsUrl: 'https://studio.example/',
    });
    stand.addApplication({ accountSid: STRANGER, friendlyName: 'Theirs' });
    const [only, ...others] = await clientOf().applications.list();
    expect(only).toMatchObject({ sid, friendlyName: 'Studio', smsUrl: 'https://studio.example/', smsMethod: 'POST' });
    expect(others).toEqual([]);
    expect((await clientOf().applications(sid).fetch()).accountSid).toBe(ACCOUNT);
    expect(await refusal(clientOf(STRANGER, 'another-token').applications(sid).fetch())).toBe('404 20404');
  });
});

describe('a Messaging Service', () => {
  const add = (over: Partial<Parameters<TwilioStandIn['addService']>[0]> = {}) =>
    stand.addService({ accountSid: ACCOUNT, friendlyName: 'Support', numbers: [OURS], ...over });

  test('leaves inbound texts to the number while it is told so', async () => {
    const sid = add({ inboundRequestUrl: `${service.url}/service` });
    expect(await called()).toEqual(['POST /number']);
    expect(new URLSearchParams(service.heard[0]?.body).get('MessagingServiceSid')).toBe(sid);
    await clientOf().messaging.v1.services(sid).update({ useInboundWebhookOnNumber: false });
    expect(await called()).toEqual(['POST /service']);
  });

  test('takes inbound texts to its own URL, fallback and methods', async () => {
    add({
      useInboundWebhookOnNumber: false,
      inboundRequestUrl: `${service.url}/service`,
      inboundMethod: 'GET',
      fallbackUrl: `${service.url}/after`,
    });
    service.answer('/service', { status: 500 });
    expect(await called()).toEqual(['GET /service', 'POST /after']);
    expect(service.heard.every((heard) => isSigned(heard))).toBe(true);
    expect(await called(SECOND)).toEqual([]);
  });

  test('without an inbound URL loses what comes in', async () => {
    add({ useInboundWebhookOnNumber: false });
    expect(await called()).toEqual([]);
    expect(await clientOf().messages.list()).toEqual([]);
    expect(stand.lostTexts()).toMatchObject([{ to: OURS, reason: 'its service has no inbound URL' }]);
  });

  test('is read and changed', async () => {
    const sid = add();
    const { services } = clientOf().messaging.v1;
    const found = await services(sid).fetch();
    expect(found).toMatchObject({ sid, accountSid: ACCOUNT, friendlyName: 'Support', inboundRequestUrl: null });
    expect(found).toMatchObject({ useInboundWebhookOnNumber: true, inboundMethod: 'POST', validityPeriod: 36_000 });
    const changes = {
      inboundRequestUrl: `${service.url}/service`,
      inboundMethod: 'GET',
      fallbackUrl: `${service.url}/after`,
      statusCallback: `${service.url}/status`,
      useInboundWebhookOnNumber: false,
      stickySender: false,
      validityPeriod: 3600,
    };
    expect(await services(sid).update(changes)).toMatchObject(changes);
    expect(stand.service(sid)).toMatchObject(changes);
    expect((await services(sid).update({ inboundRequestUrl: '' })).inboundRequestUrl).toBeNull();
    expect(await refusal(services(sid).update({ inboundRequestUrl: 'nonsense' }))).toBe('400 20001');
    expect(await refusal(services(sid).update({ validityPeriod: 36_001 }))).toBe('400 20001');
    expect(await refusal(services(`MG${'0'.repeat(32)}`).fetch())).toBe('404 20404');
  });

  test('is listed page by page, for its own account only', async () => {
    const [one, two] = [add(), add({ numbers: [] })];
    stand.addService({ accountSid: STRANGER, friendlyName: 'Theirs' });
    const listed = await clientOf().messaging.v1.services.list({ pageSize: 1 });
    expect(listed.map(({ sid }) => sid)).toEqual([one, two]);
    expect(traffic.count('twilio', 'GET', /Services$/)).toBe(2);
    expect(await refusal(clientOf(STRANGER, 'another-token').messaging.v1.services(one).fetch())).toBe('404 20404');
  });

  test('takes numbers into its pool and lets them go', async () => {
    const sid = add();
    const other = add({ numbers: [SECOND] });
    const pool = clientOf().messaging.v1.services(sid).phoneNumbers;
    const abroad = stand.number(ABROAD).sid;
    expect(await pool.create({ phoneNumberSid: abroad })).toMatchObject({
      sid: abroad,
      serviceSid: sid,
      phoneNumber: ABROAD,
      capabilities: ['SMS', 'MMS', 'Voice'],
    });
    expect((await pool.list({ pageSize: 1 })).map(({ phoneNumber }) => phoneNumber)).toEqual([OURS, ABROAD]);
    expect((await pool(abroad).fetch()).phoneNumber).toBe(ABROAD);
    const adding = (phoneNumber: string) => refusal(pool.create({ phoneNumberSid: stand.number(phoneNumber).sid }));
    expect(await adding(ABROAD)).toBe('409 21710');
    expect(await adding(SECOND)).toBe('409 21712');
    expect(await adding(FOREIGN)).toBe('400 21421');
    stand.addNumber({ accountSid: ACCOUNT, phoneNumber: '+12125550102', sms: false });
    expect(await adding('+12125550102')).toBe('400 21715');
    expect(await clientOf().messaging.v1.services(other).phoneNumbers(stand.number(SECOND).sid).remove()).toBe(true);
    expect(await adding(SECOND)).toBe('0 0');
    expect(await refusal(pool(stand.number(FOREIGN).sid).remove())).toBe('404 20404');
  });
});

describe('a text through a Messaging Service', () => {
  let sid: string;
  const send = (over: Record<string, unknown> = {}) =>
    clientOf().messages.create({ messagingServiceSid: sid, to: MAYA, body: 'Hello', ...over });

  beforeEach(() => {
    const statusCallback = `${service.url}/status`;
    sid = stand.addService({ accountSid: ACCOUNT, friendlyName: 'Support', numbers: [ABROAD, OURS], statusCallback });
  });

  test('is accepted without a sender, which is named from queued on', async () => {
    const message = await send();
    expect(message).toMatchObject({ status: 'accepted', from: null, numSegments: '0', messagingServiceSid: sid });
    await settle();
    const forms = service.heard.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(forms.map(({ MessageStatus }) => MessageStatus)).toEqual(['queued', 'sent', 'delivered']);
    expect(forms[0]).toMatchObject({ From: OURS, MessagingServiceSid: sid, MessageSid: message.sid });
    const fetched = await clientOf().messages(message.sid).fetch();
    expect(fetched).toMatchObject({ status: 'delivered', from: OURS, numSegments: '1' });
    expect(stand.phone(MAYA)).toMatchObject([{ from: OURS, body: 'Hello' }]);
  });

  test('goes from the number that is named', async () => {
    expect(await send({ from: SECOND })).toMatchObject({ status: 'accepted', from: SECOND, messagingServiceSid: sid });
    expect(await refusal(send({ from: FOREIGN }))).toBe('400 21606');
  });

  test('picks a sender of the recipient’s country, and keeps it', async () => {
    const from = async (to: string, over: Record<string, unknown> = {}) => {
      const { sid: messageSid } = await send({ to, ...over });
      await settle();
      return (await clientOf().messages(messageSid).fetch()).from;
    };
    const context = clientOf().messaging.v1.services(sid);
    await context.phoneNumbers.create({ phoneNumberSid: stand.number(SECOND).sid });
    expect(await from('+353861234567')).toBe(ABROAD);
    expect(await from(MAYA)).toBe(OURS);
    expect(await from(MAYA, { from: SECOND })).toBe(SECOND);
    expect(await from(MAYA)).toBe(SECOND);
    await context.update({ stickySender: false });
    expect(await from(MAYA)).toBe(OURS);
    await context.phoneNumbers(stand.number(ABROAD).sid).remove();
    expect(await from('+353861234567')).toBe(OURS);
  });

  test('is refused for a service that is unknown, foreign, misspelled or empty', async () => {
    const empty = stand.addService({ accountSid: ACCOUNT, friendlyName: 'Empty' });
    const foreign = stand.addService({ accountSid: STRANGER, friendlyName: 'Theirs', numbers: [FOREIGN] });
    const refused = (messagingServiceSid: string) => refusal(send({ messagingServiceSid }));
    expect(await refused(`MG${'0'.repeat(32)}`)).toBe('400 21701');
    expect(await refused(foreign)).toBe('400 21701');
    expect(await refused('MGnonsense')).toBe('400 21705');
    expect(await refused(empty)).toBe('400 21704');
  });

  test('to someone who left any number of the pool fails later', async () => {
    stand.text({ from: MAYA, to: ABROAD, body: 'STOP' });
    const { sid: messageSid, status } = await send();
    expect(status).toBe('accepted');
    await settle();
    expect(await clientOf().messages(messageSid).fetch()).toMatchObject({ status: 'failed', errorCode: 21610 });
    expect(await refusal(clientOf().messages.create({ from: OURS, to: MAYA, body: 'x' }))).toBe('400 21610');
    expect(await refusal(clientOf().messages.create({ from: SECOND, to: MAYA, body: 'x' }))).toBe('0 0');
    stand.text({ from: MAYA, to: OURS, body: 'START' });
    expect(await refusal(clientOf().messages.create({ from: ABROAD, to: MAYA, body: 'x' }))).toBe('0 0');
  });
});

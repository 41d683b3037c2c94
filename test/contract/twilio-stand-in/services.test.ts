// Holds the pretend Twilio to its documentation on Messaging Services: their settings, pools and senders.
import type { TwilioStandIn } from '../../../src/simulator/twilio/server.ts';
import { beforeEach, describe, expect, test } from '../../support/jest-globals.ts';
import {
  ABROAD,
  ACCOUNT,
  addTwoAccounts,
  callsAfterText,
  clientOf,
  FOREIGN,
  isSigned,
  MAYA,
  OURS,
  outcomeOf,
  SECOND,
  STRANGER,
  STRANGERS_TOKEN,
  service,
  settle,
  stand,
  traffic,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';

withTwilioAlone(addTwoAccounts);

describe('a Messaging Service', () => {
  const add = (over: Partial<Parameters<TwilioStandIn['addService']>[0]> = {}) =>
    stand.addService({ accountSid: ACCOUNT, friendlyName: 'Support', numbers: [OURS], ...over });

  test('leaves inbound texts to the number while it is told so', async () => {
    const sid = add({ inboundRequestUrl: `${service.url}/service` });
    expect(await callsAfterText()).toEqual(['POST /number']);
    expect(new URLSearchParams(service.heard[0]?.body).get('MessagingServiceSid')).toBe(sid);
    await clientOf().messaging.v1.services(sid).update({ useInboundWebhookOnNumber: false });
    expect(await callsAfterText()).toEqual(['POST /service']);
  });

  test('takes inbound texts to its own URL, fallback and methods', async () => {
    add({
      useInboundWebhookOnNumber: false,
      inboundRequestUrl: `${service.url}/service`,
      inboundMethod: 'GET',
      fallbackUrl: `${service.url}/after`,
    });
    service.answer('/service', { status: 500 });
    expect(await callsAfterText()).toEqual(['GET /service', 'POST /after']);
    expect(service.heard.every((heard) => isSigned(heard))).toBe(true);
    expect(await callsAfterText(SECOND)).toEqual([]);
  });

  test('without an inbound URL loses what comes in', async () => {
    add({ useInboundWebhookOnNumber: false });
    expect(await callsAfterText()).toEqual([]);
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
    expect(await outcomeOf(services(sid).update({ inboundRequestUrl: 'nonsense' }))).toBe('400 20001');
    expect(await outcomeOf(services(sid).update({ validityPeriod: 36_001 }))).toBe('400 20001');
    expect(await outcomeOf(services(`MG${'0'.repeat(32)}`).fetch())).toBe('404 20404');
  });

  test('is listed page by page, for its own account only', async () => {
    const [one, two] = [add(), add({ numbers: [] })];
    stand.addService({ accountSid: STRANGER, friendlyName: 'Theirs' });
    const listed = await clientOf().messaging.v1.services.list({ pageSize: 1 });
    expect(listed.map(({ sid }) => sid)).toEqual([one, two]);
    expect(traffic.count('twilio', 'GET', /Services$/)).toBe(2);
    expect(await outcomeOf(clientOf(STRANGER, STRANGERS_TOKEN).messaging.v1.services(one).fetch())).toBe('404 20404');
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
    const adding = (phoneNumber: string) => outcomeOf(pool.create({ phoneNumberSid: stand.number(phoneNumber).sid }));
    expect(await adding(ABROAD)).toBe('409 21710');
    expect(await adding(SECOND)).toBe('409 21712');
    expect(await adding(FOREIGN)).toBe('400 21421');
    stand.addNumber({ accountSid: ACCOUNT, phoneNumber: '+12125550102', sms: false });
    expect(await adding('+12125550102')).toBe('400 21715');
    expect(await clientOf().messaging.v1.services(other).phoneNumbers(stand.number(SECOND).sid).remove()).toBe(true);
    expect(await adding(SECOND)).toBe('ok');
    expect(await outcomeOf(pool(stand.number(FOREIGN).sid).remove())).toBe('404 20404');
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
    expect(await outcomeOf(send({ from: FOREIGN }))).toBe('400 21606');
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
    const refused = (messagingServiceSid: string) => outcomeOf(send({ messagingServiceSid }));
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
    expect(await outcomeOf(clientOf().messages.create({ from: OURS, to: MAYA, body: 'x' }))).toBe('400 21610');
    expect(await outcomeOf(clientOf().messages.create({ from: SECOND, to: MAYA, body: 'x' }))).toBe('ok');
    stand.text({ from: MAYA, to: OURS, body: 'START' });
    expect(await outcomeOf(clientOf().messages.create({ from: ABROAD, to: MAYA, body: 'x' }))).toBe('ok');
  });
});

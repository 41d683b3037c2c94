// Holds the pretend Twilio to its documentation on numbers and applications: where they bring texts.

import { describe, expect, test } from '../../support/jest-globals.ts';
import { startListener } from '../../support/listener.ts';
import {
  ABROAD,
  ACCOUNT,
  addTwoAccounts,
  callsAfterText,
  clientOf,
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
  unrecorded,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';

withTwilioAlone(addTwoAccounts);

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
    expect(await callsAfterText()).toEqual([]);
  });

  test('refuses settings that make no sense', async () => {
    const refused = async (settings: Parameters<ReturnType<typeof numberContext>['update']>[0]) =>
      outcomeOf(numberContext(SECOND).update(settings));
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
    expect(await callsAfterText()).toEqual(paths.map((path) => `POST ${path}`));
    const form = Object.fromEntries(new URLSearchParams(service.heard.at(-1)?.body));
    expect(form).toMatchObject({ Body: 'Hi', ErrorCode: '11200', ErrorUrl: `${service.url}/number` });
    expect(service.heard.every((heard) => isSigned(heard))).toBe(true);
    expect(stand.alerts()).toMatchObject([{ code: 11200, accountSid: ACCOUNT }]);
  });

  test('goes to its fallback URL when nobody listens, after one more try', async () => {
    const gone = await startListener();
    await gone.close();
    await numberContext().update({ smsUrl: `${gone.url}/number`, smsFallbackUrl: `${service.url}/fallback` });
    expect(await callsAfterText()).toEqual(['POST /fallback']);
    expect(stand.postOffice.log.map(({ status, attempt }) => [status, attempt])).toEqual([
      [null, 1],
      [null, 2],
      [200, 1],
    ]);
  });

  test('without SMS sends nothing and loses what is texted to it', async () => {
    stand.addNumber({ accountSid: ACCOUNT, phoneNumber: OURS, smsUrl: `${service.url}/number`, sms: false });
    expect(await outcomeOf(clientOf().messages.create({ from: OURS, to: MAYA, body: 'Hi' }))).toBe('400 21606');
    expect(await callsAfterText()).toEqual([]);
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
    expect(await callsAfterText()).toEqual(['POST /application', 'POST /application-fallback']);
    expect((await numberContext().update({ smsApplicationSid: '' })).smsApplicationSid).toBeNull();
    expect(await callsAfterText()).toEqual(['POST /number']);
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
    expect(await outcomeOf(clientOf(STRANGER, STRANGERS_TOKEN).applications(sid).fetch())).toBe('404 20404');
  });
});

// Holds the pretend Twilio to its documentation on status callbacks, and to its signatures.
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { calledUrl, signatureOf } from '../../../src/simulator/twilio/signing.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  clientOf,
  clock,
  MAYA,
  OURS,
  outcomeOf,
  received,
  send,
  service,
  settle,
  stand,
  statuses,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';

withTwilioAlone();

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
    await settle();
    expect(received('next-token')).toMatchObject([{ isSigned: true }]);
    expect(await outcomeOf(clientOf().messages.list({ limit: 1 }))).toBe('401 20003');
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
    expect(received()).toMatchObject([
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
    expect(received()).toEqual([]);
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
    expect(received().at(-1)?.form.ErrorCode).toBe(String(code));
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
    service.answer('/', { status: 503 }, { status: 500 }, { hangUp: true }, { status: 204 });
    stand.fare(MAYA, { end: 'sent' });
    await send({ statusCallback: `${service.url}/status#rc=3&rp=5xx,rt` });
    await settle();
    expect(stand.postOffice.log.map(({ status }) => status)).toEqual([503, 500, null, 204]);
    expect(new Set(received().map((request) => request.token)).size).toBe(1);
    expect(received().every(({ isSigned, path }) => isSigned && path === '/status')).toBe(true);
  });
});

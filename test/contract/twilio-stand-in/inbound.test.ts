// Holds the pretend Twilio to its documentation on texts that come in, answers to them, and opting out.
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  clientOf,
  MAYA,
  OURS,
  outcomeOf,
  received,
  send,
  service,
  settle,
  stand,
  TOKEN,
  TOLL_FREE,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';

withTwilioAlone();

describe('inbound texts', () => {
  test('are posted with every parameter, signed', async () => {
    const sid = stand.text({ from: MAYA, to: OURS, body: ' Hi & bye ', extra: { ProfileName: 'Maya' } });
    await settle();
    const [request] = received();
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
    expect(received().map(({ form }) => form.MessageSid)).toEqual([sid, sid]);
  });

  test('carry media, served from another origin that wants no credentials', async () => {
    const bytes = new TextEncoder().encode('picture');
    const sid = stand.text({ from: MAYA, to: OURS, body: '', media: [{ contentType: 'image/jpeg', bytes }] });
    await settle();
    const form = received()[0]?.form ?? {};
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
    service.answer(
      '/',
      { type: 'text/plain', body: 'OK' },
      { type: 'text/xml', body: '<Response><Message>A &amp; B</Message><Message><Body>C</Body></Message></Response>' },
    );
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
    service.answer('/', answer, { status: 204 });
    stand.text({ from: MAYA, to: OURS, body: 'Hi' });
    await settle();
    expect(received()).toMatchObject([
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
    expect(received()).toMatchObject([{ form: { Body: ' stop ' } }]);
    expect(stand.phone(MAYA)).toMatchObject([{ direction: 'out' }, { direction: 'in', from: OURS, sid: '' }]);
    expect(await outcomeOf(send())).toBe('400 21610');
    expect((await send({ from: TOLL_FREE })).status).toBe('queued');
    stand.text({ from: MAYA, to: OURS, body: 'Yes' });
    expect((await send()).status).toBe('queued');
  });

  test('takes a lone word; YES lifts none on toll-free numbers', async () => {
    stand.text({ from: MAYA, to: OURS, body: 'stop please' });
    expect((await send()).status).toBe('queued');
    stand.text({ from: MAYA, to: TOLL_FREE, body: 'STOP' });
    stand.text({ from: MAYA, to: TOLL_FREE, body: 'YES' });
    expect(await outcomeOf(send({ from: TOLL_FREE }))).toBe('400 21610');
    stand.text({ from: MAYA, to: TOLL_FREE, body: 'UNSTOP' });
    expect((await send({ from: TOLL_FREE })).status).toBe('queued');
  });

  test('through Advanced Opt-Out is named in the webhook', async () => {
    stand.text({ from: MAYA, to: OURS, body: 'please leave me alone', optOutType: 'STOP' });
    await settle();
    expect(received()).toMatchObject([{ form: { OptOutType: 'STOP' } }]);
    expect(await outcomeOf(send())).toBe('400 21610');
  });
});

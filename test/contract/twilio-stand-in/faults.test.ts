// The faults that people switch on at the pretend Twilio, and the post office that delivers its webhooks.
import { setTimeout as wait } from 'node:timers/promises';
import twilio from 'twilio';
import { PostOffice } from '../../../src/simulator/stand-in/post-office.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  clientOf,
  clock,
  MAYA,
  OURS,
  outcomeOf,
  received,
  START,
  send,
  service,
  settle,
  stand,
  statuses,
  TOKEN,
  traffic,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';
import { until } from '../../support/until.ts';

withTwilioAlone();

describe('faults', () => {
  test('named status answer for Twilio, as often as told', async () => {
    stand.faults.add({ method: 'POST', kind: 'status', status: 429, headers: { 'retry-after': '2' }, times: 1 });
    expect(await outcomeOf(send())).toBe('429 undefined');
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
    const client = twilio(ACCOUNT, TOKEN, { timeout: 200 });
    client.api.baseUrl = stand.url;
    const sending = client.messages.create({ from: OURS, to: MAYA, body: 'Hello' });
    await expect(sending).rejects.toThrow('timeout');
    await until('the message is made', () => stand.messages().length === 1);
    remove();
    expect(await clientOf().messages.list()).toHaveLength(1);
  });

  test('with a probability draw from the given randomness', async () => {
    stand.faults.add({ kind: 'status', status: 503, probability: 0.5 });
    expect((await send()).status).toBe('queued');
    stand.faults.add({ kind: 'status', status: 503, probability: 0.6 });
    expect(await outcomeOf(send())).toBe('503 undefined');
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
    while (received().length === 0) await wait(5);
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

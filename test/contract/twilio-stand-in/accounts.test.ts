// Holds the pretend Twilio to its documentation on accounts: who may call what, token rotation, and accounts apart.
import twilio from 'twilio';
import type { SimulatedAccount } from '../../../src/simulator/twilio/account/account.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import {
  ACCOUNT,
  clientOf,
  FOREIGN,
  MAYA,
  OURS,
  outcomeOf,
  STRANGER,
  service,
  stand,
  unrecorded,
  withTwilioAlone,
} from '../../support/twilio-alone.ts';

const BELOW = `AC${'b'.repeat(32)}`;
const STANDARD = `SK${'1'.repeat(32)}`;
const MAIN = `SK${'2'.repeat(32)}`;
const THEIRS = '+12125550101';

let account: SimulatedAccount;

withTwilioAlone(() => {
  const apiKeys = [
    { sid: STANDARD, secret: 'standard-secret' },
    { sid: MAIN, secret: 'main-secret', kind: 'main' as const },
  ];
  account = stand.addAccount({ sid: ACCOUNT, authToken: 'token', apiKeys, friendlyName: 'Acme' });
  stand.addAccount({ sid: BELOW, authToken: 'token-below', ownerSid: ACCOUNT, friendlyName: 'Acme in Ireland' });
  stand.addAccount({ sid: STRANGER, authToken: 'token-stranger', friendlyName: 'Umbra' });
  for (const [accountSid, phoneNumber] of [
    [ACCOUNT, OURS],
    [BELOW, THEIRS],
    [STRANGER, FOREIGN],
  ]) {
    stand.addNumber({ accountSid: String(accountSid), phoneNumber: String(phoneNumber), smsUrl: `${service.url}/in` });
  }
});

type Client = ReturnType<typeof clientOf>;

const send = (client: Client, from: string | undefined, to = MAYA) =>
  client.messages.create({ from: String(from), to, body: 'Hello' });

/** Has a customer text the number; lists the tokens among these that sign its webhook. */
async function signedBy(to: string | undefined, tokens: string[]): Promise<string[]> {
  stand.text({ from: MAYA, to: String(to), body: 'Hi' });
  await stand.postOffice.deliverDue();
  const heard = service.heard.at(-1);
  const params = Object.fromEntries(new URLSearchParams(heard?.body));
  const signature = String(heard?.headers['x-twilio-signature']);
  return tokens.filter((token) => twilio.validateRequest(token, signature, `${service.url}/in`, params));
}

describe('an account', () => {
  test('tells its name, status and type', async () => {
    const own = clientOf(ACCOUNT, 'token').api.accounts(ACCOUNT);
    const told = { sid: ACCOUNT, friendlyName: 'Acme', status: 'active', type: 'Full', ownerAccountSid: ACCOUNT };
    expect(await own.fetch()).toMatchObject(told);
    account.rename('Acme Ltd');
    expect((await own.fetch()).friendlyName).toBe('Acme Ltd');
  });

  test('is read by its token and main keys, not by standard ones', async () => {
    const reading = (user: string, secret: string) =>
      outcomeOf(clientOf(user, secret, ACCOUNT).api.accounts(ACCOUNT).fetch());
    expect(await reading(ACCOUNT, 'token')).toBe('ok');
    expect(await reading(MAIN, 'main-secret')).toBe('ok');
    expect(await reading(STANDARD, 'standard-secret')).toBe('401 20003');
    expect(await reading(ACCOUNT, 'wrong')).toBe('401 20003');
    expect(await reading(STRANGER, 'token-stranger')).toBe('401 20003');
    expect(await reading(BELOW, 'token-below')).toBe('401 20003');
  });

  test('accepts each of its own keys until the key is removed', async () => {
    const standard = clientOf(STANDARD, 'standard-secret', ACCOUNT);
    for (const client of [standard, clientOf(MAIN, 'main-secret', ACCOUNT)]) {
      expect(await outcomeOf(send(client, OURS))).toBe('ok');
      expect((await client.incomingPhoneNumbers.list()).map(({ phoneNumber }) => phoneNumber)).toEqual([OURS]);
      expect(await client.messaging.v1.services.list()).toEqual([]);
    }
    expect(await outcomeOf(send(clientOf(STANDARD, 'main-secret', ACCOUNT), OURS))).toBe('401 20003');
    account.removeApiKey(STANDARD);
    expect(await outcomeOf(send(standard, OURS))).toBe('401 20003');
    account.addApiKey({ sid: STANDARD, secret: 'another' });
    expect(await outcomeOf(send(clientOf(STANDARD, 'another', ACCOUNT), OURS))).toBe('ok');
  });

  test('on trial texts verified numbers only', async () => {
    const trial = stand.addAccount({ sid: ACCOUNT, authToken: 'token', type: 'Trial', verified: ['+12125550124'] });
    const client = clientOf(ACCOUNT, 'token');
    expect((await client.api.accounts(ACCOUNT).fetch()).type).toBe('Trial');
    expect(await outcomeOf(send(client, OURS, '+12125550124'))).toBe('ok');
    expect(await outcomeOf(send(client, OURS))).toBe('400 21608');
    trial.verify(MAYA);
    expect(await outcomeOf(send(client, OURS))).toBe('ok');
    trial.upgrade();
    expect(await outcomeOf(send(client, OURS, '+12125550125'))).toBe('ok');
  });

  test.each([
    ['suspended', '403 20005'],
    ['closed', '401 20003'],
  ] as const)('in the state %s answers with %s, and gets no texts', async (status, refused) => {
    account.setStatus(status);
    const client = clientOf(ACCOUNT, 'token');
    expect(await outcomeOf(send(client, OURS))).toBe(refused);
    expect(await outcomeOf(client.incomingPhoneNumbers.list())).toBe(refused);
    expect(await outcomeOf(client.messaging.v1.services.list())).toBe(refused);
    expect((await client.api.accounts(ACCOUNT).fetch()).status).toBe(status);
    stand.text({ from: MAYA, to: String(OURS), body: 'Hi' });
    await stand.postOffice.deliverDue();
    expect(service.heard).toEqual([]);
    account.setStatus('active');
    expect(await outcomeOf(send(client, OURS))).toBe('ok');
  });
});

describe('a subaccount', () => {
  test('is listed below its owner, and only there', async () => {
    await unrecorded();
    const listed = async (user: string, secret: string) =>
      (await clientOf(user, secret, ACCOUNT).api.accounts.list({ pageSize: 1 })).map(({ sid }) => sid);
    expect(await listed(ACCOUNT, 'token')).toEqual([ACCOUNT, BELOW]);
    expect(await listed(MAIN, 'main-secret')).toEqual([ACCOUNT, BELOW]);
    expect(await listed(BELOW, 'token-below')).toEqual([BELOW]);
    expect(await listed(STRANGER, 'token-stranger')).toEqual([STRANGER]);
    expect(await outcomeOf(clientOf(STANDARD, 'standard-secret', ACCOUNT).api.accounts.list())).toBe('401 20003');
    const named = await clientOf(ACCOUNT, 'token').api.accounts.list({ friendlyName: 'Acme in Ireland' });
    expect(named).toMatchObject([{ sid: BELOW, ownerAccountSid: ACCOUNT }]);
    stand.account(BELOW).setStatus('suspended');
    const active = await clientOf(ACCOUNT, 'token').api.accounts.list({ status: 'active' });
    expect(active.map(({ sid }) => sid)).toEqual([ACCOUNT]);
  });

  test('opens to its own credentials and its owner’s token alone', async () => {
    const sending = (user: string, secret: string) => outcomeOf(send(clientOf(user, secret, BELOW), THEIRS));
    expect(await sending(BELOW, 'token-below')).toBe('ok');
    expect(await sending(ACCOUNT, 'token')).toBe('ok');
    expect(await sending(MAIN, 'main-secret')).toBe('401 20003');
    expect(await sending(STRANGER, 'token-stranger')).toBe('401 20003');
    expect(await outcomeOf(send(clientOf(BELOW, 'token-below', ACCOUNT), OURS))).toBe('401 20003');
  });

  test('signs with its own token', async () => {
    expect(await signedBy(THEIRS, ['token', 'token-below'])).toEqual(['token-below']);
    expect(new URLSearchParams(service.heard[0]?.body).get('AccountSid')).toBe(BELOW);
  });

  test('is suspended with its owner', async () => {
    account.setStatus('suspended');
    expect(stand.account(BELOW).status).toBe('suspended');
    expect(await outcomeOf(send(clientOf(BELOW, 'token-below'), THEIRS))).toBe('403 20005');
  });
});

describe('a region', () => {
  const STATUS = { 'api.twilio.com': 401, 'api.dublin.ie1.twilio.com': 200, 'api.sydney.au1.twilio.com': 401 };

  test('takes only its own tokens and keys, at its own hosts', async () => {
    const apiKeys = [{ sid: STANDARD, secret: 'standard-secret' }];
    stand.addAccount({ sid: ACCOUNT, authToken: 'token', apiKeys, region: 'IE1' });
    const reading = async (host: string, login: string) => {
      const headers = { authorization: `Basic ${btoa(login)}`, 'x-forwarded-host': host };
      const answer = await fetch(`${stand.url}/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json`, { headers });
      return answer.status;
    };
    for (const [host, status] of Object.entries(STATUS)) {
      expect([host, await reading(host, `${ACCOUNT}:token`)]).toEqual([host, status]);
      expect([host, await reading(host, `${STANDARD}:standard-secret`)]).toEqual([host, status]);
    }
    // Without an edge, and with the wrong one.
    for (const host of ['api.ie1.twilio.com', 'api.sydney.ie1.twilio.com'])
      expect(await reading(host, `${ACCOUNT}:token`)).toBe(401);
  });
});

describe('the rotation of a token', () => {
  const calls = (token: string) => outcomeOf(send(clientOf(ACCOUNT, token), OURS));

  test('takes both tokens first, then only the new one', async () => {
    account.startRotation('token-next');
    expect([await calls('token'), await calls('token-next')]).toEqual(['ok', 'ok']);
    expect(await signedBy(OURS, ['token', 'token-next'])).toEqual(['token']);
    account.finishRotation();
    expect([await calls('token'), await calls('token-next')]).toEqual(['401 20003', 'ok']);
    expect(await signedBy(OURS, ['token', 'token-next'])).toEqual(['token-next']);
    expect(() => account.finishRotation()).toThrow('no rotation');
  });

  test('leaves API keys in force', async () => {
    account.startRotation('token-next');
    account.finishRotation();
    expect(await outcomeOf(send(clientOf(STANDARD, 'standard-secret', ACCOUNT), OURS))).toBe('ok');
  });
});

describe('accounts side by side', () => {
  test('see neither each other’s numbers nor messages, services or opt-outs', async () => {
    const [ours, theirs] = [clientOf(ACCOUNT, 'token'), clientOf(STRANGER, 'token-stranger')];
    const { sid } = await send(ours, OURS);
    stand.text({ from: MAYA, to: String(OURS), body: 'STOP' });
    stand.text({ from: MAYA, to: String(FOREIGN), body: 'Hello' });
    const serviceSid = stand.addService({ accountSid: ACCOUNT, friendlyName: 'Ours', numbers: [String(OURS)] });
    expect((await theirs.messages.list()).map(({ body }) => body)).toEqual(['Hello']);
    expect((await theirs.incomingPhoneNumbers.list()).map(({ phoneNumber }) => phoneNumber)).toEqual([FOREIGN]);
    expect(await theirs.messaging.v1.services.list()).toEqual([]);
    expect(await outcomeOf(theirs.messages(sid).fetch())).toBe('404 20404');
    expect(await outcomeOf(theirs.incomingPhoneNumbers(stand.number(String(OURS)).sid).update({ smsUrl: '' }))).toBe(
      '404 20404',
    );
    expect(await outcomeOf(theirs.messaging.v1.services(serviceSid).phoneNumbers.list())).toBe('404 20404');
    expect(await outcomeOf(send(theirs, OURS))).toBe('400 21606');
    expect(await outcomeOf(send(ours, OURS))).toBe('400 21610');
    expect(await outcomeOf(send(theirs, FOREIGN))).toBe('ok');
    expect(stand.account(STRANGER).messages()).toHaveLength(2);
    expect(account.numbers().map(({ phoneNumber }) => phoneNumber)).toEqual([OURS]);
  });

  test('sign with their own tokens and name themselves', async () => {
    const tokens = ['token', 'token-stranger'];
    expect(await signedBy(OURS, tokens)).toEqual(['token']);
    expect(await signedBy(FOREIGN, tokens)).toEqual(['token-stranger']);
    const named = service.heard.map(({ body }) => new URLSearchParams(body).get('AccountSid'));
    expect(named).toEqual([ACCOUNT, STRANGER]);
  });

  test('cannot have the same number', () => {
    expect(() => stand.addNumber({ accountSid: STRANGER, phoneNumber: String(OURS) })).toThrow('another account');
  });
});

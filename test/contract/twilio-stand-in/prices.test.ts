// Holds our reading of prices and registrations to the pretend Twilio, and the pretend Twilio to its documentation.
import { Secret } from '../../../src/lib/sealed.ts';
import { createTwilioClient, TwilioTransport } from '../../../src/twilio/client.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, OURS, stand, TOKEN, TOLL_FREE, unrecorded, withTwilioAlone } from '../../support/twilio-alone.ts';

withTwilioAlone();

function ours() {
  const login = { accountSid: ACCOUNT, username: ACCOUNT, password: new Secret(TOKEN), region: 'US1' as const };
  return createTwilioClient({ ...login, observe: () => {} }, new TwilioTransport(stand.url, () => {}));
}

describe('the prices of a country', () => {
  test('are the lowest and the highest of its carriers by type', async () => {
    expect(await ours().readPrices('GB')).toEqual({
      currency: 'USD',
      outbound: [
        { type: 'local', low: '0.0524', high: '0.0558' },
        { type: 'mobile', low: '0.0524', high: '0.0558' },
      ],
      inbound: [{ type: 'mobile', low: '0.0075', high: '0.0075' }],
    });
    expect((await ours().readPrices('US'))?.outbound.map(({ type }) => type)).toEqual([
      'local',
      'tollfree',
      'shortcode',
    ]);
  });

  test('are missing where Twilio has no such country, or names none', async () => {
    await expect(ours().readPrices('KP')).rejects.toMatchObject({ status: 404, vendorCode: '20404' });
    stand.setRate('KP', { name: 'North Korea', currency: 'USD', outbound: [], inbound: {} });
    expect(await ours().readPrices('KP')).toBeNull();
  });

  test.each([
    [{}],
    [{ price_unit: 'gold', outbound_sms_prices: [{ prices: [{ current_price: 1, number_type: 'local' }] }] }],
    [{ price_unit: 'USD', outbound_sms_prices: [{ prices: [{ current_price: '<b>' }, { current_price: -1 }] }] }],
    [{ price_unit: 'USD', outbound_sms_prices: [{ prices: null }, {}] }],
  ])('of an odd answer are none: %j', async (body) => {
    await unrecorded();
    stand.faults.add({ path: /Messaging\/Countries/, kind: 'status', status: 200, body });
    expect(await ours().readPrices('US')).toBeNull();
  });

  test.each([
    ['<html>', 200],
    [{ outbound_sms_prices: 'none' }, 200],
    ['Bad Gateway', 502],
  ])('stay unknown after %j', async (body, status) => {
    await unrecorded();
    stand.faults.add({ path: /Messaging\/Countries/, kind: 'status', status, body });
    await expect(ours().readPrices('US')).rejects.toMatchObject({ vendor: 'twilio', certainty: 'unknown' });
  });
});

describe('the registration of numbers', () => {
  test('is hidden from credentials without the right', async () => {
    await expect(ours().readCampaigns([])).rejects.toMatchObject({ status: 403, vendorCode: '20003' });
    await expect(ours().readVerifications()).rejects.toMatchObject({ status: 403 });
  });

  test.each([
    ['VERIFIED', 'registered', {}],
    ['IN_PROGRESS', 'in-review', { since: '2026-01-08T13:05:00.000Z' }],
    ['FAILED', 'rejected', { reason: 'The message flow is missing.' }],
    ['SUSPENDED', 'suspended', {}],
  ] as const)('of a campaign that is %s is %s', async (status, kind, more) => {
    stand.register(OURS, { status, ...(status === 'FAILED' ? { reason: 'The message flow is missing.' } : {}) });
    const [service] = await ours().listServices();
    expect([...(await ours().readCampaigns([service?.sid ?? '']))]).toEqual([
      [service?.sid, { kind, of: 'campaign', ...more }],
    ]);
  });

  test('of a verified campaign is that of a stopped brand', async () => {
    const stateOf = async (brand: 'SUSPENDED' | 'FAILED') => {
      stand.register(OURS, { status: 'VERIFIED', brand, reason: 'The tax number is wrong.' });
      const [service] = await ours().listServices();
      return [...(await ours().readCampaigns([service?.sid ?? ''])).values()];
    };
    expect(await stateOf('SUSPENDED')).toEqual([{ kind: 'suspended', of: 'campaign' }]);
    expect(await stateOf('FAILED')).toEqual([{ kind: 'rejected', of: 'campaign', reason: 'The tax number is wrong.' }]);
  });

  test('of a service without a campaign is missing', async () => {
    stand.register(OURS, { status: 'VERIFIED' });
    stand.register(OURS, { status: 'NONE' });
    const [service] = await ours().listServices();
    const states = await ours().readCampaigns([service?.sid ?? '']);
    expect([...states.values()]).toEqual([{ kind: 'missing', of: 'campaign', why: 'never' }]);
  });

  test.each([
    ['VERIFIED', { kind: 'registered', of: 'toll-free' }],
    ['IN_PROGRESS', { kind: 'in-review', of: 'toll-free', since: '2026-01-08T13:05:00.000Z' }],
    ['FAILED', { kind: 'rejected', of: 'toll-free', reason: 'No opt-in is shown.' }],
  ] as const)('of a toll-free number that is %s is told by number', async (status, expected) => {
    stand.register(TOLL_FREE, { status, ...(status === 'FAILED' ? { reason: 'No opt-in is shown.' } : {}) });
    const { states } = await ours().readVerifications();
    expect([...states]).toEqual([[stand.number(TOLL_FREE).sid, expected]]);
  });
});

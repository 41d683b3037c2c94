// The number that a text goes out from: its name, its country and its team.
import { countryFor, otherSender, preferredSender, sendersFor, serviceOf, teamOf } from '../../src/domain/senders.ts';
import { defaultSettings } from '../../src/domain/settings/settings.ts';
import type { MessagingService, Sender } from '../../src/domain/workspace.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const bare = { sid: null, label: null, teamId: null, webhookBefore: null, defaultCountry: null, serviceSid: null };
const plain = { ...bare, sendsMedia: null };
const support: Sender = { ...plain, address: '+14155550100', isChosen: true, label: 'Support', teamId: '1' };
const pool: Sender[] = ['+12125550110', '+14155550110', '+447400123456'].map((address) => ({
  ...plain,
  address,
  serviceSid: 'MG1',
  isChosen: false,
}));
const care: MessagingService = {
  sid: 'MG1',
  name: 'Customer care',
  label: null,
  teamId: '2',
  defaultCountry: 'GB',
  webhookBefore: null,
};
const settings = { ...defaultSettings, defaultCountry: 'FR' };
const both = { senderDetails: [support, ...pool], services: [care], settings };
const onlyCare = { ...both, senderDetails: pool };

describe('the senders offered', () => {
  test('are all chosen numbers, and each service’s nearest', () => {
    const offered = (customer: string | null) => sendersFor(both, customer).map(({ address }) => address);
    expect(offered('+447400999999')).toEqual(['+14155550100', '+447400123456']);
    expect(offered('+14155550199')).toEqual(['+14155550100', '+14155550110']);
    expect(offered('+12125550199')).toEqual(['+14155550100', '+12125550110']);
    expect(offered('+4915123456789')).toEqual(['+14155550100', '+447400123456']);
  });

  test('have the label, or else the name of the service', () => {
    const labels = (services: MessagingService[]) =>
      sendersFor({ ...both, services }, '+14155550199').map(({ label }) => label);
    expect(labels([care])).toEqual(['Support', 'Customer care']);
    expect(labels([{ ...care, label: 'Care' }])).toEqual(['Support', 'Care']);
  });

  test('keep the number that the customer knows', () => {
    const offered = sendersFor(both, '+14155550199', '+447400123456').map(({ address }) => address);
    expect(offered).toEqual(['+14155550100', '+447400123456']);
  });

  test('begin with the preferred one', () => {
    expect(preferredSender(both, '+447400999999')).toBe('+14155550100');
    expect(preferredSender(onlyCare, '+447400999999')).toBe('+447400123456');
    expect(preferredSender({ senderDetails: [], services: [] }, null)).toBeNull();
  });
});

test('another number replaces one that cannot text the customer', () => {
  expect(otherSender(both, '+14155550199', support.address)).toBe('+14155550110');
  expect(otherSender(both, '+14155550199', '+14155550110')).toBe(support.address);
  expect(otherSender(onlyCare, '+14155550199', '+14155550110')).toBe('+12125550110');
  expect(otherSender({ senderDetails: [support], services: [] }, '+14155550199', support.address)).toBeNull();
});

test('the country code comes from number, service, workspace or origin', () => {
  const german = { ...support, defaultCountry: 'DE' };
  expect(countryFor({ ...both, senderDetails: [german] }, german.address)).toBe('DE');
  expect(countryFor(both, '+14155550110')).toBe('GB');
  expect(countryFor(both, support.address)).toBe('FR');
  const unset = { ...both, settings: defaultSettings };
  expect(countryFor(unset, support.address)).toBe('US');
  expect(countryFor(unset, null)).toBeNull();
});

test('an unchosen number has its service’s team and name', () => {
  expect(teamOf(both, support.address)).toBe('1');
  expect(teamOf(both, '+14155550110')).toBe('2');
  expect(teamOf(both, '+19995550100')).toBeNull();
  expect(serviceOf(both, '+14155550110')).toBe('MG1');
  expect(serviceOf(both, support.address)).toBeNull();
});

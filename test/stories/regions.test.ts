// A workspace in Europe or Australia is spoken to at the hosts of its region, in every call.

import { apiUrlOf, appUrlOf, regionSaid } from '../../src/intercom/regions.ts';
import { Customer } from '../../src/simulator/people.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { ACCOUNT, ACCOUNT_TOKEN, installs, NUMBER, saidIn } from '../support/second-workspace.ts';
import { closeStages, stage } from '../support/story.ts';
import { Visitor } from '../support/visitor.ts';

closeStages();

test('each region has hosts of its own', () => {
  expect(['US', 'EU', 'AU'].map((region) => apiUrlOf(region))).toEqual([
    'https://api.intercom.io',
    'https://api.eu.intercom.io',
    'https://api.au.intercom.io',
  ]);
  expect([appUrlOf('US'), appUrlOf('EU'), appUrlOf('AU')]).toEqual([
    'https://app.intercom.com',
    'https://app.eu.intercom.com',
    'https://app.au.intercom.com',
  ]);
  expect(['US', 'eu', 'Europe', 'Australia', 'Mars'].map(regionSaid)).toEqual(['US', 'EU', 'EU', 'AU', undefined]);
});

describe('where each region knows only its own tokens', () => {
  test.each(['US', 'EU', 'AU'] as const)('a private workspace in %s has all its calls go there', async (region) => {
    const { world, maya, theo } = await stage({ region });
    maya.texts('Hello');
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('Hello');
    expect(maya.sees()).toEqual(['Hi']);
    const answers = world.traffic.exchanges.filter(({ service }) => service === 'intercom').map(({ status }) => status);
    // Only the look for the region of the token, at the start.
    const asked = { US: 0, EU: 1, AU: 2 }[region];
    expect(answers.filter((status) => status >= 400)).toEqual(Array.from({ length: asked }, () => 401));
  });

  test('installing into Europe works in the right region only', async () => {
    const { world } = await stage({ region: 'US' });
    const workspace = world.intercom.addWorkspace({
      id: 'second',
      name: 'Second',
      region: 'EU',
      timezone: 'Europe/Dublin',
    });
    world.twilio.addAccount({ sid: ACCOUNT, authToken: ACCOUNT_TOKEN });
    world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber: NUMBER, smsUrl: '' });
    const who = `second/${workspace.admins[0]?.id}`;
    const visitor = await installs(world, new Visitor(), who);
    visitor.says('Europe');
    await visitor.goes('/install?region=eu');
    await visitor.sends('/oauth', { who, decision: 'allow' });
    await visitor.sends('/settings/twilio', { account_sid: ACCOUNT, auth_token: ACCOUNT_TOKEN, do: 'save' });
    await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'save' });
    await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'set-webhooks' });
    new Customer(world, '+14155550177').texts('Hello', { to: NUMBER });
    await world.settle();
    expect(saidIn(workspace)).toEqual(['Hello']);
    await visitor.goes('/');
    visitor.says('Intercom answers');
    expect(visitor.words()).not.toContain('does not let Threadwire in');
  });
});

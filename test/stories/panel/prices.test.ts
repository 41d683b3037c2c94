// An agent sees what a text costs before it goes, or why nobody knows.
import { troublesOf } from '../../support/findings.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { signIn } from '../../support/sign-in.ts';
import { closeStages, stage } from '../../support/story.ts';

const DAY = 86_400_000;

closeStages();

test('a check has Twilio’s price, read beside it and once a day', async () => {
  const { world, maya, theo } = await stage();
  const charge = (...prices: string[]) =>
    world.twilio.setRate('US', {
      name: 'United States',
      currency: 'USD',
      outbound: prices.map((price) => ({ carrier: price, prices: { local: price } })),
      inbound: {},
    });
  const asked = () => world.traffic.exchanges.filter(({ path }) => path.startsWith('/v1/Messaging/Countries/')).length;
  maya.texts('What does it cost?');
  await world.settle();
  const panel = await theo.opensPanel();
  expect(asked()).toBe(0);
  await panel.clicks(/^Write a text/);
  await panel.types('Text', 'x'.repeat(161)).clicks('Check length and price');
  expect(panel.reads()).toContainEqual(
    expect.stringContaining('Twilio’s price for United States is not read yet. Check again in a minute.'),
  );
  await world.settle();
  await panel.clicks('Check length and price');
  expect(panel.reads()).toContainEqual('Price: About $0.0166');
  // Read again each day, and only then.
  expect(asked()).toBe(1);
  charge('0.01', '0.02');
  await world.pass(DAY);
  expect(asked()).toBe(2);
  await panel.clicks('Check length and price');
  expect(panel.reads()).toContainEqual('Price: About $0.02 to $0.04, by carrier');
});

test('an admin has Twilio’s prices read, and enters other ones', async () => {
  const { world } = await stage({ ourNumbers: ['+14155550100', '+447700900100'] });
  const visitor = await signIn(world);
  await visitor.goes('/settings/prices');
  visitor.says('Twilio’s price for United States is not read yet.');
  const forbidden = { code: 20003, message: 'no', status: 403 };
  world.twilio.faults.add({ path: '/v1/Messaging/Countries/GB', kind: 'status', status: 403, body: forbidden });
  await visitor.sends('/settings/prices', { do: 'read-prices' });
  visitor.says('Twilio is asked for its prices. Load this page again in a minute.');
  await world.settle();
  await visitor.goes('/settings/prices');
  visitor.says('Twilio: $0.0083 an SMS. One that comes in costs $0.0083. Read');
  visitor.says('Twilio does not show its prices to the credentials that are set. Give the API key the right');
  const hidden = async () => (await troublesOf(world)).map(({ title }) => title);
  expect(await hidden()).toEqual(['Twilio does not show its prices']);
  await visitor.sends('/settings/prices', { currency: 'GBP', price_GB: '0.04', price_US: '', do: 'save' });
  expect(await hidden()).toEqual([]);
  expect(visitor.fieldsOf('/settings/prices')).toMatchObject({ currency: 'GBP', price_GB: '0.04', price_US: '' });
});

// An agent sees what a text costs before it goes, or why nobody knows.
import { expect, test } from '../../support/jest-globals.ts';
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
  // An outage leaves the price as it was read.
  world.twilio.faults.add({ path: /Messaging\/Countries/, kind: 'status', status: 503 });
  await world.pass(DAY);
  await panel.clicks('Check length and price');
  expect(panel.reads()).toContainEqual('Price: About $0.02 to $0.04, by carrier');
  world.twilio.faults.clear();
  world.twilio.setRate('US', null);
  await world.pass(DAY);
  await panel.clicks('Check length and price');
  expect(panel.reads()).toContainEqual(expect.stringContaining('Twilio has no price for United States. An admin can'));
  // A key without the right.
  world.twilio.faults.add({
    path: /Messaging\/Countries/,
    kind: 'status',
    status: 403,
    body: { code: 20003, message: 'no', status: 403 },
  });
  await world.pass(DAY);
  await panel.clicks('Check length and price');
  expect(panel.reads()).toContainEqual(expect.stringContaining('Twilio does not show its prices'));
});

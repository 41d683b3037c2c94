// The page of the settings on which an admin has their own systems told what happens.
import type { World } from '../../src/simulator/world.ts';
import { apiCaller, makeKey } from '../support/api-calls.ts';
import { afterAll, beforeAll, expect, test } from '../support/jest-globals.ts';
import { openReceiver, type Receiver } from '../support/receiver.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';
import type { Visitor } from '../support/visitor.ts';

closeStagesAtEnd();

const PAGE = '/settings/webhooks';
let world: World;
let admin: Visitor;
let shop: Receiver;

beforeAll(async () => {
  shop = await openReceiver();
  ({ world } = await stage({ environment: { ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1' } }));
  admin = await signIn(world, 0);
});

afterAll(() => shop.close());

const sent = () => shop.heard.map(({ type }) => type);

test('an endpoint is added, tried, replayed and removed', async () => {
  await admin.sends(PAGE, { do: 'make', url: `${shop.url}/hooks`, events: ['text.sent'] });
  const secret = /whsec_[A-Za-z0-9+/]+=/.exec(admin.page.html)?.[0] ?? '';
  shop.secret = secret;
  await admin.goes(PAGE);
  expect(admin.page.html).not.toContain('whsec_');
  const [, endpoint = ''] = /name="endpoint" value="([\w-]+)"/.exec(admin.page.html) ?? [];
  await admin.sends(PAGE, { do: 'test', endpoint });
  admin.says('The test arrived.');
  const call = apiCaller(world, (await makeKey(world)).key);
  await call('POST', '/texts', { to: '+14155550191', body: 'Your boat is here.' });
  await world.settle();
  await admin.sends(PAGE, { do: 'replay', endpoint, hours: '1' });
  admin.says('1 event goes again.');
  await world.settle();
  expect(sent()).toEqual(['test', 'text.sent', 'text.sent']);
  expect(shop.heard.every(({ isSigned }) => isSigned)).toBe(true);
  shop.answers.set('/hooks', 410);
  await admin.sends(PAGE, { do: 'test', endpoint });
  admin.says('The test did not arrive: it answered 410');
  await admin.sends(PAGE, { do: 'replay', endpoint, hours: '' });
  await world.settle();
  await admin.goes('/');
  admin.says('One of your systems is told nothing more');
  await admin.sends(PAGE, { do: 'remove', endpoint });
  admin.says('Nothing is told to another system.');
  await admin.goes('/settings/history');
  admin.says('Removed the endpoint at 127.0.0.1');
});

test('what cannot be used comes back with its problem', async () => {
  await admin.sends(PAGE, { do: 'make', url: 'http://shop.example/', events: ['text.sent'] });
  admin.says('Write an https:// address with a public name.');
  await admin.sends(PAGE, { do: 'make', url: `${shop.url}/`, events: [] });
  admin.says('Choose at least one event.');
});

test('the doctor’s findings are told once, and once more when fixed', async () => {
  shop.answers.clear();
  await admin.sends(PAGE, { do: 'make', url: `${shop.url}/doctor`, events: ['doctor.opened', 'doctor.closed'] });
  await admin.goes('/');
  await world.settle();
  shop.heard.length = 0;
  await admin.sends('/settings/pause', { do: 'pause' });
  for (let visit = 0; visit < 2; visit += 1) await admin.goes('/');
  await world.settle();
  await admin.sends('/settings/pause', { do: 'resume' });
  await admin.goes('/');
  await world.settle();
  const paused = shop.heard.filter(({ data }) => data.check === 'pause');
  expect(paused.map(({ type, data }) => [type, data.kind, data.severity])).toEqual([
    ['doctor.opened', 'paused', 'warning'],
    ['doctor.closed', 'paused', 'warning'],
  ]);
  expect(paused[0]?.data.title).toMatch(/\w/);
});

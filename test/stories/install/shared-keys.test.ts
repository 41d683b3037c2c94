// A Webhooks Rule at Twilio signs with a shared key: the doctor names it, an admin adds its secret, and nothing is lost.
import type { WebhookRule, WebhookSetting } from '../../../src/simulator/twilio/records.ts';
import type { World } from '../../../src/simulator/world.ts';
import { holdingsOf } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, connect, NUMBER, saidIn, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const [OLD, NEXT] = ['webhooks_sharedkey_01old', 'webhooks_sharedkey_01next'] as const;

const signing = (sharedKeyId: string): WebhookSetting => ({
  id: `webhooks_setting_${sharedKeyId}`,
  signature: { type: 'SHARED_KEY', sharedKeyId, algorithm: 'HMAC_SHA256' },
  connection: null,
});

function rule(world: World, settings: WebhookRule['settings']): WebhookRule[] {
  const url = `${world.serviceUrl}/webhooks/`;
  return [{ id: 'webhooks_rule_1', friendlyName: 'All of ours', matchType: 'PREFIX_MATCH', url, settings }];
}

const add = { shared_key_id: OLD, shared_key_secret: 'the-old-secret', do: 'add' };

describe('a workspace whose Twilio account signs with a shared key', () => {
  test('learns which secret is missing, and changes keys without a loss', async () => {
    const { world } = await stage();
    const { visitor, customer, workspace } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    account.addSharedKey(OLD, 'the-old-secret');
    account.addSharedKey(NEXT, 'the-next-secret');
    account.setWebhookRules(rule(world, [{ percentage: 100, setting: signing(OLD) }]));
    customer.texts('Refused at first', { to: NUMBER });
    await world.settle();
    expect(saidIn(workspace)).toEqual([]);
    await visitor.goes('/');
    visitor.says(`The secret of the signing key ${OLD} is not set`).says('Add its secret under Signing keys');
    expect(visitor.words()).not.toContain('Twilio signs with the primary Auth Token');
    await visitor.sends('/settings/keys', add);
    visitor.says(`Texts that ${OLD} signs are accepted from now on.`).says('set, ends in cret');
    expect(visitor.page.html).not.toContain('the-old-secret');
    await visitor.goes('/');
    visitor.says(`Twilio signs with the key ${OLD}`);
    await visitor.sends('/settings/doctor', { do: 'release' });
    await world.settle();
    expect(saidIn(workspace)).toEqual(['Refused at first']);

    await visitor.sends('/settings/keys', {
      shared_key_id: NEXT,
      shared_key_secret: 'the-next-secret',
      do: 'add',
    });
    const halves = [OLD, NEXT].map((key) => ({ percentage: 50, setting: signing(key) }));
    account.setWebhookRules(rule(world, halves));
    customer.texts('By either', { to: NUMBER });
    await world.settle();
    account.setWebhookRules(rule(world, [{ percentage: 100, setting: signing(NEXT) }]));
    await visitor.sends('/settings/keys', { key: OLD, do: 'remove' });
    customer.texts('By the next', { to: NUMBER });
    await world.settle();
    expect(saidIn(workspace)).toEqual(['Refused at first', 'By either', 'By the next']);
    expect(workspace.conversations()).toHaveLength(1);
    const history = (await visitor.goes('/settings/history')).words();
    expect(history).toContain(`Removed the signing key ${OLD}.`);
    await visitor.sends('/settings/twilio', { do: 'disconnect' });
    const tables = (await holdingsOf(world, 'second')).map(({ table }) => table);
    expect(tables).not.toContain('twilio_shared_keys');
  });

  test('is told which secret is wrong, no key, or removed', async () => {
    const { world } = await stage();
    const { visitor, customer } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    account.addSharedKey(OLD, 'the-old-secret');
    account.setWebhookRules(rule(world, [{ percentage: 100, setting: signing(OLD) }]));
    for (const [fields, words] of [
      [{ shared_key_id: 'SK1' }, 'A key ID is webhooks_sharedkey_ and more characters'],
      [{ shared_key_secret: '' }, 'Enter the secret. Twilio shows it once'],
      [{ shared_key_secret: 'x'.repeat(501) }, 'Enter the secret. Twilio shows it once'],
    ] as const) {
      await visitor.sends('/settings/keys', { ...add, ...fields });
      expect(visitor.page.status).toBe(422);
      visitor.says(words);
    }
    await visitor.sends('/settings/keys', { ...add, shared_key_secret: 'mistyped' });
    customer.texts('Hello?', { to: NUMBER });
    await world.settle();
    await visitor.goes('/');
    visitor.says(`Twilio signs with another secret of the signing key ${OLD} than the one that is set here`);
    await connect(visitor);
    await visitor.sends('/settings/keys', add);
    await visitor.goes('/');
    await visitor.sends('/settings/doctor', { do: 'release' });
    visitor.says(/(1 request was|2 requests were) accepted/);
  });
});

describe('a Webhooks Rule', () => {
  const plain: WebhookSetting = { id: 'webhooks_setting_1', signature: null, connection: null };
  const patience = { connectTimeoutMs: 5_000, readTimeoutMs: 15_000 };
  const retries = { ...patience, retryPolicy: { retryCount: 3, retryOn: ['HTTP_5XX', 'READ_TIMEOUT'] } };

  test.each<[string, WebhookSetting, string | null]>([
    ['signs nothing', { ...plain, signature: { type: 'NONE' } }, 'A Webhooks Rule turns Twilio’s signatures off'],
    ['tries once', { ...plain, connection: patience }, 'A text that comes while Threadwire restarts is lost.'],
    ['is impatient', { ...plain, connection: { ...retries, readTimeoutMs: 500 } }, '500 ms for an answer'],
    ['changes nothing that matters', { ...plain, connection: retries }, null],
    ['changes nothing', plain, null],
  ])('that %s is told of as far as it matters', async (_, setting, words) => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    world.twilio.account(ACCOUNT).setWebhookRules(rule(world, [{ percentage: 100, setting }]));
    await visitor.goes('/');
    if (words !== null) visitor.says(words);
    else expect(visitor.words()).not.toMatch(/Warning A Webhooks Rule|Broken A Webhooks Rule/);
  });

  test('counts only where it is for our addresses', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    const account = world.twilio.account(ACCOUNT);
    const unsigned = [{ percentage: 100, setting: { ...plain, signature: { type: 'NONE' as const } } }];
    const [ours] = rule(world, unsigned);
    if (!ours) throw new Error('There is a rule.');
    const main = `${world.serviceUrl}/webhooks/twilio/second/messages`;
    for (const [match, url, isTold] of [
      ['EXACT_MATCH', main, true],
      ['PREFIX_MATCH', `${world.serviceUrl}/`, true],
      ['EXACT_MATCH', main.replace('second', 'third'), false],
      ['PREFIX_MATCH', 'https://elsewhere.example/', false],
    ] as const) {
      account.setWebhookRules([{ ...ours, matchType: match, url }]);
      await visitor.goes('/');
      expect([url, visitor.words().includes('turns Twilio’s signatures off')]).toEqual([url, isTold]);
    }
    account.setWebhookRules([{ ...ours, url: `${world.serviceUrl}/` }], { areShown: false });
    await visitor.goes('/');
    expect(visitor.words()).not.toMatch(/A Webhooks Rule (has|changes)/);
  });
});

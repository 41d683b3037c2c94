// Webhooks Rules of the pretend Twilio: finds an account's rule for a URL, applies it, and serves the rules' API. Written from
// the documentation and the library's types, not shared with the service. https://www.twilio.com/docs/usage/webhooks
import { createHmac } from 'node:crypto';
import { signedInBy } from './account/logins.ts';
import { answer, type Context, type Mount, notFound } from './operation.ts';
import type { Account, WebhookRule, WebhookSetting } from './records.ts';
import { type Params, signatureOf, stringToSign } from './signing.ts';

/** An exact rule before a longer prefix before a shorter one. */
export function ruleFor(account: Account, url: string): WebhookRule | undefined {
  const bare = url.split('?')[0] ?? '';
  const fitting = account.webhookRules.filter(({ matchType, url: pattern }) =>
    matchType === 'EXACT_MATCH' ? pattern === bare || pattern === url : url.startsWith(pattern),
  );
  const weight = ({ matchType, url: pattern }: WebhookRule) => (matchType === 'EXACT_MATCH' ? 1e6 : pattern.length);
  return fitting.toSorted((a, b) => weight(b) - weight(a))[0];
}

/** One of the rule's settings, by their shares. */
export function settingOf(rule: WebhookRule, random: () => number): WebhookSetting | undefined {
  let left = random() * 100;
  for (const { percentage, setting } of rule.settings) {
    left -= percentage;
    if (left < 0) return setting;
  }
  return rule.settings.at(-1)?.setting;
}

/** The headers that prove where a webhook comes from: none where a setting says so, a shared key's, else the Auth Token's. */
export function proofOf(
  account: Account,
  setting: WebhookSetting | undefined,
  url: string,
  params: Params,
): Record<string, string> {
  const { signature = null } = setting ?? {};
  if (signature === null) return { 'x-twilio-signature': signatureOf(account.authToken, url, params) };
  if (signature.type === 'NONE') return {};
  const secret = account.sharedKeys.get(signature.sharedKeyId);
  if (secret === undefined) throw new Error(`there is no shared key ${signature.sharedKeyId}`);
  return {
    'x-twilio-signature': createHmac('sha256', secret).update(stringToSign(url, params), 'utf8').digest('base64'),
    'x-twilio-webhooks-signature-settings': `key=${signature.sharedKeyId},algorithm=HMAC_SHA256`,
  };
}

export const mountWebhookRules: Mount = (router, world) => {
  const page = (ctx: Context, key: string, items: readonly object[]) =>
    answer(ctx, { [key]: items, meta: { key, pageSize: items.length, nextToken: null, previousToken: null } });
  router.get('/v1/Webhooks/Rules', (ctx) => page(ctx, 'rules', reader(ctx).webhookRules.map(ruleResource)));
  router.get('/v1/Webhooks/Settings', (ctx) => page(ctx, 'settings', settingsIn(reader(ctx)).map(settingResource)));
  router.get('/v1/Webhooks/SharedKeys', (ctx) =>
    page(
      ctx,
      'sharedKeys',
      [...reader(ctx).sharedKeys.keys()].map((id) => ({ id, friendlyName: '' })),
    ),
  );

  function reader(ctx: Context): Account {
    const account = signedInBy(world, ctx);
    if (!account.showsWebhookRules) throw notFound(ctx);
    return account;
  }
};

function settingsIn({ webhookRules }: Account): WebhookSetting[] {
  return webhookRules.flatMap(({ settings }) => settings.map(({ setting }) => setting));
}

function ruleResource({ id, friendlyName, matchType, url, settings }: WebhookRule): object {
  return {
    id,
    friendlyName,
    matchType,
    ...(matchType === 'EXACT_MATCH' ? { value: url } : { prefix: url }),
    settings: settings.map(({ percentage, setting }) => ({ settingId: setting.id, percentage })),
  };
}

function settingResource({ id, signature, connection }: WebhookSetting): object {
  return {
    id,
    type: 'customer',
    friendlyName: '',
    ...(signature === null ? {} : { signature }),
    ...(connection === null ? {} : { connection }),
  };
}

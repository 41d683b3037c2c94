// Reads the changes that an account's Webhooks Rules make to calls to us. Source: webhooks.twilio.com/v1, as the types of twilio 6.3.1 have it.
import type twilio from 'twilio';

type Library = ReturnType<typeof twilio>;
type RuleInstance = Awaited<ReturnType<Library['webhooks']['v1']['rules']['list']>>[number];
type SettingInstance = Awaited<ReturnType<Library['webhooks']['v1']['settings']['list']>>[number];

/** The effect of one setting of a rule on its share of the calls. */
export interface RuleEffect {
  rule: string;
  /** In percent of the calls. */
  percentage: number;
  /** `own`: as without a rule. */
  signing: { by: 'own' | 'nothing' } | { by: 'shared-key'; keyId: string };
  /** Null: as Twilio has it without a rule, the number of tries too. */
  connection: { connectMs: number; readMs: number; retries: number } | null;
  /** Twilio adds a login, which we ignore. */
  isAuthorized: boolean;
}

/** All resources of a kind: an account has 50 at most. */
const PAGE = 100;

/** The rules for one of the URLs: the rule of the exact URL, or else the one with the longest prefix. */
export async function readRules(
  client: Library,
  urls: readonly string[],
  observed: <T>(operation: string, work: () => Promise<T>) => Promise<T>,
): Promise<RuleEffect[]> {
  const rules = await observed('GET Webhooks/Rules', () => client.webhooks.v1.rules.list({ pageSize: PAGE }));
  const matching = [...new Set(urls.flatMap((url) => ruleOf(rules, url) ?? []))];
  if (matching.length === 0) return [];
  const settings = await observed('GET Webhooks/Settings', () => client.webhooks.v1.settings.list({ pageSize: PAGE }));
  return matching.flatMap((rule) =>
    (rule.settings ?? []).map(({ settingId, percentage }) => ({
      rule: rule.friendlyName || rule.value || rule.prefix || 'without a name',
      percentage,
      ...effectOf(settings.find(({ id }) => id === settingId)),
    })),
  );
}

function ruleOf(rules: readonly RuleInstance[], url: string): RuleInstance | undefined {
  const exact = rules.find(({ value }) => Boolean(value) && (value === url || value === url.split('?')[0]));
  const prefixes = rules.filter(({ prefix }) => Boolean(prefix) && url.startsWith(prefix ?? ''));
  return exact ?? prefixes.toSorted((a, b) => (b.prefix?.length ?? 0) - (a.prefix?.length ?? 0))[0];
}

function effectOf(setting: SettingInstance | undefined): Omit<RuleEffect, 'rule' | 'percentage'> {
  const { signature, connection, auth } = setting ?? {};
  return {
    signing: signingOf(signature),
    connection: connection
      ? {
          connectMs: connection.connectTimeoutMs,
          readMs: connection.readTimeoutMs,
          retries: connection.retryPolicy?.retryCount ?? 0,
        }
      : null,
    isAuthorized: Boolean(auth?.source),
  };
}

function signingOf(signature: SettingInstance['signature'] | undefined): RuleEffect['signing'] {
  if (signature?.sharedKeyId) return { by: 'shared-key', keyId: signature.sharedKeyId };
  return { by: signature?.type?.toUpperCase() === 'NONE' ? 'nothing' : 'own' };
}

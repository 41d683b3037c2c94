// The demo's first workspace made ready for automation, as its admin would: keys, a template, and events of contacts.
import type { DemoWorld } from '../page-world.ts';
import { Browser } from './browser.ts';

export interface AutomationKeys {
  /** May read and send. */
  send: string;
  /** May change settings, too. */
  admin: string;
}

export const WELCOME = {
  name: 'Welcome',
  body: 'Hi {{contact.first_name | there}}, welcome aboard. Your {{values.plan | new}} plan is ready.',
} as const;

/** Calls the service's API. Throws where it is refused. */
export async function callApi(serviceUrl: string, key: string, method: string, path: string, body: object) {
  const response = await fetch(`${serviceUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as Record<string, unknown>;
}

export async function prepareAutomation(world: DemoWorld, signInUrl: string): Promise<AutomationKeys> {
  const { serviceUrl } = world;
  const admin = new Browser();
  await admin.goes(signInUrl);
  const make = async (name: string, scopes: readonly string[]) => {
    await admin.goes(`${serviceUrl}/settings/api-keys`);
    await admin.sends('/settings/api-keys', { key_name: name, scopes, days: '30', do: 'make' });
    return admin.finds(/threadwire_[\w.-]+/);
  };
  const keys = { admin: await make('Set-up', ['admin']), send: await make('Series', ['read', 'send']) };
  await callApi(serviceUrl, keys.admin, 'POST', '/templates', WELCOME);
  await callApi(serviceUrl, keys.admin, 'PATCH', '/settings', { result_events: true });
  return keys;
}

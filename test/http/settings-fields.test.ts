// Every field of every form gets a clear answer: all or nothing of it is stored, and markup is shown as words.

import { leaves, listHoldings } from '../support/database/stored.ts';
import { type Answer, knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { formPages, sendingsOf } from '../support/settings-sendings.ts';
import { closeStages, stage } from '../support/story.ts';
import { form, withCookies } from '../tenancy/credentials.ts';
import { openTenant } from '../tenancy/tenants.ts';
import { type Element, readHtml } from '../views/settings/read-html.ts';

closeStages();

const MARKUP = '<img src=x onerror=alert(1)>"\'</textarea><script>alert(1)</script>&amp;';
const values = { 'markup and a NUL': `${MARKUP}\0.`, 'ten thousand characters': 'W'.repeat(10_000) };

/** A page that is whole, in which nothing runs that is not ours. */
function readSafely(html: string): Element[] {
  const elements = readHtml(html);
  const strange = elements.filter(
    ({ tag, attributes }) =>
      tag === 'img' ||
      (tag === 'script' && !attributes['src']) ||
      Object.keys(attributes).some((name) => name.startsWith('on')),
  );
  expect(strange).toEqual([]);
  return elements;
}

describe('every field of the settings', () => {
  test('takes long markup in full or refuses it in words', async () => {
    const { world } = await stage();
    const tenant = await openTenant(world, { id: 'harbour1', name: 'Harbour Books', digit: 6 });
    const { visitor } = tenant;
    const rows = async () =>
      // The doctor's findings are stored when a page is shown, and a test of an endpoint that does not arrive has its line.
      (await listHoldings(world.app.ctx.database.owner)).filter(
        (one) => one.workspaceId === tenant.workspace.id && !['examinations', 'endpoint_events'].includes(one.table),
      );
    const faults: string[] = [];
    const sendings = await sendingsOf(visitor);
    expect(new Set(sendings.map(({ action }) => action)).size).toBeGreaterThan(7);
    let after = await rows();
    for (const { action, verb, field, fields } of sendings)
      for (const [what, value] of Object.entries(values)) {
        const before = JSON.stringify(after);
        const sent = withCookies(form(action, { ...fields, [field]: value }), tenant.cookies);
        const answer = await knock(world.serviceUrl, sent);
        after = await rows();
        const fault = faultOf(answer, { before, after, value });
        if (fault !== null) faults.push(`${action} ${verb}, ${what} in ${field}: ${fault}`);
      }
    const { cookies, csrf } = tenant;
    const unheard = form('/settings/inbox', { csrf, constructor: 'x', toString: 'x', do: 'save' });
    expect((await knock(world.serviceUrl, withCookies(unheard, cookies))).status).toBe(422);
    expect(faults).toEqual([]);
    const pages = await formPages(visitor);
    expect(pages.join()).toContain('&lt;img src=x');
    for (const page of pages) readSafely(page);
  }, 120_000);
});

function faultOf(
  { status, text, headers }: Answer,
  { before, after, value }: { before: string; after: { row: Record<string, unknown> }[]; value: string },
): string | null {
  const elements = text.startsWith('<') ? readSafely(text) : [];
  if (status === 422) {
    const told = elements.some(({ attributes, text: words }) => attributes['role'] === 'alert' && words.trim() !== '');
    if (!told) return 'refused without a word';
    return JSON.stringify(after) === before ? null : 'refused, and yet written';
  }
  if (status !== 303 && status !== 200) return `answered ${status} ${text.slice(0, 200)}`;
  if (status === 303 && !/^\/(settings(\/|$)|$)/.test(headers.location ?? '')) return `leads to ${headers.location}`;
  const part = value.slice(0, 12).replace('\0', '');
  const cut = after
    .flatMap(({ row }) => leaves(row))
    .filter((leaf) => leaf.includes(part) && !leaf.includes(value.replace('\0', '')));
  return cut.length === 0 ? null : `kept a part: ${cut[0]?.slice(0, 100)}`;
}

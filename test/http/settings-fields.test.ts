// Whatever stands in whichever field of whichever form: a clear answer, all or nothing of it stored, and its markup shown as words.

import { leaves, listHoldings } from '../support/database/stored.ts';
import { type Answer, knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';
import { form, withCookies } from '../tenancy/credentials.ts';
import { openTenant } from '../tenancy/tenants.ts';
import { type Element, formOf, isField, readHtml } from '../views/settings/read-html.ts';

closeStages();

const MARKUP = '<img src=x onerror=alert(1)>"\'</textarea><script>alert(1)</script>&amp;';
const values = { 'markup and a NUL': `${MARKUP}\0.`, 'ten thousand characters': 'W'.repeat(10_000) };

/** These take away what the others need. */
const last = ['undo-webhooks', 'archive', 'promote', 'disconnect'];

interface Sending {
  action: string;
  verb: string;
  field: string;
  fields: Record<string, string>;
}

/** Each field of each form with each of its buttons, read from the page: a new one is tried by itself. */
function sendingsOf(html: string): Sending[] {
  const elements = readHtml(html);
  const forms = elements.filter(({ tag, attributes }) => tag === 'form' && attributes['action'] !== '/sign-out');
  const sendings = forms.flatMap((one) => {
    const own = elements.filter((element) => element.attributes['name'] && formOf(element, elements) === one);
    const fields = Object.fromEntries(
      // What was seen in the form changes with every sending that is saved; one that does not say it is saved as well.
      own
        .filter((each) => isOn(each) && each.attributes['name'] !== 'seen')
        .map((each) => [each.attributes['name'] ?? '', standsIn(each, elements)]),
    );
    const names = new Set(
      own
        .filter((each) => isField(each) || each.attributes['type'] === 'hidden')
        .map(({ attributes }) => attributes['name'] ?? ''),
    );
    const verbs = new Set(
      own.flatMap(({ attributes }) => (attributes['name'] === 'do' ? [attributes['value'] ?? ''] : [])),
    );
    const action = (one.attributes['action'] ?? '').replace(/#.*/, '');
    const tried = [...names].filter((name) => name !== 'csrf' && name !== 'do');
    return [...verbs].flatMap((verb) =>
      tried.map((field) => ({ action, verb, field, fields: { ...fields, do: verb } })),
    );
  });
  return sendings.sort((a, b) => last.indexOf(a.verb) - last.indexOf(b.verb));
}

const isOn = ({ attributes }: Element) => attributes['type'] !== 'checkbox' || 'checked' in attributes;

function standsIn(element: Element, all: readonly Element[]): string {
  if (element.tag === 'textarea') return element.text.replace(/^\n/, '');
  if (element.tag !== 'select') return element.attributes['value'] ?? '';
  const options = all.filter(({ tag, within }) => tag === 'option' && within === element);
  return (options.find(({ attributes }) => 'selected' in attributes) ?? options[0])?.attributes['value'] ?? '';
}

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
  test('takes markup and ten thousand characters in full or not at all, and says which', async () => {
    const { world } = await stage();
    const tenant = await openTenant(world, { id: 'harbour1', name: 'Harbour Books', digit: 6 });
    const { visitor } = tenant;
    await visitor.goes('/settings');
    const rows = async () =>
      (await listHoldings(world.app.ctx.database.owner)).filter((one) => one.workspaceId === tenant.workspace.id);
    const faults: string[] = [];
    const sendings = sendingsOf(visitor.page.html);
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
    await visitor.goes('/settings');
    expect(visitor.page.html).toContain('&lt;img src=x');
    readSafely(visitor.page.html);
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
  if (status === 303 && !/^\/settings(#|$)/.test(headers.location ?? '')) return `leads to ${headers.location}`;
  const part = value.slice(0, 12).replace('\0', '');
  const cut = after
    .flatMap(({ row }) => leaves(row))
    .filter((leaf) => leaf.includes(part) && !leaf.includes(value.replace('\0', '')));
  return cut.length === 0 ? null : `kept a part: ${cut[0]?.slice(0, 100)}`;
}

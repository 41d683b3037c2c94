// Reads from the pages every way to send the forms of the settings.
import { sectionIds } from '../../src/domain/settings/sections.ts';
import { type Element, formOf, isField, readHtml } from '../views/settings/read-html.ts';
import type { Visitor } from './visitor.ts';

/** These buttons take away things that the others need. */
const last = ['undo-webhooks', 'archive', 'promote', 'disconnect'];

export interface Sending {
  action: string;
  verb: string;
  field: string;
  fields: Record<string, string>;
}

/** The pages with forms: the Overview, the sections, and each template and member. */
export async function formPages(visitor: Visitor): Promise<string[]> {
  const pages: string[] = [];
  const left = ['/', ...sectionIds.map((id) => `/settings/${id}`)];
  for (let path = left.shift(); path !== undefined; path = left.shift()) {
    const { html } = (await visitor.goes(path)).page;
    pages.push(html);
    const items = [...html.matchAll(/href="(\/settings\/(?:templates|members)\/[^"]+)"/g)];
    if (/^\/settings\/\w+$/.test(path)) left.push(...items.map(([, item = '']) => item));
  }
  return pages;
}

/** Each field of each form with each of its buttons, so that a new field is tried without a change here. */
export async function sendingsOf(visitor: Visitor): Promise<Sending[]> {
  const pages = await formPages(visitor);
  return pages.flatMap(sendingsIn).sort((a, b) => last.indexOf(a.verb) - last.indexOf(b.verb));
}

function sendingsIn(html: string): Sending[] {
  const elements = readHtml(html);
  const forms = elements.filter(
    ({ tag, attributes }) => tag === 'form' && attributes['method'] === 'post' && attributes['action'] !== '/sign-out',
  );
  return forms.flatMap((one) => {
    const own = elements.filter((element) => element.attributes['name'] && formOf(element, elements) === one);
    const fields = Object.fromEntries(
      // The facts in the form change with every save, and a form without them is saved as well.
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
}

const isOn = ({ attributes }: Element) => attributes['type'] !== 'checkbox' || 'checked' in attributes;

function standsIn(element: Element, all: readonly Element[]): string {
  if (element.tag === 'textarea') return element.text.replace(/^\n/, '');
  if (element.tag !== 'select') return element.attributes['value'] ?? '';
  const options = all.filter(({ tag, within }) => tag === 'option' && within === element);
  return (options.find(({ attributes }) => 'selected' in attributes) ?? options[0])?.attributes['value'] ?? '';
}

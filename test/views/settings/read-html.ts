// Reads the HTML of our pages back, strictly: a loose bracket or an open element is an error.

export interface Element {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  /** Its own text and that of the elements inside it. */
  text: string;
  within: Element | null;
}

const empty = new Set(['input', 'meta', 'link']);
const token = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][\w-]*(?:="[^"<]*")?)*)\s*\/?>|[^<]+/gy;
const attribute = /([a-zA-Z][\w-]*)(?:="([^"]*)")?/g;

export function readHtml(html: string): Element[] {
  const elements: Element[] = [];
  let here: Element | null = null;
  let end = 0;
  for (const match of html.matchAll(token)) {
    end = match.index + match[0].length;
    const [whole, closing, tag, rest = ''] = match;
    if (tag === undefined) {
      for (let at: Element | null = whole.startsWith('<') ? null : here; at; at = at.within) at.text += decoded(whole);
    } else if (closing) {
      if (here?.tag !== tag) throw new Error(`</${tag}> closes <${here?.tag}> at ${match.index}`);
      here = here.within;
    } else {
      const attributes = Object.fromEntries(
        [...rest.matchAll(attribute)].map(([, name = '', value = '']) => [name, decoded(value)]),
      );
      const element: Element = { tag, attributes, text: '', within: here };
      elements.push(element);
      if (!empty.has(tag)) here = element;
    }
  }
  if (end !== html.length) throw new Error(`A loose bracket at ${end}: ${html.slice(end, end + 80)}`);
  if (here !== null) throw new Error(`<${here.tag}> is not closed`);
  return elements;
}

function decoded(text: string): string {
  if (/&(?!amp;|lt;|quot;|#39;)/.test(text)) throw new Error(`A loose ampersand: ${text.slice(0, 80)}`);
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

export function isWithin(element: Element, test: (outer: Element) => boolean): boolean {
  for (let at = element.within; at; at = at.within) if (test(at)) return true;
  return false;
}

/** The form that a field or a button belongs to. */
export function formOf(element: Element, all: readonly Element[]): Element | undefined {
  const named = element.attributes['form'];
  if (named !== undefined) return all.find(({ tag, attributes }) => tag === 'form' && attributes['id'] === named);
  for (let at = element.within; at; at = at.within) if (at.tag === 'form') return at;
  return undefined;
}

export function isField({ tag, attributes }: Element): boolean {
  return tag === 'select' || tag === 'textarea' || (tag === 'input' && attributes['type'] !== 'hidden');
}

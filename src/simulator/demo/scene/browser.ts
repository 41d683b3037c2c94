// A browser without a screen, as the demo's admin has it: it keeps cookies, follows redirects, and sends the forms of a page.

interface Page {
  url: string;
  html: string;
}

/** A form of a page, with the fields that it would send. */
export interface SentForm {
  action: string;
  method: string;
  fields: [string, string][];
}

export class Browser {
  readonly #cookies = new Map<string, string>();
  #page: Page = { url: '', html: '' };

  async goes(url: string): Promise<this> {
    return this.#load(url, {});
  }

  /** Sends the page's first form that leads there, with these fields filled in. Other fields go as they stand. */
  async sends(action: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<this> {
    const form = formsIn(this.#page.html).find((one) => this.#at(one.action).pathname === action);
    if (!form) throw new Error(`${this.#page.url} has no form that leads to ${action}.`);
    const body = new URLSearchParams(form.fields.filter(([name]) => !(name in fields)));
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#load(this.#at(form.action).href, { method: 'POST', body });
  }

  /** The fields of the page's first form that leads there. */
  fieldsOf(action: string): Record<string, string> {
    const form = formsIn(this.#page.html).find((one) => this.#at(one.action).pathname === action);
    return Object.fromEntries(form?.fields ?? []);
  }

  /** The first such words in the page. */
  finds(words: RegExp): string {
    const [found] = words.exec(decoded(this.#page.html)) ?? [];
    if (found === undefined) throw new Error(`${this.#page.url} does not show ${words}.`);
    return found;
  }

  #at(path: string): URL {
    return new URL(path, this.#page.url);
  }

  async #load(url: string, init: RequestInit, hops = 0): Promise<this> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie, accept: 'text/html' } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location');
    if (location !== null && hops < 10) return this.#load(new URL(location, url).href, {}, hops + 1);
    if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${wordsOf(html)}`);
    this.#page = { url, html };
    return this;
  }
}

/** Every form, with its fields as a browser sends them; buttons and unticked boxes are left out. */
export function formsIn(html: string): SentForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', inner = '']) => ({
    action: attribute(attributes, 'action') ?? '',
    method: attribute(attributes, 'method') ?? 'get',
    fields: fieldsIn(inner),
  }));
}

function fieldsIn(html: string): [string, string][] {
  const inputs = [...html.matchAll(/<input\b([^>]*)>/g)].flatMap(([, attributes = '']): [string, string][] => {
    const name = attribute(attributes, 'name');
    const type = attribute(attributes, 'type');
    const isOff = (type === 'checkbox' || type === 'radio') && !/\schecked\b/.test(attributes);
    if (name === undefined || isOff) return [];
    return [[name, attribute(attributes, 'value') ?? (type === 'checkbox' ? 'on' : '')]];
  });
  const areas = [...html.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)].map(
    ([, attributes = '', text = '']): [string, string] => [attribute(attributes, 'name') ?? '', decoded(text)],
  );
  const selects = [...html.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)].map(
    ([, attributes = '', inner = '']): [string, string] => {
      const options = [...inner.matchAll(/<option\b([^>]*)>/g)].map(([, own = '']) => own);
      const chosen = options.find((own) => /\sselected\b/.test(own)) ?? options[0] ?? '';
      return [attribute(attributes, 'name') ?? '', attribute(chosen, 'value') ?? ''];
    },
  );
  return [...inputs, ...areas, ...selects].filter(([name]) => name !== '');
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${attributes}`);
  return found ? decoded(found[1] ?? '') : undefined;
}

/** The text that these few entities stand for. */
export function decoded(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function wordsOf(html: string): string {
  return html
    .replace(/<style.*?<\/style>|<[^>]+>/gs, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}

// A browser without a screen: it keeps cookies, follows links and redirects, and sends the forms of a page as they stand there.
import { decoded, formsIn, type SentForm } from '../../src/simulator/demo/scene/browser.ts';
import { expect } from './jest-globals.ts';

export interface Visit {
  url: string;
  status: number;
  html: string;
  headers: Headers;
}

export class Visitor {
  readonly #cookies: Map<string, Map<string, string>>;
  page: Visit = { url: '', status: 0, html: '', headers: new Headers() };

  constructor(cookies = new Map<string, Map<string, string>>()) {
    this.#cookies = cookies;
  }

  /** Another tab of this browser. */
  tab(): Visitor {
    return new Visitor(this.#cookies);
  }

  async goes(url: string): Promise<this> {
    return this.#load(new URL(url, this.page.url || undefined).href, {});
  }

  /**
   * Sends the form with this action (and, where given, this button), with these fields filled in. Opens the page that has the
   * form where the present one lacks it.
   */
  async sends(action: string, fields: Readonly<Record<string, string | readonly string[]>> = {}): Promise<this> {
    if (!this.#hasForm(action, fields)) await this.goes(pageWith(action, fields));
    const wanted = this.#formsTo(action);
    const form =
      wanted.find((one) =>
        Object.keys(fields).every((name) => name === 'do' || one.fields.some(([own]) => own === name)),
      ) ?? wanted[0];
    if (!form)
      throw new Error(`There is no form that goes to ${action} at ${this.page.url}: ${this.words().slice(0, 400)}`);
    const body = new URLSearchParams(form.fields.filter(([name]) => !(name in fields) && name !== 'do'));
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#load(new URL(form.action, this.page.url).href, { method: 'POST', body });
  }

  /** Sends the form with this action that has a field for a file, with this one chosen. */
  async uploads(
    action: string,
    file: { name: string; bytes: string | Uint8Array<ArrayBuffer> },
    fields: Readonly<Record<string, string>> = {},
  ): Promise<this> {
    if (!this.#hasForm(action, { file: '' })) await this.goes(pageWith(action, {}));
    const form = this.#formsTo(action).find((one) => one.fields.some(([name]) => name === 'file'));
    if (!form) throw new Error(`There is no form with a file that goes to ${action} at ${this.page.url}`);
    const body = new FormData();
    for (const [name, value] of form.fields) if (name !== 'file') body.append(name, fields[name] ?? value);
    body.append('file', new Blob([file.bytes], { type: 'text/csv' }), file.name);
    return this.#load(new URL(form.action, this.page.url).href, { method: 'POST', body });
  }

  /** Opens the page of a template by its name. */
  async opensTemplate(name: string): Promise<this> {
    await this.goes('/settings/templates');
    const links = [...this.page.html.matchAll(/<a\b[^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)];
    const found = links.find(([, , inner = '']) => decoded(inner.replace(/<[^>]+>/g, '')).trim() === name);
    if (!found) throw new Error(`There is no template ${name}: ${this.words().slice(0, 400)}`);
    return this.goes(found[1] ?? '');
  }

  #hasForm(action: string, fields: Readonly<Record<string, unknown>>): boolean {
    if (this.page.url === '') return false;
    const isHere = new URL(this.page.url).pathname === pageWith(action, fields as Record<string, string>);
    return this.#formsTo(action).some(
      (one) => isHere || Object.keys(fields).every((name) => name === 'do' || one.fields.some(([own]) => own === name)),
    );
  }

  /** A form that searches goes to the address of its own page, and changes nothing. */
  #formsTo(action: string): SentForm[] {
    return this.forms().filter(
      (one) => one.method === 'post' && new URL(one.action, this.page.url).pathname === action,
    );
  }

  /** A request of our own making, as another site or a script would send it. */
  async posts(url: string, fields: Readonly<Record<string, string>>): Promise<this> {
    return this.#load(new URL(url, this.page.url || undefined).href, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
  }

  /** The words of the page, without its markup. */
  words(): string {
    return decoded(
      this.page.html
        .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, ' ')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' '),
    );
  }

  says(words: string | RegExp): this {
    if (typeof words === 'string') expect(this.words()).toContain(words);
    else expect(this.words()).toMatch(words);
    return this;
  }

  forms(): SentForm[] {
    return formsIn(this.page.html);
  }

  /** The fields of the form with this action; where several have it, of the one that holds these words. */
  fieldsOf(action: string, words = ''): Record<string, string> {
    const forms = this.forms().filter((one) => one.action.startsWith(action));
    const found = forms.find(({ fields }) => words === '' || fields.some(([, value]) => value.includes(words)));
    return Object.fromEntries(found?.fields ?? []);
  }

  cookie(name: string, host = new URL(this.page.url).host): string | undefined {
    return this.#cookies.get(host)?.get(name);
  }

  keeps(name: string, value: string, host = new URL(this.page.url).host): void {
    this.#jar(host).set(name, value);
  }

  /** All cookies of this site, as the browser sends them. */
  cookies(host = new URL(this.page.url).host): string {
    return [...this.#jar(host)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The token in the forms of this page, which proves that they are ours. */
  formToken(): string {
    return (
      this.forms()
        .flatMap((form) => form.fields)
        .find(([name]) => name === 'csrf')?.[1] ?? ''
    );
  }

  #jar(host: string): Map<string, string> {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    return jar;
  }

  async #load(url: string, init: RequestInit, hops = 0): Promise<this> {
    if (hops > 10) throw new Error(`${url} leads in a circle.`);
    const { host } = new URL(url);
    const [jar, cookie] = [this.#jar(host), this.cookies(host)];
    const response = await fetch(url, { ...init, redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const html = await response.text();
    this.page = { url, status: response.status, html, headers: response.headers };
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location)
      return this.#load(new URL(location, url).href, {}, hops + 1);
    return this;
  }
}

/** The page on which a form of the settings stands. */
export function pageWith(action: string, fields: Readonly<Record<string, string | readonly string[]>>): string {
  if (action === '/settings/test' || action === '/settings/doctor') return '/';
  if (action === '/settings/keys') return '/settings/twilio';
  if (action === '/settings/templates') return `${action}/${fields['id'] || 'new'}`;
  if (action === '/settings/members') return `${action}/${fields['admin']}`;
  return action;
}

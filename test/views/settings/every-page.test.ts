// Rules that every settings page and every plain page keeps.

import { sectionIds } from '../../../src/domain/settings/sections.ts';
import { renderPlainPage } from '../../../src/views/page/plain-page.ts';
import { plainExamples, settingsExamples } from '../../../src/views/settings/examples.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { pagesOf } from '../../support/settings-pages.ts';
import { type Element, formOf, isField, readHtml } from './read-html.ts';

const actions = [
  ...sectionIds.map((id) => `/settings/${id}`),
  '/settings/test',
  '/settings/keys',
  '/settings/held',
  '/settings/doctor',
  '/sign-out',
];
const searches = ['/settings/numbers', '/settings/history'];

/** A page that an example leaves as it is has been looked at before. */
const drawn = new Set<string>();
const settings = Object.entries(settingsExamples).flatMap(([example, page]) =>
  Object.entries(pagesOf(page)).flatMap(([address, html]) => {
    if (drawn.has(html)) return [];
    drawn.add(html);
    return [{ name: `${example}: ${address}`, html }];
  }),
);
const plain = Object.entries(plainExamples).map(([name, page]) => ({ name, html: renderPlainPage(page) }));

describe.each([...settings, ...plain])('$name', ({ html }) => {
  const elements = readHtml(html);
  const all = (tag: string) => elements.filter((element) => element.tag === tag);
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);

  test('is a document with a language, a title and one heading', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(all('title')).toHaveLength(1);
    expect(all('h1')).toHaveLength(1);
    expect(all('main')).toHaveLength(1);
    expect(all('meta').some(({ attributes }) => attributes['name'] === 'viewport')).toBe(true);
  });

  test('has nothing that the strict content policy forbids', () => {
    expect(all('style')).toEqual([]);
    const attributes = new Set(elements.flatMap((element) => Object.keys(element.attributes)));
    expect([...attributes].filter((name) => name === 'style' || name.startsWith('on'))).toEqual([]);
    for (const script of all('script')) {
      expect(script.attributes).toEqual({
        type: 'module',
        src: expect.stringMatching(/^\/assets\/(page|settings|old-links)\.js$/),
      });
      expect(script.text).toBe('');
    }
    const sheets = all('link').filter(({ attributes }) => attributes['rel'] === 'stylesheet');
    const names = sheets.map(({ attributes }) => attributes['href']);
    expect(names.filter((href) => !/^\/assets\/(page|settings|overview)\.css$/.test(href ?? ''))).toEqual([]);
    expect(names[0]).toBe('/assets/page.css');
    expect(all('img').concat(all('iframe'))).toEqual([]);
  });

  test('leads nowhere but to itself and to the web', () => {
    const links = all('a').map(({ attributes }) => attributes['href'] ?? '');
    expect(
      links.filter(
        (href) =>
          !/^(#[\w-]+|\/|\/[\w-][\w/-]*(\?region=\w\w|\?find=\w*&from=\d+|\?before=[\w-]+|\?(direction|state)=\w+&since=[\d-]+)?|https?:\/\/\S+)$/.test(
            href,
          ),
      ),
    ).toEqual([]);
    const anchors = links.filter((href) => href.startsWith('#')).map((href) => href.slice(1));
    expect(anchors.filter((anchor) => !ids.includes(anchor))).toEqual([]);
  });

  test('has forms that carry the token and go where they are awaited', () => {
    for (const form of all('form')) {
      // A search changes nothing.
      if (form.attributes['role'] === 'search') {
        expect(form.attributes['method']).toBe('get');
        expect(searches).toContain(form.attributes['action']);
        continue;
      }
      expect(form.attributes['method']).toBe('post');
      expect(actions).toContain(form.attributes['action']);
      const tokens = all('input').filter(
        (input) => input.attributes['name'] === 'csrf' && formOf(input, elements) === form,
      );
      expect(tokens.map(({ attributes }) => attributes['type'])).toEqual(['hidden']);
    }
  });

  test('has a label for every field, and an id only once', () => {
    expect(ids).toEqual([...new Set(ids)]);
    const labels = new Map(all('label').map((label) => [label.attributes['for'], label.text.trim()]));
    const bare = elements.filter(isField).filter(({ attributes }) => !labels.get(attributes['id']));
    expect(bare).toEqual([]);
  });

  test('describes by ids that are there', () => {
    const named = (element: Element) =>
      ['aria-describedby', 'aria-labelledby', 'data-copy', 'data-count-for'].flatMap(
        (name) => element.attributes[name]?.split(' ') ?? [],
      );
    expect(elements.flatMap(named).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('fills every place that a sentence leaves open', () => {
    expect(html.match(/(?<!\{)\{\w+\}(?!\})/g)).toBeNull();
  });

  test('leaves secrets empty', () => {
    const passwords = all('input').filter(({ attributes }) => attributes['type'] === 'password');
    for (const { attributes } of passwords) expect(attributes).toMatchObject({ value: '', autocomplete: 'off' });
  });
});

test('there are examples of everything that can be seen', () => {
  expect(settings.length).toBeGreaterThanOrEqual(14);
  expect(plain.length).toBeGreaterThanOrEqual(4);
});

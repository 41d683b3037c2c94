// The page of the history, with its filter and its ways to other pages.
import { render } from 'preact-render-to-string';
import type { HistoryPage } from '../../../src/domain/settings/history-page.ts';
import { historyContent } from '../../../src/views/settings/history.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { readHtml } from './read-html.ts';

const id = '01900000-0000-7000-8000-000000000400';
const everybody: HistoryPage = {
  lines: [
    { at: new Date('2026-01-08T13:05:00Z'), who: 'Theo', line: { kind: 'template-saved', name: '<b>Hello</b>' } },
    { at: new Date('2026-01-08T13:04:00Z'), who: null, line: { kind: 'services-read' } },
  ],
  older: null,
  isNewest: true,
  by: null,
  people: [{ id: '1', name: 'Theo' }],
};

function draw(changes: Partial<HistoryPage>) {
  const html = render(historyContent('America/New_York', { ...everybody, ...changes }));
  const elements = readHtml(html);
  const links = elements.filter(({ tag }) => tag === 'a').map(({ text, attributes }) => [text, attributes['href']]);
  const chosen = elements.filter(({ tag, attributes }) => tag === 'option' && 'selected' in attributes);
  return { html, links, chosen: chosen.map(({ text }) => text) };
}

test('a short history has its lines, a filter and no other page', () => {
  const { html, links, chosen } = draw({});
  expect(html).toContain('Jan 8, 2026 at 8:05AM');
  expect(html).toContain('Saved the template &lt;b>Hello&lt;/b>.');
  expect(html).toContain('Threadwire');
  expect([links, chosen]).toEqual([[], ['Everybody']]);
});

test('the ways to other pages keep the person', () => {
  expect(draw({ older: id }).links).toEqual([['Older changes', `/settings/history?before=${id}`]]);
  expect(draw({ older: id, isNewest: false, by: 'service' })).toMatchObject({
    links: [
      ['Newest changes', '/settings/history?by=service'],
      ['Older changes', `/settings/history?before=${id}&by=service`],
    ],
    chosen: ['Threadwire'],
  });
});

test('an empty page says of whom there is nothing', () => {
  expect(draw({ lines: [] }).html).toContain('No changes yet.');
  expect(draw({ lines: [], by: '1' }).html).toContain('No changes by this person.');
  expect(draw({ lines: [], isNewest: false }).html).toContain('No older changes.');
});

// Long lists to choose from while a text is written: templates and numbers to text from, searched and page by page.
import type { SendersScreen, TemplatesScreen } from '../../domain/panel.ts';
import type { PanelAction } from '../../domain/panel-action.ts';
import { macrosCut, nothingFound } from '../../words/panel/hints.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, input, item, list, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { phone } from './formats.ts';
import { back } from './pieces.ts';

export function renderTemplates(state: TemplatesScreen): Canvas {
  const items = state.templates.map(({ id, name, body, source }) =>
    item({ do: 'use-template', id }, shorten(name, 60, 'Unnamed template'), {
      subtitle: shorten(body, 90),
      ...(source === 'macro' ? { third: 'Macro in Intercom' } : {}),
    }),
  );
  return canvas(
    [
      ...flash(state),
      text('Templates', 'header'),
      ...search('search-templates', 'Name or words', state.query, items.length),
      ...(items.length > 0 ? [] : [text(nothingFound('template', shorten(state.query, 60, '')), 'muted')]),
      ...list(items),
      ...pages(state, (page) => ({ do: 'templates', page })),
      ...(state.isCut ? [text(macrosCut, 'muted')] : []),
      back({ do: 'write' }),
    ],
    state.memory,
  );
}

export function renderSenders(state: SendersScreen): Canvas {
  const items = state.senders.map(({ address, label }) => {
    const name = shorten(label ?? '', 60, '');
    const action: PanelAction = { do: 'use-sender', address };
    return name === '' ? item(action, phone(address)) : item(action, name, { subtitle: phone(address) });
  });
  return canvas(
    [
      ...flash(state),
      text('Send from', 'header'),
      ...search('search-senders', 'Number or name', state.query, items.length),
      ...(items.length > 0 ? [] : [text(nothingFound('number', shorten(state.query, 60, '')), 'muted')]),
      ...list(items),
      ...pages(state, (page) => ({ do: 'senders', page })),
      back({ do: 'write' }),
    ],
    state.memory,
  );
}

/** Where there is nothing at all, there is nothing to look for. */
function search(
  id: 'search-templates' | 'search-senders',
  placeholder: string,
  query: string,
  found: number,
): Component[] {
  if (query.trim() === '' && found === 0) return [];
  return [input(id, { label: 'Search', placeholder, value: query }, { canSubmit: true })];
}

/** The first page is 1. */
function pages({ page, pages: last }: { page: number; pages: number }, to: (page: number) => PanelAction): Component[] {
  if (last < 2) return [];
  return [
    text(`Page ${page} of ${last}`, 'muted', { tight: true }),
    ...(page < last ? [button('Next page', to(page + 1), 'link')] : []),
    ...(page > 1 ? [button('Previous page', to(page - 1), 'link')] : []),
  ];
}

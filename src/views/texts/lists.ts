// Draws a page of the log: its lists as tabs, its search, and its texts.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type LogPage, type TextCounts, type TextList, textLists } from '../../domain/texts-page.ts';
import {
  counted,
  emptyLists,
  listLeads,
  listTitles,
  searchWords,
  askProblems as tellAsk,
} from '../../words/texts-page.ts';
import type { Content } from '../page/content.ts';
import { renderPage } from '../page/frame.ts';
import { link } from '../page/pieces.ts';
import { asksAnything, queryOf, searchForm } from './search.ts';
import { textTable } from './table.ts';

type List = 'all' | TextList;

const pageTitles: Readonly<Record<LogPage['list'], string>> = {
  all: 'Texts',
  failed: 'Failed texts',
  held: 'Texts held back',
};

export const listPath = (list: List): string => (list === 'all' ? '/texts' : `/texts/${list}`);

export function renderLog(page: LogPage): string {
  const { list, found, asked } = page;
  return renderPage(page, {
    title: pageTitles[list],
    lead: listLeads[list],
    styles: ['texts'],
    content: html`${tabs(list, page.counts)} ${list === 'all' ? searchForm(page) : null} ${asides(page)}
      ${
        found.texts.length > 0
          ? textTable(page, found.texts)
          : html`<p class="soft empty">${emptyLists[list === 'all' && asksAnything(asked) ? 'found' : list]}</p>`
      }
      ${pageLinks(page)}`,
  });
}

/** `list`: the one that is shown. */
export function tabs(list: List, counts: TextCounts): VNode {
  const numbers: Readonly<Record<List, number>> = {
    all: 0,
    failed: counts.failed,
    held: counts.held,
    scheduled: counts.scheduled,
    'dead-letters': counts.deadLetters,
  };
  return html`<nav class="tabs" aria-label="Lists of texts">
    <ul>
      ${(['all', ...textLists] as const).map(
        (one) => html`<li>
          <a href=${listPath(one)} aria-current=${one === list ? 'page' : undefined}>
            ${listTitles[one]}${numbers[one] > 0 ? html` <span class="number">${counted(numbers[one])}</span>` : null}
          </a>
        </li>`,
      )}
    </ul>
  </nav>`;
}

function asides({ askProblems, found }: LogPage): Content {
  return [
    ...askProblems.map((one) => html`<p class="notice warn" role="alert">${tellAsk[one]}</p>`),
    ...(found.hasMoreNumbers ? [html`<p class="notice plain">${searchWords.manyNumbers}</p>`] : []),
    ...(found.texts.length === 0 && found.older !== null ? [html`<p class="notice plain">${searchWords.cut}</p>`] : []),
  ];
}

function pageLinks({ list, asked, found: { older } }: LogPage): Content {
  const isNewest = asked.before === '';
  if (isNewest && older === null) return null;
  const path = listPath(list);
  return html`<nav class="actions" aria-label="Pages of the list">
    ${isNewest ? null : link('Newest texts', `${path}${queryOf({ ...asked, before: '' })}`, { look: 'secondary' })}
    ${older === null ? null : link('Older texts', `${path}${queryOf({ ...asked, before: older })}`, { look: 'secondary' })}
  </nav>`;
}

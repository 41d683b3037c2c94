// Draws the page of the history: who changed something and how, the newest first.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type HistoryPage, serviceItself } from '../../domain/settings/history-page.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { product } from '../../words/names.ts';
import { historyPageWords, tellLine } from '../../words/settings/history.ts';
import { absoluteDate } from '../../words/times.ts';
import type { Content } from '../page/content.ts';
import type { PageContent } from '../page/frame.ts';
import { link, written } from '../page/pieces.ts';
import { section } from './section.ts';

export const historyPath = '/settings/history';

export function historySection(page: PageOf<'history'>): PageContent {
  return section(page, 'history', {}, historyContent(page.workspace.timeZone, page.history));
}

/** `timeZone`: the workspace's, which every time of a page is in. */
export function historyContent(timeZone: string, page: HistoryPage): VNode {
  const { lines, by, people } = page;
  const listed = html`<ul class="history">
    ${lines.map(
      ({ at, who, line }) =>
        html`<li><time datetime=${at.toISOString()}>${absoluteDate(at, timeZone)}</time> <span><b>${written(who ?? product)}</b> ${written(tellLine(line), 400)}</span></li>`,
    )}
  </ul>`;
  return html`${people.length === 0 ? null : personFilter(page)}
    ${lines.length > 0 ? listed : html`<p class="soft">${nothing(page)}</p>`}
    ${pageLinks(page, by)}`;
}

function personFilter({ by, people }: HistoryPage): VNode {
  const choices = [{ id: '', name: 'Everybody' }, ...people, { id: serviceItself, name: product }];
  return html`<form method="get" action=${historyPath} class="inline" role="search">
    <div class="field">
      <label for="history-by">Changes by</label>
      <select id="history-by" name="by">
        ${choices.map(({ id, name }) => html`<option value=${id} selected=${id === (by ?? '')}>${name}</option>`)}
      </select>
    </div>
    <button class="secondary">Show</button>
  </form>`;
}

function nothing({ isNewest, by }: HistoryPage): string {
  if (!isNewest) return historyPageWords.noOlder;
  return by === null ? historyPageWords.none : historyPageWords.noneOfPerson;
}

function pageLinks({ older, isNewest }: HistoryPage, by: string | null): Content {
  if (isNewest && older === null) return null;
  const at = (query: Record<string, string>) => {
    const asked = new URLSearchParams({ ...query, ...(by === null ? {} : { by }) }).toString();
    return asked === '' ? historyPath : `${historyPath}?${asked}`;
  };
  return html`<nav class="actions" aria-label="Pages of the history">
    ${isNewest ? null : link('Newest changes', at({}), { look: 'secondary' })}
    ${older === null ? null : link('Older changes', at({ before: older }), { look: 'secondary' })}
  </nav>`;
}

// The history: who changed something and how, the newest first. It has a page of its own, and a short list among the settings.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type HistoryPage, serviceItself } from '../../domain/settings/history-page.ts';
import type { AuditLine, SettingsPage } from '../../domain/settings-page.ts';
import { product } from '../../words/names.ts';
import { historyPageWords, tellLine } from '../../words/settings/history.ts';
import { absoluteDate } from '../../words/times.ts';
import type { Content } from '../page/content.ts';
import { link, moment, written } from '../page/pieces.ts';

export const historyPath = '/settings/history';

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

const SHOWN = 10;

export function history(page: SettingsPage): VNode {
  const lines = page.audit.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const older = lines.slice(SHOWN);
  return html`<section id="history" class="card" aria-labelledby="history-title">
    <div class="card-head"><h2 id="history-title">History</h2></div>
    ${lines.length === 0 ? html`<p class="soft">${historyPageWords.none}</p>` : listed(page, lines.slice(0, SHOWN))}
    ${
      older.length > 0
        ? html`<details>
            <summary>${older.length} older ${older.length === 1 ? 'change' : 'changes'}</summary>
            <div class="folded">${listed(page, older)}</div>
          </details>`
        : null
    }
  </section>`;
}

function listed(page: SettingsPage, lines: readonly AuditLine[]): VNode {
  return html`<ul class="history">
    ${lines.map(
      ({ at, who, line }) =>
        html`<li>${moment(page, at)} <span><b>${written(who ?? product)}</b> ${written(tellLine(line), 400)}</span></li>`,
    )}
  </ul>`;
}

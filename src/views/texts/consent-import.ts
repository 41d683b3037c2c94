// Draws the form that imports a list of consent, and the page of how an import went.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { ConsentImport, ConsentImportPage, ConsentListPage } from '../../domain/consents-page.ts';
import { importWords, tellFileProblem, tellImport, tellRowProblem } from '../../words/consent-imports.ts';
import type { Content } from '../page/content.ts';
import { fileField, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { renderPage } from '../page/frame.ts';
import { flashBox, form, link, written } from '../page/pieces.ts';
import { momentInList } from './table.ts';

/** A page shows so many rows; the file has all of them. */
const MOST_SHOWN = 200;

export function importPath(id: string): string {
  return `/consents/imports/${id}`;
}

export function importForm(page: ConsentListPage): VNode {
  const fields = { id: 'import', state: formState(page, 'import') };
  const content = html`<h2>${importWords.title}</h2>
    <p class="hint">${importWords.hint}</p>
    <div class="pair">
      ${textField(fields, { name: 'source', label: importWords.source, stored: '', hint: importWords.sourceHint })}
      ${fileField(fields, { name: 'file', label: importWords.file, accept: '.csv,text/csv' })}
    </div>
    <p class="actions"><button class="secondary">Import</button></p>`;
  return form(page, '/consents', content, { class: 'card', state: fields.state, hasFile: true });
}

export function renderImport(page: ConsentImportPage): string {
  const { found } = page;
  return renderPage(page, {
    title: 'Import',
    back: { label: 'Consent', url: '/consents' },
    styles: ['texts'],
    content: html`<p>${written(found.fileName, 80)} <span class="soft">${momentInList(page, found.startedAt)}</span></p>
      ${outcome(found)} ${rows(found)}`,
  });
}

function outcome(found: ConsentImport): Content {
  const { problem, rejected, endedAt } = found;
  if (endedAt === null) return flashBox({ kind: 'problem', words: importWords.interrupted });
  const isWhole = problem === null && rejected.length === 0;
  return [
    problem === null ? null : flashBox({ kind: 'problem', words: tellFileProblem(problem) }),
    flashBox({ kind: isWhole ? 'done' : 'partly', words: tellImport(found) }),
    isWhole ? null : html`<p class="hint">${importWords.again}</p>`,
  ];
}

function rows({ id, rejected }: ConsentImport): Content {
  if (rejected.length === 0) return null;
  return html`<h2>${importWords.rejected}</h2>
    <table class="texts">
      <thead>
        <tr><th scope="col" class="when">Row</th><th scope="col">Reason</th></tr>
      </thead>
      <tbody>
        ${rejected
          .slice(0, MOST_SHOWN)
          .map(
            ({ line, why }) =>
              html`<tr><td class="when">Line ${line}</td><td class="words">${tellRowProblem(why)}</td></tr>`,
          )}
      </tbody>
    </table>
    ${rejected.length > MOST_SHOWN ? html`<p class="hint">${importWords.more(MOST_SHOWN, rejected.length)}</p>` : null}
    <p>${link(importWords.download, `${importPath(id)}.csv`)}</p>`;
}

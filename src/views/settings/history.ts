// The history: who changed something and how, the newest first, the older ones folded away.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { AuditLine, SettingsPage } from '../../domain/settings-page.ts';
import { product } from '../../words/names.ts';
import { noHistory, tellLine } from '../../words/settings/history.ts';
import { moment, written } from '../page/pieces.ts';

const SHOWN = 10;

export function history(page: SettingsPage): VNode {
  const lines = page.audit.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const older = lines.slice(SHOWN);
  return html`<section id="history" class="card" aria-labelledby="history-title">
    <div class="card-head"><h2 id="history-title">History</h2></div>
    ${lines.length === 0 ? html`<p class="soft">${noHistory}</p>` : listed(page, lines.slice(0, SHOWN))}
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

// Draws the health of a workspace: the headline, what is broken first, and what is fine folded away.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Finding } from '../../domain/doctor/finding.ts';
import { headlineOf } from '../../domain/doctor/headline.ts';
import type { OverviewPage } from '../../domain/overview.ts';
import { headlineWords, stillAsking } from '../../words/doctor/headline.ts';
import { link, moment } from '../page/pieces.ts';
import { findingList } from '../settings/findings.ts';

export function doctor(page: OverviewPage): VNode {
  const { findings } = page;
  return findings === null ? asking() : found(page, findings);
}

/** The script asks again; without a script, the reader does. */
function asking(): VNode {
  return html`<section class="card" id="doctor" aria-labelledby="doctor-title" data-live data-refresh>
    <h2 id="doctor-title">${stillAsking.title}</h2>
    <p class="hint">
      ${stillAsking.hint} ${link(stillAsking.link, '/')} ${stillAsking.rest}
    </p>
  </section>`;
}

function found(page: OverviewPage, findings: readonly Finding[]): VNode {
  const bad = ['broken', 'warning'].flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const fine = findings.filter(({ severity }) => severity === 'fine');
  return html`<section class="card" id="doctor" aria-labelledby="doctor-title" data-live>
    <div class="card-head">
      <h2 id="doctor-title">${headlineWords(headlineOf(findings, page.senders))}</h2>
      <span class="soft">Checked ${moment(page, page.readAt)} · ${link('Check again', '/')}</span>
    </div>
    ${bad.length > 0 ? findingList(page, bad) : null}
    ${
      fine.length > 0
        ? html`<details>
            <summary>${fine.length === 1 ? '1 check is' : `${fine.length} checks are`} fine</summary>
            ${findingList(page, fine, 'findings folded')}
          </details>`
        : null
    }
  </section>`;
}

// Draws the texts of today in numbers.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { OverviewPage } from '../../domain/overview.ts';
import { zoneInWords } from '../../words/times.ts';

export function figures({ figures: { received, sent, failed, waiting }, workspace }: OverviewPage): VNode {
  const cells = [
    { label: 'Received', number: received },
    { label: 'Sent', number: sent },
    { label: 'Failed', number: failed, look: failed > 0 ? 'bad' : '' },
    { label: 'Waiting or held', number: waiting, look: waiting > 0 ? 'warn' : '' },
  ];
  return html`<section class="card" id="today" aria-labelledby="today-title" data-live>
    <div class="card-head">
      <h2 id="today-title">Texts today</h2>
      <span class="soft">since midnight, ${zoneInWords(workspace.timeZone)}</span>
    </div>
    <dl class="figures">
      ${cells.map(
        ({ label, number, look = '' }) =>
          html`<div><dt>${label}</dt><dd class=${look}>${number.toLocaleString('en-US')}</dd></div>`,
      )}
    </dl>
  </section>`;
}

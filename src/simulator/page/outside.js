// The pretend system outside: what it hears by webhooks, and a switch that has it fail.
import { html } from 'htm/preact';

export function OutsideCard({ outside, onFail, onReplay }) {
  const { url, isFailing, heard } = outside;
  return html`
    <section class="card" aria-labelledby="outside">
      <h2 id="outside">A system that hears what happens</h2>
      <p>It stands at <code>${url}</code>, and the settings have it under <b>Webhooks</b>. Text from the phone, from the inbox or by
        a line above: it hears of it within a second. It proves each signature.</p>
      <p class="actions">
        <button type="button" class="secondary" onClick=${() => onFail(!isFailing)} aria-pressed=${isFailing} data-testid="outside-fail">
          ${isFailing ? 'It fails: have it work again' : 'Have it fail'}
        </button>
        <button type="button" class="secondary" onClick=${onReplay} data-testid="outside-replay">Send it all again</button>
      </p>
      <ol class="heard" aria-live="polite">
        ${heard.map(
          (event, index) => html`
            <li key=${heard.length - index} data-testid="heard" data-answered=${event.answered}>
              <b>${event.type}</b> ${event.number} ${event.words && html`<q>${event.words}</q>`}${' '}
              <small>${event.isSigned ? 'signature holds' : 'signature is wrong'}, answered ${event.answered}</small>
            </li>
          `,
        )}
      </ol>
      ${heard.length === 0 && html`<p class="none">It has heard nothing yet.</p>`}
    </section>
  `;
}

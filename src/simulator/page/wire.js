// The latest traffic: the service's calls to the vendors, and the vendors' webhooks to the service.
import { html } from 'htm/preact';
import { exactTimeOf } from './format.js';

export function Wire({ wire, webhooks, alerts }) {
  const calls = wire.toReversed();
  const posted = webhooks.toReversed();
  return html`
    <section class="wire" id="wire" aria-label="Wire" data-testid="wire">
      <div class="wire-half">
        <h2>Calls by the service <small>newest first</small></h2>
        <div class="wire-list" tabindex="0" role="region" aria-label="Calls by the service">
          <table>
            <thead class="sr"><tr><th>Time</th><th>To</th><th>Method</th><th>Status</th><th>Path</th></tr></thead>
            <tbody>
              ${calls.map(
                ({ id, at, service, method, path, status }) => html`
                  <tr key=${id} class=${toneOf(status)}>
                    <td>${exactTimeOf(at)}</td>
                    <td>${service}</td>
                    <td>${method}</td>
                    <td>${status === 0 ? 'hung up' : status}</td>
                    <td class="wire-path" title=${path}>${shortened(path)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
          ${calls.length === 0 && html`<p class="empty">Nothing yet.</p>`}
        </div>
      </div>
      <div class="wire-half">
        <h2>Webhooks to the service <small>newest first</small></h2>
        <div class="wire-list" tabindex="0" role="region" aria-label="Webhooks to the service">
          ${alerts.map(({ code, url, at }) => html`<p class="problem" key=${`${at} ${url}`}>Twilio reports ${code} at ${exactTimeOf(at)}: ${url}</p>`)}
          <table>
            <thead class="sr"><tr><th>Time</th><th>From</th><th>Status</th><th>What</th></tr></thead>
            <tbody>
              ${posted.map(({ id, at, label, status, attempt }) => {
                const [vendor, ...what] = label.split(' ');
                return html`
                  <tr key=${id} class=${toneOf(status)}>
                    <td>${exactTimeOf(at)}</td>
                    <td>${vendor}</td>
                    <td>${status ?? 'no answer'}</td>
                    <td class="wire-path" title=${label}>${shortened(what.join(' '))}${attempt > 1 ? `, attempt ${attempt}` : ''}</td>
                  </tr>`;
              })}
            </tbody>
          </table>
          ${posted.length === 0 && html`<p class="empty">Nothing yet.</p>`}
        </div>
      </div>
    </section>
  `;
}

function toneOf(status) {
  if (status === null || status === 0 || status >= 500) return 'tone-bad';
  return status >= 400 ? 'tone-warn' : '';
}

/** Sids and ids of 24 and more characters are cut to their first few. */
function shortened(path) {
  return path.replace(/\b([A-Z]{2})?[0-9a-f]{24,}\b/g, (id) => `${id.slice(0, 6)}…`);
}

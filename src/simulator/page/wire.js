// The latest traffic: the service's calls to the vendors, and their webhooks to the service. A row opens beside the list.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { CopyButton } from './copy-button.js';
import { exactTimeOf } from './format.js';
import { icons } from './icons.js';

const FILTERS = [
  ['all', 'All', () => true],
  ['conversation', 'This conversation', ({ about }, open) => about.includes(open?.id) || about.includes(open?.number)],
  ['intercom', 'Intercom', ({ vendor }) => vendor === 'intercom'],
  ['twilio', 'Twilio', ({ vendor }) => vendor === 'twilio'],
  ['failed', 'Failed only', ({ status }) => status === null || status === 0 || status >= 400],
];

export function Wire({ wire, alerts, open }) {
  const [filter, setFilter] = useState('all');
  const [chosen, setChosen] = useState(null);
  const [, , isWanted] = FILTERS.find(([name]) => name === filter);
  const lines = wire.filter((line) => isWanted(line, open)).toReversed();
  return html`
    <section class="wire" id="wire" aria-label="Traffic" data-testid="wire">
      <div class="wire-half">
        <div class="wire-head">
          <h2>Traffic <small>newest first</small></h2>
          <div role="group" aria-label="Show">
            ${FILTERS.map(
              ([name, label]) => html`<button type="button" key=${name} class="quiet" aria-pressed=${name === filter}
                data-testid=${`wire-${name}`} onClick=${() => setFilter(name)}>${label}</button>`,
            )}
          </div>
        </div>
        <div class="wire-list" tabindex="0" role="region" aria-label="Requests">
          ${alerts.map(({ code, url, at }) => html`<p class="problem" key=${`${at} ${url}`}>Twilio reports ${code} at ${exactTimeOf(at)}: ${url}</p>`)}
          <ul>
            ${lines.map((line) => html`<${Line} key=${line.id} line=${line} isOpen=${line.id === chosen} onOpen=${setChosen} />`)}
          </ul>
          ${lines.length === 0 && html`<p class="empty">Nothing here yet.</p>`}
        </div>
      </div>
      <${Opened} key=${chosen} id=${chosen} />
    </section>
  `;
}

function Line({ line, isOpen, onOpen }) {
  const { id, at, kind, vendor, method, what, status, attempt } = line;
  const isCall = kind === 'call';
  return html`
    <li>
      <button type="button" class=${`wire-line ${toneOf(status)}`} aria-pressed=${isOpen} data-testid="wire-line" onClick=${() => onOpen(id)}>
        <span>${exactTimeOf(at)}</span>
        <span>${isCall ? `to ${vendor}` : `from ${vendor}`}</span>
        <span>${isCall ? method : 'webhook'}</span>
        <span>${statusOf(line)}</span>
        <span class="wire-path" title=${what}>${shortened(what)}${attempt > 1 ? `, try ${attempt}` : ''}</span>
      </button>
    </li>
  `;
}

function statusOf({ status }) {
  if (status === null) return 'no answer';
  return status === 0 ? 'hung up' : status;
}

function Opened({ id }) {
  const [detail, setDetail] = useState(null);
  useEffect(() => {
    if (id === null) return undefined;
    const leaving = new AbortController();
    fetch(`/wire/${id}`, { signal: leaving.signal })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error('It is no longer kept.'))))
      .then(setDetail, (error) => error.name !== 'AbortError' && setDetail({ problem: error.message }));
    return () => leaving.abort();
  }, [id]);
  if (id === null)
    return html`<div class="wire-half wire-opened"><p class="empty">${icons.wire}<br />Choose a request to see its headers, its signature, its body and the answer.</p></div>`;
  if (detail === null) return html`<div class="wire-half wire-opened"></div>`;
  if (detail.problem) return html`<div class="wire-half wire-opened"><p class="empty">${detail.problem}</p></div>`;
  const { request, answer } = detail;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const whole = [request.line, ...headers, '', request.body, '', `→ ${answer.line}`, answer.body].join('\n');
  return html`
    <div class="wire-half wire-opened" data-testid="wire-detail">
      <div class="wire-head"><h2>${request.line.split('?')[0]}</h2><${CopyButton} text=${whole} /></div>
      <div class="wire-list" tabindex="0" role="region" aria-label="The request and its answer">
        <dl>${headers.map((header) => {
          const [name, ...value] = header.split(': ');
          return html`<div key=${name} data-signature=${/signature/i.test(name)}><dt>${name}</dt><dd>${value.join(': ')}</dd></div>`;
        })}</dl>
        <pre>${laidOut(request.body)}</pre>
        <h3>Answer ${answer.line}</h3>
        <pre>${laidOut(answer.body)}</pre>
      </div>
    </div>
  `;
}

/** JSON with its lines, a form with a line a field, anything else as it is. */
export function laidOut(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    if (!/^[\w.%[\]-]+=[^\n]*$/.test(body)) return body || '(empty)';
    return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join('\n');
  }
}

function toneOf(status) {
  if (status === null || status === 0 || status >= 500) return 'tone-bad';
  return status >= 400 ? 'tone-warn' : '';
}

/** Sids and ids of 24 and more characters are cut to their first few. */
function shortened(path) {
  return path.replace(/\b([A-Z]{2})?[0-9a-f]{24,}\b/g, (id) => `${id.slice(0, 6)}…`);
}

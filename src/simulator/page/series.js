// The pretend Series: people enter it, its webhook block asks for a text, and its rule block goes on by the delivery.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

const BRANCHES = {
  sending: 'The block sends its request.',
  waiting: 'The rule block waits for the event sms-delivered: a day in Intercom, 20 seconds here.',
  yes: 'Delivered: the contact got the tag “Welcomed by SMS”.',
  no: 'No event came in time: the Series goes on with an e-mail.',
};

export function SeriesCard({ state, onEnter }) {
  const { people, template, runs } = state;
  const [who, setWho] = useState(people[0].who);
  const [companies, setCompanies] = useState('1');
  function enter(event) {
    event.preventDefault();
    onEnter({ who, companies: Number(companies) });
  }
  return html`
    <section class="card" aria-labelledby="series">
      <h2 id="series">A Series in Intercom</h2>
      <p>Its webhook block asks for the template <b>${template.name}</b>: “${template.body}” A contact in several companies comes by
        once for each, and gets one text.</p>
      <form onSubmit=${enter}>
        <label>Who enters
          <select value=${who} onChange=${(event) => setWho(event.currentTarget.value)} data-testid="series-who">
            ${people.map((one) => html`<option key=${one.who} value=${one.who}>${one.label}</option>`)}
          </select>
        </label>
        <label>Companies
          <select value=${companies} onChange=${(event) => setCompanies(event.currentTarget.value)} data-testid="series-companies">
            ${['1', '2', '3'].map((count) => html`<option key=${count} value=${count}>${count}</option>`)}
          </select>
        </label>
        <button type="submit" class="primary" data-testid="series-enter">Enter the Series</button>
      </form>
      <ol class="runs" aria-live="polite">
        ${runs.map((run) => html`<${Run} key=${run.id} run=${run} />`)}
      </ol>
      ${runs.length === 0 && html`<p class="none">Nobody has entered yet.</p>`}
    </section>
  `;
}

function Run({ run }) {
  const texts = new Set(run.requests.map(({ answer }) => textIn(answer)).filter(Boolean)).size;
  const sent = run.requests.length;
  return html`
    <li class="run" data-testid="run" data-branch=${run.branch}>
      <h3>${run.name} <small>step ${run.step}</small></h3>
      <ul>
        ${run.requests.map(
          ({ company, status, answer }) => html`
            <li key=${company}><span>POST for ${company}:</span> ${status === null ? '…' : html`<b>${status}</b> <code>${answer}</code>`}</li>
          `,
        )}
      </ul>
      ${sent > 1 && run.branch !== 'sending' && html`<p>${sent} requests, ${texts === 1 ? 'one text' : `${texts} texts`}.</p>`}
      <p class="branch">${BRANCHES[run.branch]}</p>
    </li>
  `;
}

function textIn(answer) {
  try {
    return JSON.parse(answer).text_id;
  } catch {
    return null;
  }
}

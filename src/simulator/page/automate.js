// The page "Automate": lines to paste with a key, and a pretend Series, as it goes on.
import { html } from 'htm/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CopyButton } from './copy-button.js';
import { OutsideCard } from './outside.js';
import { SeriesCard } from './series.js';

const LOOK_MS = 700;

async function ask(path, body) {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { ...sent, headers }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!response?.ok) throw new Error(answer?.error ?? 'The demo does not answer. Is it still running?');
  return answer;
}

function Automate() {
  const [state, setState] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    let timer;
    let isOver = false;
    let isOpen = false;
    async function look() {
      try {
        // The service may be away at first.
        if (!isOpen) await ask('/automate/open', {});
        isOpen = true;
        setState(await ask('/automate/state'));
        setProblem(null);
      } catch (error) {
        setProblem(error.message);
      }
      if (!isOver) timer = setTimeout(look, LOOK_MS);
    }
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, []);
  async function send(path, asked) {
    try {
      await ask(`/automate/${path}`, asked);
      setState(await ask('/automate/state'));
    } catch (error) {
      setProblem(error.message);
    }
  }
  async function makeMorning() {
    try {
      await ask('/actions/clock', { to: 'morning' });
      setState(await ask('/automate/state'));
    } catch (error) {
      setProblem(error.message);
    }
  }
  return html`
    <header class="automate-head">
      <h1><img src="/assets/mark.svg" alt="" width="28" height="28" />Automate</h1>
      <a href="/" data-testid="back">Back to the demo</a>
    </header>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    ${state?.clock.isNight && html`<${Night} clock=${state.clock} onMorning=${makeMorning} />`}
    <main class="automate" data-testid="automate" data-ready=${state !== null}>
      ${state ? html`<${Lines} state=${state} /><${SeriesCard} state=${state} onEnter=${(asked) => send('enter', asked)} /><${OutsideCard} outside=${state.outside} onFail=${(isFailing) => send('fail', { isFailing })} onReplay=${() => send('replay', {})} />` : html`<p role="status">${problem ? '' : 'Making a key…'}</p>`}
    </main>
  `;
}

/** Nothing would seem to work: what sends itself keeps quiet hours. */
function Night({ clock, onMorning }) {
  const [isSetting, setIsSetting] = useState(false);
  async function set() {
    setIsSetting(true);
    await onMorning();
    setIsSetting(false);
  }
  return html`
    <p class="night" role="status" data-testid="night">
      <span>It is ${clock.words}, where the customers are: automatic texts wait until eight in the morning.</span>
      <button type="button" class="primary" aria-disabled=${isSetting} onClick=${() => !isSetting && set()}>Make it morning</button>
    </p>
  `;
}

function Lines({ state }) {
  return html`
    <section class="card" aria-labelledby="lines">
      <h2 id="lines">Your own system</h2>
      <p>Paste a line into a terminal on this machine. The text comes to the pretend phone, and stands in the log. The key may read
        and send; the settings have it under <b>API keys</b>.</p>
      ${state.lines.map(
        ({ what, line }) => html`
          <div class="line" key=${what}>
            <h3>${what}</h3>
            <pre tabindex="0" role="region" aria-label=${what} data-testid="line">${line}</pre>
            <${CopyButton} text=${line} label="Copy the line" />
          </div>
        `,
      )}
    </section>
  `;
}

render(html`<${Automate} />`, document.getElementById('automate'));

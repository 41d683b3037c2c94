// The gallery: every state of the panel at once, drawn and checked as the demo's inbox does; clicks are named, not sent.
import { html } from 'htm/preact';
import { render } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Canvas, valuesOf } from './canvas.js';
import { reviewHints } from './canvas-review.js';

const SCREENS = {
  home: 'First canvas',
  texts: 'Texts',
  text: 'One text',
  write: 'Writing',
  templates: 'Templates',
  senders: 'Numbers to send from',
  number: 'Numbers to text',
  consent: 'Consent',
  signature: 'Signature',
  merge: 'Merging',
  later: 'Send later',
  confirm: 'Confirming a time',
  scheduled: 'Scheduled texts',
  'unknown-workspace': 'Not set up',
  unavailable: 'Away',
};

function Gallery() {
  const [examples, setExamples] = useState(null);
  const [problem, setProblem] = useState(null);
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    fetch('/gallery/canvases.json')
      .then((response) => response.json())
      .then(setExamples, (error) => setProblem(error.message));
  }, []);
  if (!examples) return html`<p class="starting" role="status">${problem ?? 'Drawing every panel…'}</p>`;
  const found = examples.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return html`
    <header class="gallery-head">
      <h1><img src="/assets/mark.svg" alt="" width="28" height="28" />Every panel</h1>
      <p>What an agent may find in the SMS panel: ${examples.length} states, from the examples that the tests check. The dashed
        line is where Intercom wants a first canvas to end.</p>
      <label class="gallery-find"><span class="sr">Find a state</span>
        <input type="search" placeholder="Find a state" value=${wanted} onInput=${(event) => setWanted(event.currentTarget.value)} />
      </label>
      <a href="/">Back to the demo</a>
    </header>
    <main class="gallery" data-testid="gallery" data-count=${examples.length}>
      ${Object.entries(SCREENS).map(([screen, title]) => {
        const shown = found.filter((example) => example.screen === screen);
        return (
          shown.length > 0 &&
          html`<section key=${screen}>
            <h2>${title} <small>${shown.length}</small></h2>
            <div class="gallery-grid">
              ${shown.map((example) => html`<${Example} key=${example.name} example=${example} />`)}
            </div>
          </section>`
        );
      })}
      ${found.length === 0 && html`<p class="empty">No state is called like that.</p>`}
    </main>
  `;
}

function Example({ example }) {
  const { name, canvas, isFirst, problems } = example;
  const [values, setValues] = useState(() => valuesOf(canvas.content.components));
  const [clicked, setClicked] = useState(null);
  const [height, setHeight] = useState(0);
  const [showsJson, setShowsJson] = useState(false);
  const box = useRef(null);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(Math.round(entry.borderBoxSize[0].blockSize)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const hints = isFirst && height > 0 ? reviewHints(canvas, height) : [];
  return html`
    <article class="example" data-testid="example" data-name=${name} data-first=${isFirst} data-height=${height}
      data-problems=${problems.length}>
      <h3>${name}</h3>
      <div class=${`example-panel canvas-box ${isFirst ? 'has-mark' : ''}`}>
        <div ref=${box}>
          <${Canvas} canvas=${canvas} values=${values} busy=${null} onSubmit=${setClicked}
            onValue=${(id, value) => setValues((before) => ({ ...before, [id]: value }))} />
        </div>
        ${isFirst && html`<p class="mark"><span>400 px</span></p>`}
      </div>
      ${[...problems, ...hints].map((words) => html`<p class="problem" key=${words}>${words}</p>`)}
      <p class="example-foot" role="status">${clicked === null ? `${height} px` : html`${height} px · sends <code>${clicked}</code>`}</p>
      <details onToggle=${(event) => setShowsJson(event.currentTarget.open)}>
        <summary>JSON</summary>
        ${showsJson && html`<pre class="json" tabindex="0">${JSON.stringify({ canvas }, null, 2)}</pre>`}
      </details>
    </article>
  `;
}

render(html`<${Gallery} />`, document.getElementById('gallery'));

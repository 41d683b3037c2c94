// The place of the SMS panel: asks the service for a canvas as the inbox does, draws it, and sends what is clicked.
import { html } from 'htm/preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Canvas } from './canvas.js';
import { reviewHints } from './canvas-review.js';
import { icons } from './icons.js';
import { usePanel } from './use-panel.js';

const FIRST_CANVAS_PX = 400;

export function Panel({ conversation, adminId, news }) {
  return html`
    <section class="pane panel-pane" aria-label="SMS panel" data-testid="panel">
      ${
        conversation
          ? html`<${Opened} key=${conversation.id} conversationId=${conversation.id} adminId=${adminId} news=${news} />`
          : html`<div class="nothing-open"><p class="empty">${icons.panel}<br />The panel of the open conversation shows here.</p></div>`
      }
    </section>
  `;
}

function Opened({ conversationId, adminId, news }) {
  const root = useRef(null);
  const { panel, refresh, change, submit } = usePanel({ conversationId, adminId, news, root });
  const [showsJson, setShowsJson] = useState(false);
  const [showsMark, setShowsMark] = useState(false);
  const { canvas, problems, busy, isStale, isLoading, announcement } = panel;
  return html`
    <header class="panel-head">
      <h2>Threadwire SMS</h2>
      <button type="button" class=${`quiet ${isStale ? 'has-news' : ''}`} data-testid="panel-refresh" title="Open the panel again, as switching conversations does" onClick=${refresh} aria-busy=${isLoading}>
        ${icons.refresh}${isStale ? 'Open again: news' : html`<span class="sr">Open again</span>`}
      </button>
    </header>
    <div class="panel-body" ref=${root} tabindex="-1" data-loading=${isLoading}>
      ${problems.length > 0 && html`<${Wrong} problems=${problems} />`}
      ${canvas && html`<${Measured} panel=${panel} showsMark=${showsMark} onValue=${change} onSubmit=${submit} />`}
      ${!canvas && problems.length === 0 && html`<div class="skeleton" aria-label="Loading"><i></i><i></i><i></i></div>`}
      ${showsJson && html`<pre class="json" tabindex="0" data-testid="panel-json-text">${JSON.stringify(panel.answer?.body ?? panel.answer, null, 2)}</pre>`}
    </div>
    <footer class="panel-foot">
      <p>Refreshed by the demo; in Intercom it refreshes when you switch conversation.</p>
      <div role="group" aria-label="For developers">
        <button type="button" class="quiet" aria-pressed=${showsMark} data-testid="panel-mark" onClick=${() => setShowsMark(!showsMark)}>400 px</button>
        <button type="button" class="quiet" aria-pressed=${showsJson} data-testid="panel-json" onClick=${() => setShowsJson(!showsJson)}>JSON</button>
        ${panel.answer?.ms !== undefined && html`<span class="ms">${Math.round(panel.answer.ms)} ms</span>`}
      </div>
    </footer>
    <p class="sr" role="status">${busy === null ? announcement : 'Working'}</p>
  `;
}

function Measured({ panel, showsMark, onValue, onSubmit }) {
  const box = useRef(null);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(Math.round(entry.borderBoxSize[0].blockSize)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const isFirst = panel.origin === 'initialize';
  const hints = isFirst ? reviewHints(panel.canvas, height) : [];
  const hasMark = showsMark || (isFirst && height > FIRST_CANVAS_PX);
  return html`
    <div class=${`canvas-box ${hasMark ? 'has-mark' : ''}`}>
      <div ref=${box}>
        <${Canvas} canvas=${panel.canvas} values=${panel.values} busy=${panel.busy} onValue=${onValue} onSubmit=${onSubmit} />
      </div>
      ${hasMark && html`<p class="mark" data-testid="panel-mark-line"><span>400 px</span></p>`}
    </div>
    ${showsMark && html`<ul class="review"><li>This canvas is ${height} px tall.</li>${hints.map((hint) => html`<li key=${hint}>${hint}</li>`)}</ul>`}
  `;
}

function Wrong({ problems }) {
  const [isOpen, setIsOpen] = useState(true);
  useEffect(() => setIsOpen(true), [problems]);
  return html`
    <div class="wrong" role="alert" data-testid="panel-error">
      ${icons.alert}
      <p><strong>Something went wrong</strong></p>
      <button type="button" class="quiet" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)}>For developers</button>
      ${isOpen && html`<ul>${problems.map((problem) => html`<li key=${problem}>${problem}</li>`)}</ul>`}
    </div>
  `;
}

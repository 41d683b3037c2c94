// The customer's side: the phone that is shown, its texts, and a field to answer.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Composer } from './composer.js';
import { CustomerSwitcher } from './customer-switcher.js';
import { isDrawable, kindOf, sizeOf } from './file-kinds.js';
import { numberOf, timeOf, titleOf } from './format.js';
import { icons } from './icons.js';
import { act } from './live.js';
import { withLinks } from './rich-text.js';
import { useThreadEnd } from './scroll.js';

const OPENERS = ['Hi! Where is my order?', 'Can I move my appointment?'];
const SAME_MOMENT_MS = 120_000;

export function Phone({ state, customer, isComing, onChoose, unread, drafts }) {
  const [added, setAdded] = useState(null);
  return html`
    <section class="pane phone-pane" aria-label="Customer's phone" data-testid="phone" data-number=${customer.number} aria-busy=${isComing}>
      <${CustomerSwitcher} customers=${state.customers} chosen=${customer.number} onChoose=${onChoose}
        onAdded=${setAdded} unread=${unread} />
      <${Device} key=${customer.number} customer=${customer} ours=${state.workspace.ourNumber} drafts=${drafts}
        isLocked=${isComing} takesFocus=${customer.number === added} />
    </section>
  `;
}

function Device({ customer, ours, drafts, isLocked, takesFocus }) {
  const { texts } = customer;
  const [problem, setProblem] = useState(null);
  const text = (body, more = {}) => act('text', { from: customer.number, body, ...more });
  const [isLooping, setIsLooping] = useState(false);
  async function machine(name) {
    setProblem(null);
    setIsLooping(name === 'loop');
    try {
      await act(name, { from: customer.number });
    } catch (error) {
      setProblem(error.message);
    }
    setIsLooping(false);
  }
  async function quickly(body, more) {
    setProblem(null);
    try {
      await text(body, more);
    } catch (error) {
      setProblem(error.message);
    }
  }
  return html`
    <div class="device">
      <div class="screen">
        <header class="screen-head">
          <span class="avatar avatar-business" aria-hidden="true">${icons.inbox}</span>
          <h2>${numberOf(ours)}</h2>
          <p>Text message</p>
        </header>
        ${customer.hint && html`<p class="hint" data-testid="phone-hint">${customer.hint}</p>`}
        <${Thread} texts=${texts} customer=${customer} />
        ${problem && html`<p class="problem" role="alert">${problem}</p>`}
        <div class="quick" role="group" aria-label="Quick replies">
          ${texts.length === 0 && OPENERS.map((body) => html`<button type="button" onClick=${() => quickly(body)}>${body}</button>`)}
          ${texts.length > 0 && ['STOP', 'START'].map((word) => html`<button type="button" onClick=${() => quickly(word)}>${word}</button>`)}
          <button type="button" data-testid="phone-picture" onClick=${() => quickly('', { sample: 'picture' })}>
            ${icons.picture} Picture
          </button>
          <button type="button" data-testid="phone-contact" onClick=${() => quickly('', { sample: 'contact' })}>
            ${icons.card} Contact
          </button>
          <button type="button" data-testid="phone-document" onClick=${() => quickly('', { sample: 'document' })}>
            ${icons.file} PDF
          </button>
          <button type="button" data-testid="phone-flood" onClick=${() => machine('flood')}
            title="Texts 40 times at once: twenty stand alone, and the rest come as one message at the end of the minute.">
            Flood
          </button>
          <button type="button" data-testid="phone-loop" aria-disabled=${isLooping} onClick=${() => !isLooping && machine('loop')}
            title="A bot and an out-of-office text answer each other, until automatic texts are stopped. The panel resumes them.">
            ${isLooping ? 'Looping …' : 'Loop'}
          </button>
        </div>
        <${Composer}
          draftKey=${`phone ${customer.number}`}
          drafts=${drafts}
          label=${`Text from ${titleOf(customer)}`}
          placeholder="Text message"
          sendLabel="Send text"
          names=${{ input: 'phone-input', send: 'phone-send', files: 'phone-files' }}
          onSend=${(body, files) => text(body, { files })}
          isRound=${true}
          isLocked=${isLocked}
          takesFocus=${takesFocus}
        />
      </div>
    </div>
  `;
}

function Thread({ texts, customer }) {
  const { list, onScroll, isBehind, toEnd } = useThreadEnd(customer.number, texts.length);
  return html`
    <div class="thread-frame">
      <div class="thread" ref=${list} onScroll=${onScroll} tabindex="0" role="region" aria-label=${`Texts on ${titleOf(customer)}’s phone`}>
        <ol data-testid="phone-thread">
          ${texts.map((text, index) => html`<${Bubble} key=${text.id} text=${text} before=${texts[index - 1]} after=${texts[index + 1]} />`)}
        </ol>
        ${texts.length === 0 && html`<p class="empty">This is ${titleOf(customer)}’s phone.<br />Text the business to begin.</p>`}
      </div>
      ${isBehind && html`<button type="button" class="to-end" onClick=${toEnd}>New texts ${icons.down}</button>`}
    </div>
  `;
}

function Bubble({ text, before, after }) {
  const startsMoment = !before || text.at - before.at > SAME_MOMENT_MS;
  const endsRun = !after || after.direction !== text.direction || after.at - text.at > SAME_MOMENT_MS;
  return html`
    <li class=${`text text-${text.direction} ${endsRun ? 'text-last' : ''}`} data-testid="phone-message" data-direction=${text.direction}>
      ${startsMoment && html`<p class="moment">${timeOf(text.at)}</p>`}
      <span class="sr">${text.direction === 'out' ? 'Sent' : 'Received'} at ${timeOf(text.at)}: </span>
      ${text.media.map(({ url, contentType, size }) =>
        isDrawable(contentType) && size > 0
          ? html`<div class="bubble bubble-picture"><img src=${url} alt="Picture" /></div>`
          : html`<div class="bubble bubble-file">
                <a href=${url} target="_blank" rel="noopener">${icons.file} ${kindOf(contentType)}</a> <small>${sizeOf(size)}</small>
              </div>`,
      )}
      ${text.body !== '' && html`<div class="bubble" title=${timeOf(text.at)}>${withLinks(text.body)}</div>`}
    </li>
  `;
}

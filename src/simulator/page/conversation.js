// One conversation as an agent sees it: who it is with, its parts, and a composer for replies and notes.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { Composer } from './composer.js';
import { numberOf, titleOf } from './format.js';
import { icons } from './icons.js';
import { act } from './live.js';
import { Part } from './part.js';
import { useThreadEnd } from './scroll.js';

export function Conversation({ conversation, admins, drafts, adminId, onAdmin, asInIntercom }) {
  const { id, parts } = conversation;
  const title = titleOf(conversation);
  const { list, onScroll, isBehind, toEnd } = useThreadEnd(id, parts.length);
  return html`
    <div class="conversation">
      <${Head} conversation=${conversation} title=${title} adminId=${adminId} />
      <div class="thread-frame">
        <div class="thread" ref=${list} onScroll=${onScroll} tabindex="0" role="region" aria-label=${`Conversation with ${title}`}>
          <ol data-testid="conversation-thread">
            ${parts.map((part) => html`<${Part} key=${part.id} part=${part} title=${title} asInIntercom=${asInIntercom} />`)}
          </ol>
        </div>
        ${isBehind && html`<button type="button" class="to-end" onClick=${toEnd}>New messages ${icons.down}</button>`}
      </div>
      <${Answer} id=${id} admins=${admins} adminId=${adminId} onAdmin=${onAdmin} drafts=${drafts} />
    </div>
  `;
}

function Head({ conversation, title, adminId }) {
  const { id, state, number, tags, isSubscribed } = conversation;
  const [problem, setProblem] = useState(null);
  const shownNumber = numberOf(number);
  const isClosed = state === 'closed';
  async function change(name, said = { adminId }) {
    setProblem(null);
    try {
      await act(name, { conversationId: id, ...said });
    } catch (error) {
      setProblem(error.message);
    }
  }
  return html`
    <header class="conversation-head">
      <div>
        <h2>${title}</h2>
        <p>
          ${title !== shownNumber && html`<span>${shownNumber}</span>`}
          <span class=${`state state-${state}`} data-testid="conversation-state" data-state=${state}>${state}</span>
          ${tags.map((tag) => html`<span class="tag" key=${tag}>${tag}</span>`)}
          ${
            isSubscribed !== null &&
            html`<button type="button" role="switch" class="switch subscription" aria-checked=${isSubscribed}
              data-testid="subscription" title="The contact’s subscription in Intercom"
              onClick=${() => change('subscribe', { on: !isSubscribed })}>
              <span class="track" aria-hidden="true"></span><span>Subscribed to texts</span>
            </button>`
          }
        </p>
      </div>
      ${
        isClosed
          ? html`<button type="button" class="secondary" data-testid="conversation-reopen" onClick=${() => change('reopen')}>Reopen</button>`
          : html`<button type="button" class="secondary" data-testid="conversation-close" onClick=${() => change('close')}>Close</button>`
      }
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    </header>
  `;
}

function Answer({ id, admins, adminId, onAdmin, drafts }) {
  const [kind, setKind] = useState('reply');
  const isReply = kind === 'reply';
  const post = (name) => (text, files) =>
    act(name, { conversationId: id, text, files, ...(name === 'bot-reply' ? {} : { adminId }) });
  return html`
    <div class=${`answer answer-${kind}`}>
      <div class="answer-tabs">
        <div role="group" aria-label="Kind of message">
          <button type="button" aria-pressed=${isReply} data-testid="reply-tab" onClick=${() => setKind('reply')}>Reply</button>
          <button type="button" aria-pressed=${!isReply} data-testid="note-tab" onClick=${() => setKind('note')}>Note</button>
        </div>
        ${
          admins.length > 1 &&
          html`<label class="as">as
            <select value=${adminId} data-testid="admin" onChange=${(event) => onAdmin(event.currentTarget.value)}>
              ${admins.map((admin) => html`<option key=${admin.id} value=${admin.id}>${admin.name}</option>`)}
            </select>
          </label>`
        }
      </div>
      <${Composer}
        key=${kind}
        draftKey=${`${kind} ${id}`}
        drafts=${drafts}
        label=${isReply ? 'Reply, which is texted to the customer' : 'Note, which only your team sees'}
        placeholder=${isReply ? 'Reply: it goes out as a text' : 'Note: only your team sees it'}
        sendLabel=${isReply ? 'Send' : 'Add note'}
        names=${{ input: 'reply-input', send: 'reply-send', files: 'reply-files' }}
        onSend=${post(kind)}
        extra=${({ isBlank, send }) =>
          isReply &&
          html`<button type="button" class="quiet" aria-disabled=${isBlank} data-testid="reply-bot"
            onClick=${() => send(post('bot-reply'))}>Reply as bot</button>`}
      />
    </div>
  `;
}

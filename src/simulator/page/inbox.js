// The agent's inbox: the list of conversations beside the one that is open.
import { html } from 'htm/preact';
import { Conversation } from './conversation.js';
import { isBad } from './delivery.js';
import { hueOf, initialsOf, timeOf, titleOf } from './format.js';
import { icons } from './icons.js';

/** Every conversation by text has it. */
const CHANNEL = 'sms-channel';

export function Inbox({ state, open, onOpen, unread, drafts, adminId, onAdmin, asInIntercom, onAsInIntercom }) {
  const { conversations } = state;
  return html`
    <section class="pane inbox-pane" aria-label="Agent's inbox">
      <div class="inbox">
        <nav class="conversations" aria-label="Conversations">
          <div class="inbox-head">
            <h2>Inbox <small>${conversations.length}</small></h2>
            <button type="button" role="switch" class="switch" aria-checked=${asInIntercom} data-testid="as-in-intercom"
              title="An app cannot draw ticks in Intercom’s inbox: what became of a text stands in the panel, and a failure in a note. Switched off, the demo draws it here too."
              onClick=${() => onAsInIntercom(!asInIntercom)}>
              <span class="track" aria-hidden="true"></span><span>As in Intercom</span>
            </button>
          </div>
          <ul data-testid="conversation-list">
            ${conversations.map(
              (conversation) => html`
                <${Row} key=${conversation.id} conversation=${conversation} isOpen=${conversation.id === open?.id}
                  isUnread=${unread.has(conversation.id)} onOpen=${onOpen} asInIntercom=${asInIntercom} />`,
            )}
          </ul>
          ${conversations.length === 0 && html`<p class="empty">No conversations yet.</p>`}
        </nav>
        ${
          open
            ? html`<${Conversation} key=${open.id} conversation=${open} admins=${state.workspace.admins} drafts=${drafts}
                adminId=${adminId} onAdmin=${onAdmin} asInIntercom=${asInIntercom} />`
            : html`<div class="nothing-open">
                <p class="empty">${icons.inbox}<br />A text from the phone becomes a conversation here.<br />Answer it as an agent would; the reply is a text.</p>
              </div>`
        }
      </div>
    </section>
  `;
}

function Row({ conversation, isOpen, isUnread, onOpen, asInIntercom }) {
  const { id, number, state, tags, updatedAt, parts } = conversation;
  const title = titleOf(conversation);
  const last = parts.findLast(({ text, files }) => text !== '' || files.length > 0);
  const hasFailed = parts.findLast(({ delivery }) => delivery !== null);
  return html`
    <li>
      <button type="button" class="row" data-testid="conversation" data-conversation-id=${id} data-state=${state}
        aria-current=${isOpen ? 'true' : null} onClick=${() => onOpen(id)}>
        <span class=${`avatar hue-${hueOf(number ?? id)}`} aria-hidden="true">${initialsOf(title)}</span>
        <span class="row-body">
          <span class="row-top">
            <strong>${title}</strong>
            <time>${timeOf(updatedAt)}</time>
          </span>
          <span class="row-line">${last ? `${speakerOf(last)}${last.text.replace(/\s+/g, ' ') || 'File'}` : ''}</span>
          <span class="row-marks">
            ${state !== 'open' && html`<span class=${`state state-${state}`}>${state}</span>`}
            ${!asInIntercom && hasFailed && isBad(hasFailed.delivery) && html`<span class="tag tag-bad" title="Drawn by the demo">text failed</span>`}
            ${tags.filter((tag) => tag !== CHANNEL).map((tag) => html`<span class="tag" key=${tag}>${tag}</span>`)}
          </span>
        </span>
        ${isUnread && html`<span class="dot"><span class="sr">Unread</span></span>`}
      </button>
    </li>
  `;
}

function speakerOf({ type, author }) {
  if (type === 'note') return 'Note: ';
  if (author.type === 'admin') return `${author.name ?? 'Agent'}: `;
  return author.type === 'bot' ? 'Bot: ' : '';
}

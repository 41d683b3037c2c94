// One part of a conversation: a message, a note, or a small line for what happened to the conversation.
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { Delivery, isBad } from './delivery.js';
import { isDrawable, kindOf, sizeOf } from './file-kinds.js';
import { timeOf } from './format.js';
import { icons } from './icons.js';
import { fromHtml } from './rich-text.js';

export function Part({ part, title, asInIntercom }) {
  const hasMessage = part.text !== '' || part.files.length > 0 || /<img\b/i.test(part.html ?? '');
  const happened = happeningOf(part, title);
  return html`
    ${hasMessage && html`<${Message} part=${part} title=${title} asInIntercom=${asInIntercom} />`}
    ${happened && html`<li class="happening" data-testid="happening" data-type=${part.type}>${happened} · ${timeOf(part.at)}</li>`}
  `;
}

function Message({ part, title, asInIntercom }) {
  const side = sideOf(part);
  const body = useMemo(() => fromHtml(part.html ?? ''), [part.html]);
  const delivery = asInIntercom ? null : part.delivery;
  return html`
    <li class=${`message message-${side} ${delivery && isBad(delivery) ? 'message-bad' : ''}`} data-testid="message"
      data-part-id=${part.id} data-kind=${side} data-state=${delivery?.state}>
      <div class="bubble">
        <div class="rich">${body}</div>
        ${part.files.map((file) => html`<${File} key=${file.url} file=${file} />`)}
      </div>
      <p class="meta">
        <span>${side === 'customer' ? title : authorOf(part)}${side === 'note' ? ', note' : ''}</span>
        <time>${timeOf(part.at)}</time>
        ${delivery && html`<${Delivery} delivery=${delivery} />`}
      </p>
    </li>
  `;
}

function File({ file }) {
  if (isDrawable(file.contentType))
    return html`<img class="file" src=${file.url} alt=${file.name || 'Picture'} loading="lazy" />`;
  return html`<a class="file" href=${file.url} target="_blank" rel="noopener">
    ${icons.file} ${file.name || kindOf(file.contentType)} <small>${sizeOf(file.size)}</small>
  </a>`;
}

/** `customer`, `admin`, `bot` or `note`. */
function sideOf({ type, author }) {
  if (type === 'note') return 'note';
  return author.type === 'admin' || author.type === 'bot' ? author.type : 'customer';
}

function authorOf({ author }) {
  return author.name ?? (author.type === 'bot' ? 'Bot' : 'Agent');
}

function happeningOf(part, title) {
  const who = sideOf(part) === 'customer' ? title : authorOf(part);
  if (part.type === 'close') return `${who} closed this`;
  if (part.type === 'open') return `${who} reopened this`;
  if (part.type === 'snoozed') return `${who} snoozed this`;
  if (part.type === 'assignment')
    return part.assignee ? `${who} assigned this to ${part.assignee}` : `${who} unassigned this`;
  return null;
}

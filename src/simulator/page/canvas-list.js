// A canvas's list: items with a picture and up to three lines, some of which can be clicked.
import { html } from 'htm/preact';
import { icons } from './icons.js';
import { safeUrl } from './rich-text.js';

export function List({ component, busy, onSubmit }) {
  return html`
    <ul class="canvas-list">
      ${component.items.map(
        (item) => html`
          <li key=${item.id} data-component-id=${item.id}>
            <${Item} item=${item} isOff=${component.disabled || item.disabled} busy=${busy} onSubmit=${onSubmit} />
          </li>`,
      )}
    </ul>
  `;
}

function Item({ item, isOff, busy, onSubmit }) {
  const { id, action } = item;
  if (!action) return html`<div class=${`canvas-item ${isOff ? 'is-off' : ''}`}><${Lines} item=${item} /></div>`;
  if (action.type === 'url' && !isOff) {
    return html`<a class="canvas-item" href=${safeUrl(action.url)} target="_blank" rel="noopener noreferrer">
      <${Lines} item=${item} />${icons.right}<span class="sr"> (opens a new tab)</span>
    </a>`;
  }
  return html`
    <button type="button" class="canvas-item" disabled=${isOff} aria-disabled=${busy !== null} aria-busy=${busy === id}
      onClick=${() => busy === null && onSubmit(id)}>
      <${Lines} item=${item} />${icons.right}
    </button>
  `;
}

function Lines({ item }) {
  const {
    title,
    subtitle,
    tertiary_text: third,
    image,
    image_width: width,
    image_height: height,
    rounded_image: isRound,
  } = item;
  return html`
    ${image && html`<img class=${isRound ? 'rounded' : ''} src=${image} width=${width} height=${height} alt="" />`}
    <span class="canvas-lines">
      <strong>${title}</strong>
      ${subtitle && html`<span>${subtitle}</span>`}
      ${third && html`<small>${third}</small>`}
    </span>
  `;
}

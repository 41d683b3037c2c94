// Draws a canvas as the inbox does: every component of Canvas Kit's Inbox reference, and what a click sends.
// Source: https://developers.intercom.com/docs/canvas-kit.md
import { html } from 'htm/preact';
import { Checkbox, Dropdown, Input, SingleSelect, Textarea } from './canvas-fields.js';
import { List } from './canvas-list.js';
import { DataTable } from './canvas-table.js';
import { fromMarkdown, safeUrl } from './rich-text.js';

const COMPONENTS = {
  text: Text,
  button: Button,
  input: Input,
  textarea: Textarea,
  dropdown: Dropdown,
  'single-select': SingleSelect,
  checkbox: Checkbox,
  list: List,
  'data-table': DataTable,
  image: Picture,
  divider: () => html`<hr />`,
  spacer: ({ component }) => html`<div class=${`spacer spacer-${component.size ?? 's'}`}></div>`,
};

/** The values that a fresh canvas would send: of every field that has one. */
export function valuesOf(components) {
  const values = {};
  for (const { type, id, value } of components) {
    if (type === 'input' || type === 'textarea') values[id] = value ?? '';
    if (type === 'checkbox') values[id] = value ?? [];
    if ((type === 'dropdown' || type === 'single-select') && value) values[id] = value;
  }
  return values;
}

/**
 * @param {{ canvas: any, values: Record<string, any>, busy: string | null, onValue: (id: string, value: unknown) => void,
 *   onSubmit: (id: string, overrides?: Record<string, unknown>) => void }} props
 * `busy` is the id of the component whose answer is awaited; nothing can be clicked meanwhile.
 */
export function Canvas({ canvas, values, busy, onValue, onSubmit }) {
  return html`
    <div class="canvas" data-testid="panel-canvas">
      ${canvas.content.components.map((component, index) => {
        const Component = COMPONENTS[component.type];
        const margin = component.bottom_margin === 'none' ? 'component-flush' : '';
        return html`
          <div class=${`component component-${component.type} ${margin}`} key=${component.id ?? `${component.type} ${index}`}
            data-component-type=${component.type} data-component-id=${component.id}>
            <${Component} component=${component} value=${values[component.id]} busy=${busy} onValue=${onValue} onSubmit=${onSubmit} />
          </div>
        `;
      })}
    </div>
  `;
}

function Text({ component }) {
  const { text, style = 'paragraph', align = 'left' } = component;
  const kind = `canvas-text canvas-${style} align-${align}`;
  return style === 'header'
    ? html`<h3 class=${kind}>${fromMarkdown(text)}</h3>`
    : html`<p class=${kind}>${fromMarkdown(text)}</p>`;
}

function Button({ component, busy, onSubmit }) {
  const { id, label, action, style = 'primary', disabled = false } = component;
  const kind = `canvas-button canvas-button-${style}`;
  if (action.type === 'url' && !disabled) {
    return html`<a class=${kind} href=${safeUrl(action.url)} target="_blank" rel="noopener noreferrer">${label}<span class="sr"> (opens a new tab)</span></a>`;
  }
  return html`
    <button type="button" class=${kind} disabled=${disabled} aria-disabled=${busy !== null} aria-busy=${busy === id}
      onClick=${() => busy === null && onSubmit(id)}>${label}</button>
  `;
}

function Picture({ component }) {
  const { url, width, height, align = 'left', rounded = false, action } = component;
  const image = html`<img class=${rounded ? 'rounded' : ''} src=${url} width=${width} height=${height} alt="" />`;
  return html`
    <div class=${`canvas-image image-${align}`}>
      ${
        action?.type === 'url'
          ? html`<a href=${safeUrl(action.url)} target="_blank" rel="noopener noreferrer" aria-label="Picture, opens a new tab">${image}</a>`
          : image
      }
    </div>
  `;
}

// The canvas's fields: a line, a text area, a dropdown, a row of choices, check boxes.
import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { icons } from './icons.js';

const SAVE_WORDS = { saved: 'Saved', failed: 'Not saved' };

export function Input({ component, value, busy, onValue, onSubmit }) {
  const field = useId();
  const { id, label, placeholder, action, disabled = false, save_state: saved } = component;
  const submit = () => action && busy === null && onSubmit(id);
  return html`
    ${label && html`<label for=${field}>${label}</label>`}
    <div class=${`canvas-line save-${saved ?? 'unsaved'}`}>
      <input id=${field} type="text" value=${value} placeholder=${placeholder} disabled=${disabled} autocomplete="off"
        aria-label=${label ? null : (placeholder ?? id)} aria-invalid=${saved === 'failed'}
        onInput=${(event) => onValue(id, event.currentTarget.value)}
        onKeyDown=${(event) => event.key === 'Enter' && !event.isComposing && submit()} />
      ${
        action &&
        saved !== 'saved' &&
        html`<button type="button" class="canvas-inline" disabled=${disabled} aria-disabled=${busy !== null} aria-busy=${busy === id}
          aria-label=${`Submit ${label ?? id}`} onClick=${submit}>${icons.right}</button>`
      }
      ${saved === 'saved' && html`<span class="canvas-inline canvas-saved">${icons.tick}</span>`}
    </div>
    <${SaveState} saved=${saved} />
  `;
}

export function Textarea({ component, value, onValue }) {
  const field = useId();
  const { id, label, placeholder, error = false, disabled = false } = component;
  return html`
    ${label && html`<label for=${field}>${label}</label>`}
    <textarea id=${field} class=${error ? 'has-error' : ''} rows="3" value=${value} placeholder=${placeholder} disabled=${disabled}
      aria-label=${label ? null : (placeholder ?? id)} aria-invalid=${error}
      onInput=${(event) => onValue(id, event.currentTarget.value)}></textarea>
  `;
}

export function Dropdown({ component, value, onValue }) {
  const field = useId();
  const { id, label, options, disabled = false, save_state: saved } = component;
  return html`
    ${label && html`<label for=${field}>${label}</label>`}
    <select id=${field} class=${`save-${saved ?? 'unsaved'}`} value=${value ?? ''} disabled=${disabled} aria-label=${label ? null : id}
      onChange=${(event) => onValue(id, event.currentTarget.value)}>
      ${!value && html`<option value="" disabled hidden>Choose…</option>`}
      ${options.map((option) => html`<option key=${option.id} value=${option.id} disabled=${option.disabled}>${option.text}</option>`)}
    </select>
    <${SaveState} saved=${saved} />
  `;
}

/** Choosing is the click, where it has an action. */
export function SingleSelect({ component, value, busy, onValue, onSubmit }) {
  const { id, label, options, action, disabled = false, save_state: saved } = component;
  function choose(option) {
    if (busy !== null) return;
    onValue(id, option);
    if (action) onSubmit(id, { [id]: option });
  }
  return html`
    <fieldset class=${`canvas-choices save-${saved ?? 'unsaved'}`} disabled=${disabled}>
      ${label && html`<legend>${label}</legend>`}
      <div class="canvas-segments">
        ${options.map(
          (option) => html`
            <button type="button" key=${option.id} aria-pressed=${value === option.id} disabled=${option.disabled}
              onClick=${() => choose(option.id)}>${option.text}</button>`,
        )}
      </div>
    </fieldset>
    <${SaveState} saved=${saved} />
  `;
}

export function Checkbox({ component, value = [], onValue }) {
  const { id, label, options, disabled = false, save_state: saved } = component;
  const turn = (option, on) => onValue(id, on ? [...value, option] : value.filter((other) => other !== option));
  return html`
    <fieldset class="canvas-choices" disabled=${disabled}>
      ${label && html`<legend>${label}</legend>`}
      ${options.map(
        (option) => html`
          <label class="canvas-check" key=${option.id}>
            <input type="checkbox" checked=${value.includes(option.id)} disabled=${option.disabled}
              onChange=${(event) => turn(option.id, event.currentTarget.checked)} />
            <span>${option.text}</span>
          </label>`,
      )}
    </fieldset>
    <${SaveState} saved=${saved} />
  `;
}

function SaveState({ saved }) {
  return SAVE_WORDS[saved] && html`<p class=${`canvas-save canvas-save-${saved}`}>${SAVE_WORDS[saved]}</p>`;
}

// Draws the fields of forms that people choose from, tick or copy.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type Field, type Form, framed } from '../page/fields.ts';

export interface Choice {
  value: string;
  label: string;
  /** Other words by which the search above the choices finds it. */
  find?: string;
}
export interface ChoiceGroup {
  label: string;
  choices: readonly Choice[];
}

/**
 * `unknown` names a stored value that the choices lack. Without it the page shows the value itself. `search` names a
 * field above that narrows the choices down: the script shows it.
 */
export function choiceField(
  form: Form,
  field: Field & { choices: readonly (Choice | ChoiceGroup)[]; unknown?: string; search?: string | undefined },
): VNode {
  const value = form.state.value(field.name, field.stored);
  const known = field.choices.flatMap((choice) => ('choices' in choice ? choice.choices : [choice]));
  const isKnown = known.some((choice) => choice.value === value);
  const stranger = value === '' ? 'Choose one' : (field.unknown ?? value);
  return framed(
    form,
    field,
    (rest) => html`${field.search ? search(rest.id, field.search) : null}
      <select ...${rest} name=${field.name}>
        ${isKnown ? null : option({ value, label: stranger }, value)}
        ${field.choices.map((choice) =>
          'choices' in choice
            ? html`<optgroup label=${choice.label}>${choice.choices.map((one) => option(one, value))}</optgroup>`
            : option(choice, value),
        )}
      </select>`,
  );
}

/** It is no field of the form, and needs the script. */
function search(listId: string, label: string): VNode {
  const id = `${listId}-search`;
  return html`<div class="narrowing" hidden data-search-for=${listId}>
    <label class="sr" for=${id}>${label}</label>
    <input id=${id} type="search" form="" placeholder=${label} />
  </div>`;
}

function option(choice: Choice, value: string): VNode {
  return html`<option value=${choice.value} selected=${choice.value === value} data-find=${choice.find}>${choice.label}</option>`;
}

interface Tick {
  name: string;
  value: string;
  label: unknown;
  hint?: unknown;
  isTicked: boolean;
  id: string;
  type?: 'checkbox' | 'radio';
}

/** A box to tick, or one of several to choose from. */
export function tickField(tick: Tick): VNode {
  const hintId = tick.hint ? `${tick.id}-hint` : undefined;
  return html`<div class="tick">
    <input
      type=${tick.type ?? 'checkbox'}
      id=${tick.id}
      name=${tick.name}
      value=${tick.value}
      checked=${tick.isTicked}
      aria-describedby=${hintId}
    />
    <label for=${tick.id}>${tick.label}</label>
    ${tick.hint ? html`<p class="hint" id=${hintId}>${tick.hint}</p>` : null}
  </div>`;
}

/** A field to copy from, not to change. */
export function copyField(id: string, label: string, value: string): VNode {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <span class="copy">
      <input class="code" id=${id} value=${value} readonly dir="ltr" />
      <button type="button" class="secondary" data-copy=${id} hidden>Copy</button>
    </span>
  </div>`;
}

// Draws the fields of forms, each with its label, its hint and its problem.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { pageWords } from '../../words/page.ts';
import type { FormState } from './form-state.ts';

export interface Form {
  /** The beginning of the ids of its fields. */
  id: string;
  state: FormState;
}

export interface Field {
  name: string;
  label: unknown;
  stored: string;
  hint?: unknown;
  /** Stands in the id in place of a name that would not do there. */
  idName?: string;
  type?: 'text' | 'tel' | 'time';
  /** `short` for a few signs, `code` for values that people copy from elsewhere. */
  look?: 'short' | 'code';
  digits?: boolean;
  placeholder?: string;
  /** The id of the list that the field offers. */
  list?: string;
  after?: string;
}

export function textField(form: Form, field: Field): VNode {
  const { name, type = 'text', look = '', digits = false, placeholder, list, after } = field;
  return framed(form, field, (rest) => {
    const input = html`<input
      ...${rest}
      class=${look}
      type=${type}
      name=${name}
      value=${form.state.value(name, field.stored)}
      inputmode=${digits ? 'numeric' : undefined}
      placeholder=${placeholder}
      list=${list}
      dir=${type === 'text' ? 'auto' : undefined}
      spellcheck=${look === 'code' ? 'false' : undefined}
      autocapitalize=${look === 'code' ? 'none' : undefined}
    />`;
    return after ? html`<span class="with-unit">${input}<span>${after}</span></span>` : input;
  });
}

/** A file to send. A browser never fills it in again. */
export function fileField(form: Form, field: { name: string; label: string; accept: string; hint?: unknown }): VNode {
  return framed(form, field, (rest) => {
    return html`<input ...${rest} type="file" name=${field.name} accept=${field.accept} />`;
  });
}

/** A field for a secret. It never holds the secret that is set or was typed, and shows the last characters alone. */
export function secretField(
  form: Form,
  field: { name: string; label: string; end: string | null; hint?: unknown },
): VNode {
  return framed(form, field, (rest) => {
    const placeholder = field.end === null ? undefined : pageWords.secretSet(field.end);
    return html`<input ...${rest} class="code" type="password" name=${field.name} value="" placeholder=${placeholder} autocomplete="off" spellcheck="false" />`;
  });
}

export function areaField(form: Form, field: Field & { rows: number; counts?: boolean }): VNode {
  const { name, look = '', rows, counts = false } = field;
  const value = form.state.value(name, field.stored);
  return framed(form, field, (rest) => {
    // A browser drops the first line break after the tag, so we write one for it.
    const area = html`<textarea ...${rest} class=${look} name=${name} rows=${rows} dir="auto">${`\n${value}`}</textarea>`;
    if (!counts) return area;
    const count = [...value].length;
    return html`${area}<span class="count" data-count-for=${rest.id}>${count} ${count === 1 ? 'character' : 'characters'}</span>`;
  });
}

export function problemLine(id: string, problem: string | null): VNode | null {
  return problem === null ? null : html`<p class="field-problem" id=${id}>${problem}</p>`;
}

export interface Described {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

/** Draws a field between its label above and its problem and hint below. */
export function framed(
  form: Form,
  field: { name: string; label: unknown; hint?: unknown; idName?: string },
  draw: (rest: Described) => VNode,
): VNode {
  const id = `${form.id}-${field.idName ?? field.name}`;
  const problem = form.state.problem(field.name);
  const described = [problem === null ? '' : `${id}-problem`, field.hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  const rest: Described = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': problem === null ? undefined : 'true',
  };
  return html`<div class="field">
    <label for=${id}>${field.label}</label>
    ${draw(rest)} ${problemLine(`${id}-problem`, problem)}
    ${field.hint ? html`<p class="hint" id="${id}-hint">${field.hint}</p>` : null}
  </div>`;
}

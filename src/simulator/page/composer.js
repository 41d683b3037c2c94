// A message field: Enter sends, Shift and Enter begin a new line, and what was typed stays until it has gone.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { icons } from './icons.js';

/**
 * Drafts outlive the field: they are kept in `drafts` under `draftKey`, so that switching away loses nothing.
 * @param {{ draftKey: string, drafts: Map<string, string>, label: string, placeholder: string, sendLabel: string,
 *   names: { input: string, send: string }, onSend: (text: string) => Promise<unknown>, extra?: (actions: object) => unknown,
 *   isRound?: boolean, isLocked?: boolean, takesFocus?: boolean }} props
 */
export function Composer({
  draftKey,
  drafts,
  label,
  placeholder,
  sendLabel,
  names,
  onSend,
  extra,
  isRound,
  isLocked,
  takesFocus,
}) {
  const [text, setText] = useState(drafts.get(draftKey) ?? '');
  const [problem, setProblem] = useState(null);
  const [isBusy, setIsBusy] = useState(false);
  const field = useRef(null);
  const isBlank = text.trim() === '';

  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);

  function write(next) {
    drafts.set(draftKey, next);
    setText(next);
    setProblem(null);
  }
  async function send(how = onSend) {
    if (isBlank || isBusy || isLocked) return;
    setIsBusy(true);
    try {
      await how(text);
      write('');
    } catch (error) {
      setProblem(error.message);
    }
    setIsBusy(false);
    field.current?.focus();
  }
  function onKeyDown(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  }
  return html`
    <div class=${`composer ${isRound ? 'composer-round' : ''}`}>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <div class="composer-field">
        <textarea
          ref=${field}
          rows="1"
          readonly=${isLocked}
          value=${text}
          aria-label=${label}
          placeholder=${placeholder}
          enterkeyhint="send"
          data-testid=${names.input}
          onInput=${(event) => write(event.currentTarget.value)}
          onKeyDown=${onKeyDown}
        ></textarea>
        ${
          isRound &&
          html`<button type="button" class="send-round" aria-label=${sendLabel} aria-disabled=${isBlank || isBusy}
            data-testid=${names.send} onClick=${() => send()}>${icons.send}</button>`
        }
      </div>
      ${
        !isRound &&
        html`<div class="composer-actions">
          ${extra?.({ isBlank, send })}
          <button type="button" class="primary" aria-disabled=${isBlank || isBusy} data-testid=${names.send}
            onClick=${() => send()}>${sendLabel}</button>
        </div>`
      }
    </div>
  `;
}

// A message field: Enter sends, Shift and Enter begin a new line, and words and files stay until they have gone.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { AttachButton, AttachedFiles, useAttachments } from './attachments.js';
import { icons } from './icons.js';

/**
 * Drafts outlive the field: they are kept in `drafts` under `draftKey`, so that switching away loses nothing.
 * @param {{ draftKey: string, drafts: Map<string, string>, label: string, placeholder: string, sendLabel: string,
 *   names: { input: string, send: string, files: string }, onSend: (text: string, files: object[]) => Promise<unknown>,
 *   extra?: (actions: object) => unknown,
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
  const attachments = useAttachments(drafts, draftKey, setProblem);
  const isBlank = text.trim() === '' && attachments.files.length === 0;

  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);

  function write(next) {
    drafts.set(draftKey, next);
    setText(next);
    setProblem(null);
  }
  async function send(how = onSend) {
    if (isBlank || isBusy || isLocked || attachments.isComing) return;
    setIsBusy(true);
    try {
      await how(text, attachments.sent());
      write('');
      attachments.clear();
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
  function take(event, files) {
    if (files.length === 0 || isLocked) return;
    event.preventDefault();
    void attachments.add([...files]);
  }
  return html`
    <div onPaste=${(event) => take(event, event.clipboardData.files)} onDragOver=${(event) => event.preventDefault()}
      onDrop=${(event) => take(event, event.dataTransfer.files)} class=${`composer ${isRound ? 'composer-round' : ''}`}>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <${AttachedFiles} attachments=${attachments} mayBeInline=${!isRound} />
      <div class="composer-field">
        ${isRound && html`<${AttachButton} attachments=${attachments} name=${names.files} className="attach-round" />`}
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
          <${AttachButton} attachments=${attachments} name=${names.files} className="quiet attach" />
          ${extra?.({ isBlank, send })}
          <button type="button" class="primary" aria-disabled=${isBlank || isBusy} data-testid=${names.send}
            onClick=${() => send()}>${sendLabel}</button>
        </div>`
      }
    </div>
  `;
}

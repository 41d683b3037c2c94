// Files beside a message that is being written: chosen, pasted or dropped, handed to the server at once, and shown until sent.
import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { isDrawable, sizeOf } from './file-kinds.js';
import { icons } from './icons.js';
import { upload } from './live.js';

const MOST = 10;

/**
 * The files of one draft. They outlive the field, as the words of the draft do.
 * @param {Map<string, unknown>} drafts
 * @param {string} draftKey
 * @param {(problem: string | null) => void} setProblem
 */
export function useAttachments(drafts, draftKey, setProblem) {
  const key = `${draftKey} files`;
  const [files, setFiles] = useState(drafts.get(key) ?? []);
  const [coming, setComing] = useState(0);
  function put(next) {
    drafts.set(key, next);
    setFiles(next);
  }
  async function add(chosen) {
    setProblem(null);
    for (const file of chosen) {
      if ((drafts.get(key) ?? []).length >= MOST) return setProblem(`A message takes ${MOST} files.`);
      setComing((count) => count + 1);
      try {
        const kept = await upload(file);
        put([...(drafts.get(key) ?? []), { ...kept, isInline: false }]);
      } catch (error) {
        setProblem(error.message);
      }
      setComing((count) => count - 1);
    }
  }
  return {
    files,
    isComing: coming > 0,
    add,
    clear: () => put([]),
    remove: (id) => put(files.filter((file) => file.id !== id)),
    turn: (id) => put(files.map((file) => (file.id === id ? { ...file, isInline: !file.isInline } : file))),
    /** As the server's actions take them. */
    sent: () => files.map(({ id, isInline }) => ({ id, isInline })),
  };
}

/** Opens the browser's own choice of files. */
export function AttachButton({ attachments, name, className }) {
  const input = useRef(null);
  return html`
    <input ref=${input} type="file" multiple hidden data-testid=${name}
      onChange=${(event) => {
        void attachments.add([...event.currentTarget.files]);
        event.currentTarget.value = '';
      }} />
    <button type="button" class=${className} aria-label="Attach files" title="Attach files" onClick=${() => input.current.click()}>
      ${icons.clip}
    </button>
  `;
}

/** Pictures may stand among the words where `mayBeInline`. */
export function AttachedFiles({ attachments, mayBeInline }) {
  const { files, isComing, remove, turn } = attachments;
  if (files.length === 0 && !isComing) return null;
  return html`
    <ul class="attached" aria-label="Attached files">
      ${files.map(
        (file) => html`<li key=${file.id} data-testid="attached">
          <span class="attached-name">${icons.file}<span>${file.name}</span><small>${sizeOf(file.size)}</small></span>
          ${
            mayBeInline &&
            isDrawable(file.contentType) &&
            html`<button type="button" class="attached-inline" aria-pressed=${file.isInline} title="Stands among the words, as a picture that was pasted"
              onClick=${() => turn(file.id)}>In the words</button>`
          }
          <button type="button" class="attached-remove" aria-label=${`Remove ${file.name}`} onClick=${() => remove(file.id)}>${icons.cross}</button>
        </li>`,
      )}
      ${isComing && html`<li role="status">Reading the file…</li>`}
    </ul>
  `;
}

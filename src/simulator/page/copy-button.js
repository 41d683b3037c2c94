// A button that copies a text, and says so for a moment.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { icons } from './icons.js';

const TOLD_MS = 1500;

export function CopyButton({ text, label = 'Copy' }) {
  const [told, setTold] = useState(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setTold('Copied');
    } catch {
      setTold('Not copied');
    }
    setTimeout(() => setTold(null), TOLD_MS);
  }
  return html`<button type="button" class="quiet copy" data-testid="copy" onClick=${copy}>${icons.copy}<span aria-live="polite">${told ?? label}</span></button>`;
}

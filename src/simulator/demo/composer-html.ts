// An agent's words as Intercom's composer writes them.
import { escapeHtml } from '../intercom/text.ts';

/** One paragraph a line. */
export function composerHtml(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (lines.length === 1) return `<p>${escapeHtml(text)}</p>`;
  return lines.map((line) => `<p class="no-margin">${escapeHtml(line)}</p>`).join('\n');
}

// An agent's words as Intercom's composer writes them.
import { escapeHtml } from '../intercom/text.ts';

/** One paragraph a line, then the pictures that stand among the words. */
export function composerHtml(text: string, pictures: readonly string[]): string {
  const inline = pictures.map((url) => `<div class="intercom-container"><img src="${escapeHtml(url)}"></div>`);
  return [...(text === '' && inline.length > 0 ? [] : [paragraphs(text)]), ...inline].join('\n');
}

function paragraphs(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (lines.length === 1) return text === '' ? '' : `<p>${escapeHtml(text)}</p>`;
  return lines.map((line) => `<p class="no-margin">${escapeHtml(line)}</p>`).join('\n');
}

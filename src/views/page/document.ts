// Draws the document around every page: its head and its mark, and nothing that the strict content policy forbids.

import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { wellFormed } from '../../domain/well-formed.ts';
import { product } from '../../words/names.ts';
import { shorten } from '../plain-text.ts';
import type { Content } from './content.ts';

const wave = 'M8 21c0-9 16-1 16-10';
const icon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0c6b62"/><path d="${wave}" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/><circle cx="8" cy="21" r="3.6" fill="#fff"/><circle cx="24" cy="11" r="3.6" fill="#9fe3d8"/></svg>`,
)}`;

export function mark(): VNode {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="mark-ground" width="32" height="32" rx="9" />
    <path class="mark-wave" d=${wave} />
    <circle class="mark-us" cx="8" cy="21" r="3.6" />
    <circle class="mark-them" cx="24" cy="11" r="3.6" />
  </svg>`;
}

interface Files {
  styles: readonly string[];
  scripts: readonly string[];
}

/** `files`: style sheets and scripts by name, beside the style sheet of every page. A page works without its scripts too. */
export function document(title: string, body: Content, files: Files): string {
  const page = renderToString(html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>${shorten(title, 120)} · ${product}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href=${icon} />
      ${['page', ...files.styles].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css" />`)}
      ${files.scripts.map((name) => html`<script type="module" src="/assets/${name}.js"></script>`)}
    </head>
    <body>
      ${body}
    </body>
  </html>`);
  return `<!doctype html>\n${wellFormed(page)}\n`;
}

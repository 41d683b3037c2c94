// Draws a page that says one thing: a failure with its next step, or the ways on.
import { html } from 'htm/preact';
import type { PlainPage } from '../../domain/settings-page.ts';
import { product } from '../../words/names.ts';
import { document, mark } from './document.ts';
import { link } from './pieces.ts';

/** A whole HTML document. Its first link is the one that leads on. */
export function renderPlainPage({ title, words, kind, links, aside }: PlainPage): string {
  return document(
    title,
    html`<main class="lone ${kind}" id="top">
      <p class="brand">${mark()}<span>${product}</span></p>
      <h1><bdi>${title}</bdi></h1>
      <p class="words" dir="auto">${words}</p>
      ${
        links.length > 0
          ? html`<ul class="ways">
              ${links.map(({ label, url }, index) => html`<li>${link(label, url, { look: index === 0 ? 'primary' : 'secondary' })}</li>`)}
            </ul>`
          : null
      }
      ${aside && html`<p class="hint">${aside.words}${aside.links.map(({ label, url }) => html` ${link(label, url)}`)}</p>`}
    </main>`,
    { styles: [], scripts: [] },
  );
}

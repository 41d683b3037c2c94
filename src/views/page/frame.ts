// Draws the frame of every page: its head, its navigation, its title, and how the form ended that led to it.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageFrame } from '../../domain/page-frame.ts';
import type { Role } from '../../domain/role.ts';
import { product } from '../../words/names.ts';
import { pageWords } from '../../words/page.ts';
import { type Content, fillIn } from './content.ts';
import { document, mark } from './document.ts';
import { navigation } from './navigation.ts';
import { flashBox, form, link, type Pill, pill, written } from './pieces.ts';

export const roleNames: Readonly<Record<Role, string>> = { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' };

export interface PageContent {
  /** The heading, and the title of the document. */
  title: string;
  /** Stands beside the heading. */
  pill?: Pill | undefined;
  /** The purpose of the page, below the heading. */
  lead?: Content | undefined;
  /** The page that this one belongs to; `isListed`: a wide navigation lists this page too. */
  back?: { label: string; url: string; isListed?: boolean } | undefined;
  /** Stands in place of the flash, which is drawn in the content. */
  hasOwnFlash?: boolean;
  /** Style sheets and scripts beside those that every page has. */
  styles?: readonly string[];
  scripts?: readonly string[];
  content: Content;
}

/** A whole HTML document. It needs no script, and holds no secret but an API key that was made just now. */
export function renderPage(frame: PageFrame, page: PageContent): string {
  const { workspace, flash } = frame;
  const { title, back, lead, styles = [], scripts = [] } = page;
  const problem = flash?.kind === 'problem' ? `${flash.headline ?? 'Not saved'}: ` : '';
  return document(
    `${problem}${title}, ${workspace.name}`,
    html`
      <a class="skip" href="#main">${pageWords.skip}</a>
      ${head(frame)}
      <div class="layout">
        ${navigation(frame)}
        <main id="main" tabindex="-1">
          ${back ? html`<p class=${back.isListed ? 'back is-listed' : 'back'}>${link(back.label, back.url)}</p>` : null}
          <div class="title">
            <h1>${title}</h1>
            ${page.pill ? pill(page.pill) : null}
          </div>
          ${lead ? html`<p class="lead">${lead}</p>` : null} ${flash === null || page.hasOwnFlash ? null : flashBox(flash)}
          ${paused(frame)} ${page.content}
        </main>
      </div>
    `,
    { styles, scripts: ['page', ...scripts] },
  );
}

function head(frame: PageFrame): VNode {
  const { admin, workspace } = frame;
  return html`<header id="top">
    <p class="brand">${mark()}<span>${product}</span> <span class="soft">${written(workspace.name, 60)}</span></p>
    <div class="who">
      <span class="reader">${written(admin.name, 40)}, ${roleNames[admin.role]}</span>
      ${form(frame, '/sign-out', html`<button class="quiet">Sign out</button>`)}
    </div>
  </header>`;
}

/** The page of the pause says it itself. */
function paused({ isPaused, place }: PageFrame): VNode | null {
  if (!isPaused || (place.page === 'settings' && place.section === 'pause')) return null;
  const pause = link(pageWords.toPause, '/settings/pause');
  return html`<p class="notice warn">${fillIn(pageWords.paused, { pause })}</p>`;
}

/** For members who may only look at what others change. */
export function readOnly({ mayChange, owner, admin }: PageFrame): VNode | null {
  if (mayChange) return null;
  const ask = owner === null ? null : fillIn(pageWords.askOwner, { owner: written(owner) });
  return html`<p class="notice plain">${fillIn(pageWords.readOnly, { role: roleNames[admin.role] })} ${ask}</p>`;
}

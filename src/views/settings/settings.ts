// Draws the settings page: the set-up list, the doctor and every section.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type SectionId, sectionIds } from '../../domain/settings/sections.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { product } from '../../words/names.ts';
import { frameWords, sectionTitles } from '../../words/settings/page/frame.ts';
import { fillIn } from '../page/content.ts';
import { document, mark } from '../page/document.ts';
import { flashBox, form, link, written } from '../page/pieces.ts';
import { doctor } from './doctor.ts';
import { history } from './history.ts';
import { inboxSection, threadingSection } from './inbox.ts';
import { membersSection, roleNames } from './members.ts';
import { numbersSection } from './numbers.ts';
import { pricesSection } from './prices.ts';
import { pauseSection, repliesSection } from './replies.ts';
import { isSetUp, setUp } from './set-up.ts';
import { templatesSection } from './templates.ts';
import { twilioSection } from './twilio.ts';

const sections: Readonly<Record<SectionId, (page: SettingsPage) => VNode>> = {
  twilio: twilioSection,
  numbers: numbersSection,
  inbox: inboxSection,
  threading: threadingSection,
  replies: repliesSection,
  templates: templatesSection,
  prices: pricesSection,
  pause: pauseSection,
  members: membersSection,
};

/** A whole HTML document. It needs no script, and never holds a secret. */
export function renderSettings(page: SettingsPage): string {
  const { workspace, flash } = page;
  const isProblem = flash?.kind === 'problem';
  return document(
    `${isProblem ? `${flash.headline ?? 'Not saved'}: ` : ''}SMS settings of ${workspace.name}`,
    html`
      <a class="skip" href="#main">${frameWords.skip}</a>
      ${heading(page)}
      <div class="layout">
        <nav aria-label="Sections">
          <ul>
            ${sectionIds.map((id) => html`<li>${link(sectionTitles[id], `#${id}`)}</li>`)}
            <li>${link('History', '#history')}</li>
          </ul>
        </nav>
        <main id="main">
          <h1>SMS settings <span class="soft">of ${written(workspace.name)}</span></h1>
          ${flash !== null && flash.section === null ? flashBox(flash) : null} ${readOnly(page)} ${paused(page)}
          ${isSetUp(page) ? [doctor(page), setUp(page)] : [setUp(page), doctor(page)]} ${sectionIds.map((id) => sections[id](page))} ${history(page)}
        </main>
      </div>
    `,
    { hasScript: true },
  );
}

function heading(page: SettingsPage): VNode {
  const { admin } = page;
  return html`<header id="top">
    <p class="brand">${mark()}<span>${product}</span></p>
    <div class="who">
      <span>${written(admin.name, 40)}, ${roleNames[admin.role]}</span>
      ${form(page, 'sign-out', html`<button class="quiet">Sign out</button>`)}
    </div>
  </header>`;
}

function readOnly(page: SettingsPage): VNode | null {
  if (page.mayChange) return null;
  const owner = page.members.list.find(({ role }) => role === 'owner');
  const why = fillIn(frameWords.readOnly, { role: roleNames[page.admin.role] });
  const ask = owner ? fillIn(frameWords.askOwner, { owner: written(owner.name) }) : null;
  return html`<p class="notice plain">${why} ${ask}</p>`;
}

function paused(page: SettingsPage): VNode | null {
  if (!page.choices.isPaused) return null;
  return html`<p class="notice warn">${fillIn(frameWords.paused, { pause: link(frameWords.toPause, '#pause') })}</p>`;
}

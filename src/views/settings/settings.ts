// Draws one page of the settings, and the list of them.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { sectionOf } from '../../domain/doctor/section-of.ts';
import type { SectionState } from '../../domain/settings/section-state.ts';
import type { SettingsIndex, SettingsPage } from '../../domain/settings-page.ts';
import { sectionTitles } from '../../words/settings/page/frame.ts';
import { tellState } from '../../words/settings/section-states.ts';
import { type PageContent, readOnly, renderPage } from '../page/frame.ts';
import { findingMark } from '../page/navigation.ts';
import { flashBox } from '../page/pieces.ts';
import { apiKeysSection } from './api-keys.ts';
import { assistSection } from './assist.ts';
import { automaticSection } from './automatic.ts';
import { connectorsSection } from './connectors.ts';
import { endpointsSection } from './endpoints.ts';
import { historySection } from './history.ts';
import { hoursSection } from './hours.ts';
import { inboxSection, threadingSection } from './inbox.ts';
import { limitsSection } from './limits.ts';
import { membersSection } from './members.ts';
import { numbersSection } from './numbers.ts';
import { pricesSection } from './prices.ts';
import { customersSection, mediaSection, pauseSection, repliesSection } from './replies.ts';
import { rulesSection } from './rules.ts';
import { templatesSection } from './templates.ts';
import { twilioSection } from './twilio.ts';

/** A whole HTML document. It needs no script, and holds no secret but one that was made just now: an API key’s, or an endpoint’s. */
export function renderSettings(page: SettingsPage): string {
  return renderPage(page, contentOf(page));
}

function contentOf(page: SettingsPage): PageContent {
  switch (page.id) {
    case 'twilio':
      return twilioSection(page);
    case 'numbers':
      return numbersSection(page);
    case 'inbox':
      return inboxSection(page);
    case 'threading':
      return threadingSection(page);
    case 'replies':
      return repliesSection(page);
    case 'media':
      return mediaSection(page);
    case 'hours':
      return hoursSection(page);
    case 'automatic':
      return automaticSection(page);
    case 'templates':
      return templatesSection(page);
    case 'rules':
      return rulesSection(page);
    case 'customers':
      return customersSection(page);
    case 'prices':
      return pricesSection(page);
    case 'limits':
      return limitsSection(page);
    case 'pause':
      return pauseSection(page);
    case 'members':
      return membersSection(page);
    case 'api-keys':
      return apiKeysSection(page);
    case 'webhooks':
      return endpointsSection(page);
    case 'connectors':
      return connectorsSection(page);
    case 'assist':
      return assistSection(page);
    case 'history':
      return historySection(page);
  }
}

/** The list of the pages, which a phone has in place of the navigation. */
export function renderIndex(page: SettingsIndex): string {
  const { flash } = page;
  return renderPage(page, {
    title: 'Settings',
    hasOwnFlash: true,
    styles: ['settings'],
    scripts: ['old-links'],
    content: html`
      ${flash === null ? null : flashBox(flash)} ${readOnly(page)}
      <ul class="card rows">${page.states.map((state) => row(page, state))}</ul>
    `,
  });
}

/** Its id is where an old link to the section leads without a script. */
function row({ open, workspace }: SettingsIndex, state: SectionState): VNode {
  const findings = open.filter((finding) => sectionOf(finding) === state.page);
  return html`<li id=${state.page} class="section-row">
    <a href="/settings/${state.page}">${sectionTitles[state.page]}</a>${findingMark(findings)}
    <p class="hint">${tellState(state, workspace.timeZone)}</p>
  </li>`;
}

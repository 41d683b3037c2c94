// Draws the settings page: the set-up list, the doctor and every section.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type SectionId, sectionIds } from '../../domain/settings/sections.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { readOnly, renderPage } from '../page/frame.ts';
import { flashBox } from '../page/pieces.ts';
import { doctor } from './doctor.ts';
import { history } from './history.ts';
import { inboxSection, threadingSection } from './inbox.ts';
import { membersSection } from './members.ts';
import { numbersSection } from './numbers.ts';
import { pricesSection } from './prices.ts';
import { hoursSection, pauseSection, repliesSection } from './replies.ts';
import { isSetUp, setUp } from './set-up.ts';
import { templatesSection } from './templates.ts';
import { twilioSection } from './twilio.ts';

const sections: Readonly<Record<SectionId, (page: SettingsPage) => VNode>> = {
  twilio: twilioSection,
  numbers: numbersSection,
  inbox: inboxSection,
  threading: threadingSection,
  replies: repliesSection,
  hours: hoursSection,
  templates: templatesSection,
  prices: pricesSection,
  pause: pauseSection,
  members: membersSection,
};

/** A whole HTML document. It needs no script, and never holds a secret. */
export function renderSettings(page: SettingsPage): string {
  const { flash } = page;
  const isAbove = flash !== null && !sectionIds.some((id) => id === flash.form);
  return renderPage(page, {
    title: 'SMS settings',
    hasOwnFlash: true,
    styles: ['settings'],
    scripts: ['settings'],
    content: html`
      ${isAbove ? flashBox(flash) : null} ${readOnly(page)}
      ${isSetUp(page) ? [doctor(page), setUp(page)] : [setUp(page), doctor(page)]} ${sectionIds.map((id) => sections[id](page))} ${history(page)}
    `,
  });
}

// Draws the section of quiet hours, with the days off to come.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageOf } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { dayOffInWords, hoursWords, reasonsInWords } from '../../words/settings/page/hours.ts';
import { fillIn } from '../page/content.ts';
import type { PageContent } from '../page/frame.ts';
import { facts, link } from '../page/pieces.ts';
import { section } from './section.ts';
import { settingRows } from './setting-fields.ts';

export function hoursSection(page: PageOf<'hours'>): PageContent {
  return section(
    page,
    'hours',
    { lead: frameWords.leads.hours },
    html`${settingRows(page, 'hours')} ${daysOffOf(page)}`,
  );
}

function daysOffOf({ choices, daysOff }: PageOf<'hours'>): VNode | null {
  if (daysOff.length === 0) return null;
  const source = link('date-holidays', 'https://github.com/commenthol/date-holidays', { inNewTab: true });
  return html`<h2>${hoursWords.nextDaysOff}</h2>
    ${choices.quietHours ? null : html`<p class="notice warn">${hoursWords.notKept}</p>`}
    ${facts(daysOff.map((day) => [dayOffInWords(day), reasonsInWords(day)] as const))}
    ${
      choices.holidays
        ? html`<p class="hint">${hoursWords.countries} ${fillIn(hoursWords.credit, { source })}</p>`
        : null
    }`;
}

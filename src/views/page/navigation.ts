// Draws the navigation of every page: a row a page, and the sections of the settings below theirs.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Finding } from '../../domain/doctor/finding.ts';
import { sectionOf } from '../../domain/doctor/section-of.ts';
import type { PageFrame, Place } from '../../domain/page-frame.ts';
import { settingsPageIds } from '../../domain/settings/sections.ts';
import { pageWords } from '../../words/page.ts';
import { sectionTitles } from '../../words/settings/page/frame.ts';
import type { Content } from './content.ts';

interface Row {
  page: Place['page'];
  label: string;
  url: string;
  /** The findings that put a mark on the row. */
  findings?: (open: readonly Finding[]) => readonly Finding[];
  below?: (frame: PageFrame) => VNode;
}

/** In the order in which the pages are listed. */
const rows: readonly Row[] = [
  { page: 'overview', label: 'Overview', url: '/', findings: (open) => open },
  { page: 'texts', label: 'Texts', url: '/texts' },
  { page: 'consents', label: 'Consent', url: '/consents' },
  { page: 'settings', label: 'Settings', url: '/settings', below: sections },
];

export function navigation(frame: PageFrame): VNode {
  const { place, open } = frame;
  return html`<nav id="pages" class="pages" aria-label="Pages">
    <ul>
      ${rows.map(({ page, label, url, findings, below }) => {
        const isHere = page === place.page;
        const isThisPage = isHere && !('section' in place && place.section !== null);
        return html`<li class=${isHere ? 'here' : undefined}>
          <a href=${url} aria-current=${isThisPage ? 'page' : isHere ? 'true' : undefined}>
            <span>${label}</span>${findings ? findingMark(findings(open)) : null}
          </a>
          ${isHere && below ? below(frame) : null}
        </li>`;
      })}
    </ul>
  </nav>`;
}

function sections({ place, open }: PageFrame): VNode {
  const here = place.page === 'settings' ? place.section : null;
  return html`<ul class="below">
    ${settingsPageIds.map(
      (id) => html`<li>
        <a href="/settings/${id}" aria-current=${id === here ? 'page' : undefined}>
          <span>${sectionTitles[id]}</span>${findingMark(open.filter((finding) => sectionOf(finding) === id))}
        </a>
      </li>`,
    )}
  </ul>`;
}

/** A dot with the number of findings; those that are broken go first. */
export function findingMark(findings: readonly Finding[]): Content {
  const broken = findings.filter(({ severity }) => severity === 'broken').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  if (broken + warnings === 0) return null;
  const words = broken > 0 ? pageWords.broken(broken) : pageWords.toLookAt(warnings);
  return html` <span class="nav-mark ${broken > 0 ? 'bad' : 'warn'}" title=${words}
    ><span aria-hidden="true">${broken || warnings}</span><span class="sr">(${words})</span></span
  >`;
}

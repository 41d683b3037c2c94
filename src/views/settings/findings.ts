// Draws findings of the doctor, each with its cause and its next step.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Finding } from '../../domain/doctor/finding.ts';
import { sectionOf } from '../../domain/doctor/section-of.ts';
import type { PageFrame } from '../../domain/page-frame.ts';
import { tellFinding } from '../../words/doctor/findings.ts';
import { tellStep } from '../../words/doctor/next-steps.ts';
import type { Content } from '../page/content.ts';
import { doButton, form, hidden, link, pill } from '../page/pieces.ts';

export function findingList(page: PageFrame, findings: readonly Finding[], look = 'findings'): VNode {
  return html`<ul class=${look}>${findings.map((finding) => shown(page, finding))}</ul>`;
}

const severities = {
  broken: { tone: 'bad', words: 'Broken' },
  warning: { tone: 'warn', words: 'Warning' },
  fine: { tone: 'good', words: 'Fine' },
  untried: { tone: 'plain', words: 'Not yet' },
} as const;

function shown(page: PageFrame, finding: Finding): VNode {
  const { title, cause } = tellFinding(finding, page.workspace.timeZone);
  const isUntried = finding.severity === 'fine' && finding.isUntried;
  return html`<li class="finding">
    ${pill(severities[isUntried ? 'untried' : finding.severity])}
    <div>
      <p class="step-title">${title}</p>
      <p class="hint">${cause}</p>
    </div>
    ${fixing(page, finding)}
  </li>`;
}

/** A button does what it says; a link leads to the page where an admin does it. */
function fixing(page: PageFrame, finding: Finding): Content {
  const { fix } = finding;
  const here = page.place.page === 'settings' ? page.place.section : null;
  if (fix === null || (changesSettings(fix) && !page.mayChange)) return null;
  const label = tellStep(fix.step);
  if (fix.kind === 'button') {
    const target = fix.section ?? 'doctor';
    // The page to come back to.
    return form(
      page,
      `/settings/${target}`,
      html`${hidden('page', here ?? 'overview')} ${doButton(fix.action, label, 'secondary')}`,
      {
        seen: page.facts[target],
      },
    );
  }
  if (!fix.url.startsWith('/settings/')) return link(label, fix.url, { look: 'secondary', inNewTab: true });
  return here !== null && sectionOf(finding) === here ? null : link(`${label} →`, fix.url, { look: 'go' });
}

/** A section of the settings has nothing to click for those who may only view it. */
function changesSettings(fix: NonNullable<Finding['fix']>): boolean {
  return fix.kind === 'button' || fix.url.startsWith('/settings/');
}

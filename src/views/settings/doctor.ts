// The doctor's findings: broken first, each with its cause and its next step; what is fine is folded away.

import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Finding } from '../../domain/doctor/finding.ts';
import { headlineOf } from '../../domain/doctor/headline.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { tellFinding } from '../../words/doctor/findings.ts';
import { headlineWords, stillAsking } from '../../words/doctor/headline.ts';
import { tellStep } from '../../words/doctor/next-steps.ts';
import type { Content } from '../page/content.ts';
import { doButton, link, moment, pill } from '../page/pieces.ts';
import { settingsForm } from './section.ts';

export function doctor(page: SettingsPage): VNode {
  const { findings } = page;
  return findings === null ? asking() : found(page, findings);
}

/** The script loads the page again; without a script, the reader does. */
function asking(): VNode {
  return html`<section class="card" id="doctor" aria-labelledby="doctor-title" data-asking>
    <h2 id="doctor-title">${stillAsking.title}</h2>
    <p class="hint">
      ${stillAsking.hint} ${link(stillAsking.link, '/settings')} ${stillAsking.rest}
    </p>
  </section>`;
}

function found(page: SettingsPage, findings: readonly Finding[]): VNode {
  const broken = findings.filter(({ severity }) => severity === 'broken');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const fine = findings.filter(({ severity }) => severity === 'fine');
  const bad = [...broken, ...warnings];
  return html`<section class="card" id="doctor" aria-labelledby="doctor-title">
    <div class="card-head">
      <h2 id="doctor-title">${headlineWords(headlineOf(findings, page.senders))}</h2>
      <span class="soft">Checked ${moment(page, page.readAt)} · ${link('Check again', '/settings')}</span>
    </div>
    ${bad.length > 0 ? html`<ul class="findings">${bad.map((finding) => shown(page, finding))}</ul>` : null}
    ${
      fine.length > 0
        ? html`<details>
            <summary>${fine.length === 1 ? '1 check is' : `${fine.length} checks are`} fine</summary>
            <ul class="findings folded">${fine.map((finding) => shown(page, finding))}</ul>
          </details>`
        : null
    }
  </section>`;
}

const severities = {
  broken: { tone: 'bad', words: 'Broken' },
  warning: { tone: 'warn', words: 'Warning' },
  fine: { tone: 'good', words: 'Fine' },
  untried: { tone: 'plain', words: 'Not yet' },
} as const;

function shown(page: SettingsPage, finding: Finding): VNode {
  const { title, cause } = tellFinding(finding, page.workspace.timeZone);
  const isUntried = finding.severity === 'fine' && finding.isUntried;
  return html`<li class="finding">
    ${pill(severities[isUntried ? 'untried' : finding.severity])}
    <div>
      <p class="step-title">${title}</p>
      <p class="hint">${cause}</p>
    </div>
    ${fixing(page, finding.fix)}
  </li>`;
}

function fixing(page: SettingsPage, fix: Finding['fix']): Content {
  if (fix === null || (changesSettings(fix) && !page.mayChange)) return null;
  const label = tellStep(fix.step);
  if (fix.kind === 'link') return link(label, fix.url, { look: 'secondary', inNewTab: true });
  return settingsForm(page, fix.section ?? 'doctor', doButton(fix.action, label, 'secondary'));
}

/** A section of the settings has nothing to click for those who may only view it. */
function changesSettings(fix: NonNullable<Finding['fix']>): boolean {
  return fix.kind === 'button' || fix.url.startsWith('/settings/');
}

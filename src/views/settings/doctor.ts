// What the doctor found: broken first, with its cause and what mends it; what is fine is folded away.

import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Finding } from '../../domain/doctor/finding.ts';
import { headlineOf } from '../../domain/doctor/headline.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { headlineWords } from '../headline.ts';
import type { Content } from '../page/content.ts';
import { doButton, form, link, moment, pill } from '../page/pieces.ts';

export function doctor(page: SettingsPage): VNode {
  const { findings } = page;
  return findings === null ? asking() : found(page, findings);
}

/** The script loads the page again; without it, whoever reads this does. */
function asking(): VNode {
  return html`<section class="card" id="doctor" aria-labelledby="doctor-title" data-asking>
    <h2 id="doctor-title">Still asking Intercom and Twilio</h2>
    <p class="hint">
      They take their time to answer, so this page shows what is known without them. ${link('See what they say', '/settings')}
      ${' '}in a moment.
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
} as const;

function shown(page: SettingsPage, { severity, title, cause, fix }: Finding): VNode {
  return html`<li class="finding">
    ${pill(severities[severity])}
    <div>
      <p class="step-title">${title}</p>
      <p class="hint">${cause}</p>
    </div>
    ${fixing(page, fix)}
  </li>`;
}

function fixing(page: SettingsPage, fix: Finding['fix']): Content {
  if (fix === null) return null;
  if (fix.kind === 'link') return link(fix.label, fix.url, { look: 'secondary', inNewTab: true });
  return page.mayChange ? form(page, fix.section ?? 'doctor', doButton(fix.action, fix.label, 'secondary')) : null;
}

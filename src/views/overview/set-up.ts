// Draws the steps of setting up, the next one with its link or its form.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { installPath } from '../../domain/install-path.ts';
import type { OverviewPage } from '../../domain/overview.ts';
import type { SetUpStep } from '../../domain/settings/set-up.ts';

import { product } from '../../words/names.ts';
import { setUpWords } from '../../words/settings/page/set-up.ts';
import { stepTitles, tellStep } from '../../words/settings/set-up.ts';
import { type Content, fillIn } from '../page/content.ts';
import { textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, link } from '../page/pieces.ts';
import { settingsForm } from '../settings/section.ts';

export function setUp(page: OverviewPage): VNode | null {
  const { steps, finishUrl } = page;
  if (steps.length === 0) return null;
  const done = steps.filter(({ isDone }) => isDone).length;
  const back =
    finishUrl === null
      ? null
      : html`<p class="actions">${link('Back to Intercom', finishUrl, { look: 'primary' })}</p>`;
  if (done === steps.length) return finished(page, back);
  const next = steps.find(({ isDone, isAwaited }) => !isDone && !isAwaited);
  return html`<section
    class="card set-up"
    id="set-up"
    aria-labelledby="set-up-title"
    data-live
    data-refresh=${page.steps.some(isUnderWay)}
  >
    <div class="card-head">
      <h2 id="set-up-title">${next === undefined ? 'Setting up' : done === 0 ? 'Start here' : 'What to do next'}</h2>
      <span class="soft">${done} of ${steps.length} done</span>
    </div>
    ${listed(page, next)} ${back}
  </section>`;
}

/** The script asks again while this holds. */
function isUnderWay({ state, isAwaited }: SetUpStep): boolean {
  return isAwaited === true || state.kind === 'test-under-way';
}

function finished(page: OverviewPage, back: Content): VNode {
  return html`<section
    class="card"
    id="set-up"
    aria-labelledby="set-up-title"
    data-live
    data-refresh=${page.steps.some(isUnderWay)}
  >
    <h2 id="set-up-title" class="all-done">${sign(true)} Set-up is complete</h2>
    ${back}
    <details open=${formState(page, 'test').problem('to') !== null}>
      <summary>${page.mayChange ? setUpWords.stepsAndTest : 'The steps'}</summary>
      <div class="folded">${listed(page, undefined)}</div>
    </details>
  </section>`;
}

function listed(page: OverviewPage, next: SetUpStep | undefined): VNode {
  return html`<ol class="steps">
    ${page.steps.map((step) => {
      const isNext = step === next;
      const look = step.isDone ? 'done' : isNext ? 'next' : 'open';
      return html`<li class="step ${look}" aria-current=${isNext ? 'step' : undefined}>
        ${sign(step.isDone)}
        <div>
          <p class="step-title">${stepTitles[step.id]}<span class="sr">${step.isDone ? ' (done)' : ' (open)'}</span></p>
          ${step.id === 'pin' && isNext ? null : html`<p class="hint">${tellStep(step)}</p>`}
          ${way(page, step, isNext)}
        </div>
      </li>`;
    })}
  </ol>`;
}

function sign(isDone: boolean): VNode {
  return html`<svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <circle cx="10" cy="10" r="8.5" />
    ${isDone ? html`<path d="m6 10.4 2.7 2.7L14 7.4" />` : null}
  </svg>`;
}

/** A workspace that is set up has the doctor above the steps. */
export function isSetUp({ steps, finishUrl }: OverviewPage): boolean {
  return finishUrl === null && steps.every(({ isDone }) => isDone);
}

/** The link or form that takes a step: for admins who may, at the next step and at those worth taking again. */
function way(page: OverviewPage, { id, isDone }: SetUpStep, isNext: boolean): Content {
  if (id === 'pin') return isNext || isDone ? pinning : null;
  if (!page.mayChange) return null;
  if (id === 'test') return isNext || isDone ? testing(page, isNext) : null;
  if (!isNext) return null;
  if (id === 'intercom')
    return page.isPrivate ? null : link('Connect Intercom', installPath(page.workspace.region), { look: 'primary' });
  if (id === 'twilio') return link('Connect Twilio', '/settings/twilio', { look: 'primary' });
  return link(id === 'numbers' ? 'Choose numbers' : 'Set the webhooks', '/settings/numbers', { look: 'primary' });
}

function testing(page: OverviewPage, isNext: boolean): VNode {
  const fields = { id: 'test', state: formState(page, 'test') };
  const sending = settingsForm(
    page,
    'test',
    html`<div class="inline">
      ${textField(fields, { name: 'to', label: 'Your own phone number', stored: '', type: 'tel', placeholder: '+1 415 555 0132' })}
      ${doButton('send', setUpWords.sendTest, isNext ? 'primary' : 'secondary')}
    </div>`,
  );
  if (!isNext)
    return html`<details class="again" open=${fields.state.problem('to') !== null}>
      <summary>Send another</summary>
      ${sending}
    </details>`;
  return html`${sending}
    <p class="hint">${fillIn(setUpWords.sentAlready, { look: link(setUpWords.look, '/') })}</p>`;
}

const [open, edit, pin] = setUpWords.pinning;
const pinning = html`<ol class="how">
  <li>${open}</li>
  <li>${fillIn(edit, { editApps: html`<b>${setUpWords.editApps}</b>` })}</li>
  <li>${fillIn(pin, { product: html`<b>${product}</b>` })}</li>
</ol>`;

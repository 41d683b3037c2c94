// Draws the page of one text: its words, why it failed and what can be done, its facts, and everything that happened to it.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { OneText, TextPage } from '../../domain/texts-page.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { addressInWords } from '../../words/addresses.ts';
import { buttonLabels } from '../../words/buttons.ts';
import { consentPageWords } from '../../words/consents.ts';
import { count } from '../../words/counts.ts';
import { tellFailure } from '../../words/failures.ts';
import { loopHeading, loopSentence } from '../../words/loops.ts';
import { money } from '../../words/money.ts';
import { actLabels, sendNow, textWords, whyNot as whyNotWords } from '../../words/texts-page.ts';
import { purposeNames, whySo } from '../../words/trace.ts';
import type { Content } from '../page/content.ts';
import { fillIn } from '../page/content.ts';
import { renderPage } from '../page/frame.ts';
import { doButton, facts, form, guarded, link, moment, written } from '../page/pieces.ts';
import { traceLines } from '../trace-lines.ts';
import { personPath } from './consents.ts';
import { authorOf, customer, statePill } from './table.ts';
import { timeline } from './timeline.ts';

export function renderText(page: TextPage): string {
  const { text } = page;
  const name = `Text ${text.direction === 'in' ? 'from' : 'to'} ${addressInWords(text.address)}`;
  return renderPage(page, {
    title: name,
    pill: statePill(text),
    back: { label: 'Texts', url: '/texts' },
    styles: ['texts'],
    content: html`<article class="card one-text">${words(text)}</article>
      ${failure(page)} ${loopCard(page)}
      <section class="card" aria-labelledby="facts"><h2 id="facts">About this text</h2>${facts(factsOf(page))}</section>
      ${decisions(page)}
      <section class="card" aria-labelledby="steps"><h2 id="steps">What happened</h2>${timeline(page)}</section>`,
  });
}

/** The customer's thread gets no automatic texts. */
function loopCard(page: TextPage): VNode | null {
  const { loop, id } = page.text;
  if (loop === null) return null;
  const resume = doButton('resume-automatic', buttonLabels.resumeAutomatic, 'secondary');
  return html`<section class="card" aria-labelledby="loop"><h2 id="loop">${loopHeading}</h2>
    <p>${loopSentence(loop.kind)}</p>
    ${facts([['Since', moment(page, loop.since)]])}
    ${page.mayChange ? html`<div class="actions">${form(page, `/texts/${id}`, resume, { class: 'inline' })}</div>` : null}
  </section>`;
}

function decisions(page: TextPage): VNode | null {
  const lines = traceLines(page.text.trace, { now: page.readAt, zone: page.workspace?.timeZone ?? null });
  if (lines.length === 0) return null;
  return html`<section class="card" aria-labelledby="why"><h2 id="why">${whySo[page.text.direction]}</h2>
    <ul class="decisions">${lines.map((line) => html`<li>${written(line, 400)}</li>`)}</ul>
    ${evidence(page.text)}</section>`;
}

function evidence({ trace, address }: OneText): VNode | null {
  if (!trace.some((fact) => 'evidence' in fact && fact.evidence !== null)) return null;
  return html`<p>${link(consentPageWords.allOf(address), personPath(address))}</p>`;
}

function words({ parts, files }: OneText): Content {
  return html`${parts.map(({ body }) => (isBlank(body) ? null : html`<p class="body" dir="auto">${body}</p>`))}
    ${files > 0 ? html`<p class="soft">${count(files, 'file')}</p>` : null}
    ${parts.every(({ body }) => isBlank(body)) && files === 0 ? html`<p class="soft">${textWords.noWords}</p>` : null}`;
}

function failure(page: TextPage): VNode | null {
  const { fault, whyNot, mayDo, state } = page.text;
  if (fault === null && whyNot === null && mayDo.length === 0) return null;
  const told = fault === null ? null : tellFailure(fault);
  const isRefusedAgain = whyNot === 'refused';
  return html`<section class="card failure" aria-labelledby="failure">
    <h2 id="failure">${told?.heading ?? textWords.waiting}</h2>
    ${told === null ? html`<p>${textWords.waitingLead}</p>` : html`<p>${told.cause}</p>${whyNot === 'sent-again' ? null : html`<p>${told.nextStep}</p>`}`}
    ${fault?.page ? html`<p>${link(`Twilio error ${fault.code}`, fault.page, { inNewTab: true })}</p>` : null}
    ${whyNot === null || (isRefusedAgain && state === 'refused') ? null : html`<p class="soft">${whyNotWords[whyNot]}</p>`}
    ${mayDo.length === 0 ? null : html`<div class="actions">${mayDo.map((act) => button(page, act))}</div>`}
  </section>`;
}

function button(page: TextPage, act: OneText['mayDo'][number]): VNode {
  const { id, state } = page.text;
  const isUnsent = state === 'held' || state === 'refused';
  const label = act === 'again' && isUnsent ? sendNow : actLabels[act];
  const sent = form(
    page,
    `/texts/${id}`,
    doButton(act, label, act === 'again' || act === 'release' ? 'primary' : act === 'cancel' ? 'danger' : 'secondary'),
    { class: 'inline' },
  );
  return act === 'cancel' ? guarded('Cancel', textWords.cancelSure, sent) : sent;
}

function factsOf(page: TextPage): [string, Content][] {
  const { text } = page;
  const isIn = text.direction === 'in';
  const ours = written(addressInWords(text.sender), 40);
  return [
    ['From', isIn ? customer(text) : ours],
    ['To', isIn ? ours : customer(text)],
    ...(text.author === null ? [] : [['Written by', authorOf(text.author)] as [string, Content]]),
    ['Time', moment(page, text.at)],
    ...(text.purpose === 'conversation' ? [] : [['Purpose', purposeNames[text.purpose]] as [string, Content]]),
    ...(text.parts.length > 1 ? [['Sent as', `${text.parts.length} SMS`] as [string, Content]] : []),
    ...(text.price === null
      ? []
      : [
          ['Price', `${money(text.price.amount, text.price.currency)}${text.price.isWhole ? '' : ' so far'}`] as [
            string,
            Content,
          ],
        ]),
    [
      'Conversation',
      text.conversationUrl === null
        ? textWords.noConversation
        : link('Open in Intercom', text.conversationUrl, { inNewTab: true }),
    ],
    ...(text.sid === null ? [] : [['Twilio ID', html`<code>${text.sid}</code>`] as [string, Content]]),
    ...(text.replaces === null
      ? []
      : [
          ['Replaces', fillIn(textWords.replaces, { text: link(textWords.anEarlier, `/texts/${text.replaces}`) })] as [
            string,
            Content,
          ],
        ]),
  ];
}

// Draws the scheduled texts of the team and those that wait to be sent, and the dead letters.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { DeadLetterRow, DeadLettersPage, ScheduledPage, ScheduledRow } from '../../domain/texts-page.ts';
import { tellStoredReason } from '../../words/operator/waits.ts';
import { emptyLists, listLeads, listTitles, textWords, workInWords } from '../../words/texts-page.ts';
import { fullTime, isSameZone } from '../../words/times.ts';
import { renderPage } from '../page/frame.ts';
import { doButton, form, guarded, link, moment, written } from '../page/pieces.ts';
import { shorten } from '../plain-text.ts';
import { tabs } from './lists.ts';
import { customer, textTable } from './table.ts';

export function renderScheduled(page: ScheduledPage): string {
  const { scheduled, later, waiting } = page;
  return renderPage(page, {
    title: 'Scheduled texts',
    lead: listLeads.scheduled,
    styles: ['texts'],
    content: html`${tabs('scheduled', page.counts)}
      ${
        scheduled.length === 0
          ? html`<p class="soft empty">${emptyLists.scheduled}</p>`
          : html`<ul class="rows">${scheduled.map((one) => scheduledRow(page, one))}</ul>`
      }
      ${later === null ? null : html`<nav class="actions" aria-label="Pages of the list">${link('Later texts', `/texts/scheduled?${new URLSearchParams({ after: later })}`, { look: 'secondary' })}</nav>`}
      <section aria-labelledby="waiting">
        <h2 id="waiting">${textWords.waiting}</h2>
        ${
          waiting.texts.length === 0
            ? html`<p class="soft">${emptyLists.waiting}</p>`
            : html`<p class="lead">${textWords.waitingLead}</p>${textTable(page, waiting.texts)}
              ${waiting.older === null ? null : link(textWords.moreWaiting, '/texts?state=waiting', { look: 'secondary' })}`
        }
      </section>`,
  });
}

function scheduledRow(page: ScheduledPage, one: ScheduledRow): VNode {
  const cancel = form(page, `/texts/scheduled/${one.id}`, doButton('cancel', 'Cancel text', 'danger'), {
    class: 'inline',
  });
  return html`<li class="card row">
    <div class="row-head"><b>${moment(page, one.sendAt)}</b> ${theirTime(page, one)} <span>${customer(one)}</span></div>
    <p class="body"><bdi>${shorten(one.body, 300)}</bdi></p>
    <p class="soft">By ${one.author === null ? textWords.agent : written(one.author, 40)} · ${link('Conversation', one.conversationUrl, { inNewTab: true })}</p>
    ${page.mayChange ? guarded('Cancel', textWords.cancelSure, cancel) : null}
  </li>`;
}

/** The same moment on the clocks on which it was chosen, where these are others. */
function theirTime({ workspace }: ScheduledPage, { sendAt, zone }: ScheduledRow): VNode | null {
  if (zone === null || isSameZone(zone, workspace.timeZone)) return null;
  return html`<span class="soft">${fullTime(sendAt, zone, workspace.timeZone)}</span>`;
}

export function renderDeadLetters(page: DeadLettersPage): string {
  const { letters } = page;
  return renderPage(page, {
    title: listTitles['dead-letters'],
    lead: listLeads['dead-letters'],
    styles: ['texts'],
    content: html`${tabs('dead-letters', page.counts)}
      ${
        letters.length === 0
          ? html`<p class="soft empty">${emptyLists['dead-letters']}</p>`
          : html`<ul class="rows">${letters.map((one) => letterRow(page, one))}</ul>`
      }`,
  });
}

function letterRow(page: DeadLettersPage, one: DeadLetterRow): VNode {
  const { id, queue, reason, attempts, buriedAt, messageId } = one;
  const action = `/texts/dead-letters/${id}`;
  const drop = form(page, action, doButton('drop', 'Drop it', 'danger'), { class: 'inline' });
  return html`<li class="card row">
    <div class="row-head"><b>${workInWords(queue)}</b> <span class="soft">${moment(page, buriedAt)}, ${textWords.tries(attempts)}</span></div>
    <p class="body">${written(tellStoredReason(reason), 400)}</p>
    ${messageId === null ? null : html`<p>${link('See the text', `/texts/${messageId}`)}</p>`}
    ${
      page.mayChange
        ? html`<div class="actions">${form(page, action, doButton('try-again', 'Try again'), { class: 'inline' })} ${guarded('Drop', textWords.dropSure, drop)}</div>`
        : null
    }
  </li>`;
}

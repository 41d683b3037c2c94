// Draws and reads the section of the endpoints, which are told what happens.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import {
  type EventType,
  eventTypes,
  type MadeEndpoint,
  replayHours,
  type ShownEndpoint,
} from '../../domain/endpoints.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { count } from '../../words/counts.ts';
import {
  endpointPageWords,
  endpointState,
  endpointTrouble,
  eventLabels,
  eventOutcome,
} from '../../words/settings/endpoints.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { fullTime } from '../../words/times.ts';
import { type Form, problemLine, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, facts, guarded, hidden, link, moment, pill, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField, copyField, tickField } from './choices.ts';
import { section, settingsForm } from './section.ts';

type EndpointsPage = PageOf<'webhooks'>;

/** The page of the API describes the calls, and leads on. */
const DESCRIBED = 'https://www.standardwebhooks.com';

export function endpointsSection(page: EndpointsPage): PageContent {
  const { list, made } = page.endpoints;
  const rows = list.map((endpoint) => endpointRow(page, endpoint));
  return section(
    page,
    'webhooks',
    {
      pill: { tone: 'plain', words: list.length === 0 ? 'None' : count(list.length, 'endpoint') },
      lead: html`${frameWords.leads.webhooks} ${link(endpointPageWords.described, DESCRIBED, { inNewTab: true })}`,
    },
    html`${made === null ? null : madeSecret(made)}
      ${rows.length === 0 ? html`<p class="hint">${endpointPageWords.none}</p>` : html`<ul class="rows">${rows}</ul>`}
      ${page.mayChange ? making(page) : null}`,
  );
}

function madeSecret({ endpoint, secret }: MadeEndpoint): VNode {
  return html`<div class="made-key">
    <p class="notice done" role="status" tabindex="-1" data-notice>${endpointPageWords.secret}</p>
    ${copyField('made-secret', shorten(endpoint.url, 60), secret)}
  </div>`;
}

function endpointRow(page: EndpointsPage, endpoint: ShownEndpoint): VNode {
  const { id, url, events, createdAt, failingSince, offSince, waiting, failed } = endpoint;
  const since = offSince ?? failingSince;
  const { timeZone } = page.workspace;
  return html`<li class="endpoint">
    <p><b>${written(url, 70)}</b> ${pill(endpointState(endpoint))}</p>
    <p class="hint">${events.map((type) => eventLabels[type]).join(' · ')}</p>
    ${since === null ? null : html`<p>${endpointTrouble(endpoint, fullTime(since, timeZone))}</p>`}
    ${facts([
      ['Added', moment(page, createdAt)],
      ...(waiting === 0 ? [] : [['Waiting', count(waiting, 'event')] as const]),
      ...(failed === 0 ? [] : [['Not taken', count(failed, 'event')] as const]),
    ])}
    ${page.mayChange ? testing(page, id) : null}
    <details>
      <summary>${endpointPageWords.told}</summary>
      <div class="folded">${told(page, endpoint)}</div>
    </details>
    ${page.mayChange ? buttons(page, id, url) : null}
  </li>`;
}

function told(page: EndpointsPage, { told: lines }: ShownEndpoint): VNode {
  if (lines.length === 0) return html`<p class="hint">${endpointPageWords.nothing}</p>`;
  return html`<ul class="plain-list">
    ${lines.map((line) => html`<li>${moment(page, line.at)} ${eventLabels[line.type]}: ${eventOutcome(line)}</li>`)}
  </ul>`;
}

function testing(page: EndpointsPage, id: string): VNode {
  const content = html`${hidden('endpoint', id)}
    <p class="actions">${doButton('test', 'Send a test')}</p>`;
  return settingsForm(page, 'webhooks', content);
}

function buttons(page: EndpointsPage, id: string, url: string): VNode {
  const which = hidden('endpoint', id);
  const fields: Form = { id: `endpoint-${id}`, state: formState(page, 'webhooks', ['do', 'replay']) };
  const periods = replayHours.map((hours) => ({
    value: hours === null ? '' : String(hours),
    label: endpointPageWords.hours(hours),
  }));
  const again = html`${which}
    ${choiceField(fields, { name: 'hours', label: 'Events', stored: '', choices: periods })}
    <p class="hint">${endpointPageWords.order}</p>
    <p class="actions">${doButton('replay-failed', 'Send those that failed')} ${doButton('replay', 'Send all', 'secondary')}</p>`;
  const remove = html`${which} ${doButton('remove', 'Remove this endpoint', 'danger')}`;
  return html`<details>
      <summary>${endpointPageWords.replay}</summary>
      <div class="folded">${settingsForm(page, 'webhooks', again)}</div>
    </details>
    ${guarded('Remove', `${shorten(url, 60)}: ${endpointPageWords.remove}`, settingsForm(page, 'webhooks', remove))}`;
}

function making(page: EndpointsPage): VNode {
  const fields: Form = { id: 'endpoint', state: formState(page, 'webhooks', ['do', 'make']) };
  const problem = fields.state.problem('events');
  const problemId = 'endpoint-events-problem';
  const usual: readonly EventType[] = ['text.received', 'text.delivered', 'text.failed'];
  const content = html`<h2>${endpointPageWords.add}</h2>
    ${textField(fields, { name: 'url', label: 'Address', stored: '', hint: endpointPageWords.url })}
    <fieldset aria-describedby=${problem === null ? undefined : problemId}>
      <legend>What it is told</legend>
      ${problemLine(problemId, problem)}
      ${eventTypes.map((type) =>
        tickField({
          ...{
            name: 'events',
            value: type,
            id: `endpoint-${type.replace('.', '-')}`,
            label: eventLabels[type],
            hint: type,
          },
          isTicked: fields.state.isTicked('events', type, usual.includes(type)),
        }),
      )}
    </fieldset>
    <p class="hint">${endpointPageWords.lost}</p>
    <p class="actions">${doButton('make', 'Add the endpoint')}</p>`;
  return settingsForm(page, 'webhooks', content, { state: fields.state });
}

export function readEndpoint(form: SentForm): Read {
  const id = fieldIn(form, 'endpoint');
  const verb = fieldIn(form, 'do');
  switch (verb) {
    case 'make':
      return { command: { do: 'make-endpoint', url: fieldIn(form, 'url'), events: form['events'] ?? [] } };
    case 'remove':
      return { command: { do: 'remove-endpoint', id } };
    case 'test':
      return { command: { do: 'test-endpoint', id } };
    case 'replay':
    case 'replay-failed': {
      const asked = fieldIn(form, 'hours');
      // An unknown choice becomes the shortest one.
      const hours = replayHours.find((one) => (one === null ? '' : String(one)) === asked);
      const onlyFailed = verb === 'replay-failed';
      return {
        command: { do: 'replay-endpoint', id, hours: hours === undefined ? replayHours[0] : hours, onlyFailed },
      };
    }
    default:
      return { problems: { '': { kind: 'no-such-button' } } };
  }
}

// Draws the form that searches the log, and writes a search as the query of its address.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import {
  type AskedName,
  type AskedTexts,
  AUTOMATION,
  askedNames,
  asksAnything,
} from '../../domain/texts/asked-texts.ts';
import { type TextState, textStates } from '../../domain/texts/text-search.ts';
import type { LogPage } from '../../domain/texts-page.ts';
import { searchWords, stateChoices } from '../../words/texts-page.ts';
import { zoneInWords } from '../../words/times.ts';
import type { Content } from '../page/content.ts';
import { link } from '../page/pieces.ts';
import { shorten } from '../plain-text.ts';

export { asksAnything };

/** Empty, or with its question mark. */
export function queryOf(asked: AskedTexts): string {
  const given = askedNames.filter((name) => asked[name] !== '').map((name) => [name, asked[name]]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** Conditions that few people need at once are folded until one is used. */
const folded: readonly AskedName[] = ['direction', 'error', 'agent', 'since', 'until'];

export function searchForm({ asked, agents, workspace }: LogPage): VNode {
  const isOpen = folded.some((name) => asked[name] !== '');
  return html`<form method="get" action="/texts" class="card search" role="search">
    <div class="search-row">
      ${field('q', 'Number or words', html`<input id="texts-q" type="search" name="q" value=${asked.q} maxlength="200" dir="auto" aria-describedby="texts-q-hint" />`, searchWords.hint)}
      ${choice('state', 'State', asked.state, states())}
      <button class="primary">Search</button>
      ${asksAnything(asked) ? link('Clear', '/texts', { look: 'quiet-link' }) : null}
    </div>
    <details open=${isOpen}>
      <summary>More conditions</summary>
      <div class="search-row folded">
        ${choice('direction', 'Direction', asked.direction, [
          ['in', 'From customers'],
          ['out', 'To customers'],
        ])}
        ${choice('agent', 'Written by', asked.agent, [
          [AUTOMATION, 'Automation'],
          ...agents.map(({ id, name }) => [id, shorten(name, 40)] as const),
        ])}
        ${field('error', 'Twilio error', html`<input id="texts-error" class="short" name="error" value=${asked.error} inputmode="numeric" maxlength="6" />`)}
        ${field('since', 'First day', html`<input id="texts-since" type="date" name="since" value=${asked.since} aria-describedby="texts-since-hint" />`, searchWords.days(zoneInWords(workspace.timeZone)))}
        ${field('until', 'Last day', html`<input id="texts-until" type="date" name="until" value=${asked.until} />`)}
      </div>
    </details>
  </form>`;
}

function field(name: string, label: string, input: VNode, hint?: string): VNode {
  return html`<div class="field field-${name}">
    <label for="texts-${name}">${label}</label>
    ${input} ${hint === undefined ? null : html`<p class="hint" id="texts-${name}-hint">${hint}</p>`}
  </div>`;
}

type Choice = readonly [value: string, label: string];

function choice(name: string, label: string, chosen: string, choices: readonly Choice[]): Content {
  const all: readonly Choice[] = [['', 'Any'], ...choices];
  const select = html`<select id="texts-${name}" name=${name}>
    ${all.map(([value, words]) => html`<option value=${value} selected=${value === chosen}>${words}</option>`)}
  </select>`;
  return field(name, label, select);
}

function states(): Choice[] {
  return (Object.keys(textStates) as TextState[]).map((state) => [state, stateChoices[state]]);
}

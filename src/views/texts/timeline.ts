// Draws everything that happened to a text, in the order in which it happened: states, clicks, notes, and texts in its place.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PanelEvent } from '../../domain/panel.ts';
import type { OneText, TextPage } from '../../domain/texts-page.ts';
import { partWords, sourceWords, stateWords } from '../../words/panel/texts.ts';
import { actLines, nobodyKnown, textWords } from '../../words/texts-page.ts';
import { type Content, fillIn } from '../page/content.ts';
import { link, moment, written } from '../page/pieces.ts';
import { shorten } from '../plain-text.ts';

interface Step {
  at: Date;
  content: Content;
}

export function timeline(page: TextPage): VNode {
  const steps = stepsOf(page.text).toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return html`<ol class="history">
    ${steps.map(({ at, content }) => html`<li>${moment(page, at)} <span>${content}</span></li>`)}
  </ol>`;
}

function stepsOf(text: OneText): Step[] {
  const { author, parts, acts, notes, replacedBy } = text;
  const whole = parts.length;
  return [
    { at: text.at, content: author === null ? textWords.received : fillIn(textWords.written, { who: writer(author) }) },
    ...parts.flatMap((part) =>
      part.events
        .filter((event) => !isOwnClick(event, acts))
        .map((event): Step => {
          const state = whole > 1 ? partWords({ no: part.no, state: event.state }, whole) : stateWords[event.state];
          // As in the panel: Twilio's acceptance needs no source.
          const isPlain = event.state === 'accepted' && event.source === 'answer';
          return { at: event.at, content: isPlain ? state : `${state}, ${sourceWords(event)}` };
        }),
    ),
    // Sending again shows as the new text below.
    ...acts
      .filter(({ act }) => act !== 'again')
      .map(
        ({ at, who, act }): Step => ({ at, content: fillIn(actLines[act], { who: written(who ?? nobodyKnown, 40) }) }),
      ),
    ...replacedBy.map(({ id, at, author: who }): Step => {
      const holes = { who: written(who ?? textWords.agent, 40), text: link(textWords.theNew, `/texts/${id}`) };
      return { at, content: fillIn(textWords.replacedBy, holes) };
    }),
    ...notes.map(({ at, words, isPosted }): Step => {
      const note = html`<bdi>${shorten(words, 600)}</bdi>`;
      return { at, content: isPosted ? fillIn(textWords.note, { note }) : fillIn(textWords.noteOwed, { note }) };
    }),
  ];
}

/** The line of the click tells who it was. */
function isOwnClick({ state, source }: PanelEvent, acts: OneText['acts']): boolean {
  return source === 'agent' && state === 'refused' && acts.some(({ act }) => act === 'cancel');
}

function writer({ kind, name }: NonNullable<OneText['author']>): Content {
  if (kind === 'automation') return textWords.automation;
  return name === null ? textWords.agent : written(name, 40);
}

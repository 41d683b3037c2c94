// Draws a save that collided: the changes that somebody else made meanwhile, and the ways on.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageFrame, SaveConflict } from '../../domain/page-frame.ts';
import { product } from '../../words/names.ts';
import { type KnownNames, labelOfFact, valueOfFact } from '../../words/settings/facts.ts';
import { conflictWords } from '../../words/settings/page/frame.ts';
import { tellDone } from '../../words/settings/saved.ts';
import { fullTime } from '../../words/times.ts';
import { fillIn } from '../page/content.ts';
import { shorten } from '../plain-text.ts';

/** Columns of one value, which may be the text of a whole template. */
const LONGEST_VALUE = 300;

const MOST_LINES = 20;

export function conflictBox(page: PageFrame, { by, changes, done = [] }: SaveConflict, known: KnownNames): VNode {
  const isGone = changes.every(({ now }) => now === null);
  const rest = changes.length - MOST_LINES;
  const kept = page.flash?.form === 'twilio' ? conflictWords.keptWithoutSecrets : conflictWords.kept;
  const ways = { keep: html`<a href=${pathOf(page)}>${conflictWords.keep}</a>` };
  const way = isGone ? fillIn(conflictWords.addAgain, ways) : fillIn(conflictWords.replace, ways);
  return html`<div class="notice problem" role="alert" tabindex="-1" data-notice>
    <p><b>${conflictWords.title}</b> ${whoChanged(page, by)}</p>
    <ul>
      ${changes.slice(0, MOST_LINES).map(({ name, before, now }) => {
        const [old, fresh] = [before, now].map((value) => (value === null ? null : valueOfFact(name, value, known)));
        return html`<li>
          <bdi>${shorten(labelOfFact(name), 80)}</bdi>: ${old ? html`<span class="sr">was </span><del><bdi>${shorten(old, LONGEST_VALUE)}</bdi></del> ` : null}
          ${fresh ? html`<span class="sr">now </span><ins><bdi>${shorten(fresh, LONGEST_VALUE)}</bdi></ins>` : conflictWords.removed}
        </li>`;
      })}
      ${rest > 0 ? html`<li>${conflictWords.more(rest)}</li>` : null}
    </ul>
    ${done.length === 0 ? null : html`<p>${tellDone(done)}</p>`}
    <p>${kept} ${way}</p>
  </div>`;
}

/** The page as it stands now. */
function pathOf({ place }: PageFrame): string {
  return place.page === 'settings' && place.section !== null ? `/settings/${place.section}` : '/settings';
}

function whoChanged(page: PageFrame, by: SaveConflict['by']): string {
  if (by === null) return conflictWords.changedAtSomeTime;
  const at = fullTime(by.at, page.workspace.timeZone);
  if (by.isSelf) return conflictWords.changedByYou(at);
  const name = by.name === null ? conflictWords.somebody : shorten(by.name, 60);
  return conflictWords.changed(by.isService ? product : name, at);
}

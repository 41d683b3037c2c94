// What somebody else changed while a form was being filled in, and the ways on.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { SaveConflict, SettingsPage } from '../../domain/settings-page.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { shorten } from '../plain-text.ts';

/** Of one value, which may be the text of a whole template. */
const LONGEST_VALUE = 300;

const MOST_LINES = 20;

export function conflictBox(page: SettingsPage, { by, changes, done }: SaveConflict): VNode {
  const isGone = changes.every(({ now }) => now === null);
  const rest = changes.length - MOST_LINES;
  return html`<div class="notice problem" role="alert" tabindex="-1" data-notice>
    <p><b>Not saved.</b> ${who(page, by)} since you opened this form:</p>
    <ul>
      ${changes.slice(0, MOST_LINES).map(({ label, before, now }) => {
        const [old, fresh] = [before, now].map((value) => value && named(page, value));
        return html`<li>
          <bdi>${shorten(label, 80)}</bdi>: ${old ? html`<span class="sr">was </span><del><bdi>${shorten(old, LONGEST_VALUE)}</bdi></del> ` : null}
          ${fresh ? html`<span class="sr">now </span><ins><bdi>${shorten(fresh, LONGEST_VALUE)}</bdi></ins>` : 'no longer there'}
        </li>`;
      })}
      ${rest > 0 ? html`<li>and ${rest} more</li>` : null}
    </ul>
    ${!done ? null : html`<p>${done}</p>`}
    <p>
      What you typed is still below${page.notice?.section === 'twilio' ? ', but for the secrets' : ''}.
      ${isGone ? ' Save it to have it back as something new' : ' Save again to put it in place of theirs'}, or${' '}
      <a href="/settings">keep theirs</a>.
    </p>
  </div>`;
}

function who(page: SettingsPage, by: SaveConflict['by']): string {
  if (by === null) return 'Somebody changed this';
  const at = absoluteDate(by.at, page.workspace.timeZone);
  if (by.isSelf) return `You changed this in another window, on ${at},`;
  return `${by.name === null ? 'Somebody' : shorten(by.name, 60)} changed this on ${at},`;
}

/** Teammates and teams go by their names, where Intercom said them. */
function named(page: SettingsPage, value: string): string {
  const admin = page.inbox.admins.find(({ id }) => id === value);
  if (admin) return admin.name;
  const [, start = '', id] = /^(.*assigned to team )(\S+)$/.exec(value) ?? [];
  const team = page.numbers.teams?.find((one) => one.id === id);
  return team ? `${start}${team.name}` : value;
}

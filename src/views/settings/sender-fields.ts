// What a number and a Messaging Service have in common: where texts go, the label, the team, the country, the undo.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { NumberPick } from '../../domain/settings/commands.ts';
import type { NumbersSection, WebhookState } from '../../domain/settings-page.ts';
import { type Form, textField } from '../page/fields.ts';
import { type Pill, written } from '../page/pieces.ts';
import { type SentForm, typedIn } from '../page/sent-form.ts';
import { choiceField } from './choices.ts';
import { countries, countryName } from './places.ts';

type Teams = NumbersSection['teams'];

const COUNTRIES = 'countries';

/** Once a page: what the fields of countries offer. */
export function countryList(): VNode {
  return html`<datalist id=${COUNTRIES}>
    ${countries.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
  </datalist>`;
}

interface Own {
  sid: string;
  label: string;
  teamId: string | null;
  country: string | null;
}

/** `idName` tells this one's fields from the others'. */
export function ownFields(form: Form, { sid, label, teamId, country }: Own, idName: string, teams: Teams): VNode {
  return html`<div class="triple number-more">
    ${textField(form, {
      name: `label_${sid}`,
      idName: `label-${idName}`,
      label: 'Label',
      stored: label,
      placeholder: 'for example Support',
    })}
    ${choiceField(form, {
      name: `team_${sid}`,
      idName: `team-${idName}`,
      label: 'Assign its conversations to',
      stored: teamId ?? '',
      choices: [
        { value: '', label: 'Nobody in particular' },
        ...(teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ],
      unknown: teams === null ? 'As it is now' : 'A team that is no longer there',
    })}
    ${textField(form, {
      name: `country_${sid}`,
      idName: `country-${idName}`,
      label: 'Default country',
      stored: country ?? '',
      look: 'short',
      list: COUNTRIES,
      placeholder: 'such as US',
    })}
  </div>`;
}

/** Those that were ticked in `name`, with what was typed for each. */
export function readPicks(form: SentForm, name: 'number' | 'service'): NumberPick[] {
  return [...new Set(form[name])].filter(Boolean).map((sid) => ({
    sid,
    label: typedIn(form, `label_${sid}`),
    teamId: typedIn(form, `team_${sid}`),
    country: typedIn(form, `country_${sid}`)?.toUpperCase() ?? null,
  }));
}

/** The same, to read. */
export function ownFacts({ label, teamId, country }: Own, teams: Teams): VNode | null {
  const team = teams?.find(({ id }) => id === teamId);
  if (!label && !team && !country) return null;
  return html`<p class="hint">
    ${label ? html`${written(label)}. ` : null}${team ? html`Assigned to ${written(team.name)}. ` : null}
    ${country ? html`Numbers without a + are taken as numbers of ${written(countryName(country))}.` : null}
  </p>`;
}

export function destination(webhook: WebhookState, isTicked: boolean): Pill {
  const missing = isTicked ? 'warn' : 'plain';
  const words: Readonly<Record<WebhookState, Pill>> = {
    ours: { tone: 'good', words: 'Texts come here' },
    elsewhere: { tone: missing, words: 'Texts go elsewhere' },
    app: { tone: missing, words: 'A TwiML app takes its texts' },
    service: { tone: missing, words: 'Its Messaging Service takes its texts' },
    none: { tone: missing, words: 'Texts go nowhere' },
  };
  return words[webhook];
}

/** Its form stands outside the one of the choices. */
export function undoButton(formId: string, name: string): VNode {
  return html`<button class="quiet" name="do" value="undo-webhooks" form=${formId}>
    Put back the webhook from before<span class="sr"> at ${written(name)}</span>
  </button>`;
}

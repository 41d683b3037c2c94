// Draws and reads the fields that numbers and Messaging Services share: label, team, country, and the button that undoes.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { NumberPick } from '../../domain/settings/commands.ts';
import type { NumbersSection, WebhookState } from '../../domain/settings-page.ts';
import { countryInWords } from '../../words/countries.ts';
import { numbersWords, routeWords } from '../../words/settings/page/numbers.ts';
import { fillIn } from '../page/content.ts';
import { type Form, textField } from '../page/fields.ts';
import { type Pill, written } from '../page/pieces.ts';
import { type SentForm, typedIn } from '../page/sent-form.ts';
import { choiceField } from './choices.ts';
import { countries } from './countries-and-zones.ts';

type Teams = NumbersSection['teams'];

const COUNTRIES = 'countries';

/** The list that every field of a country offers where there are many: it stands on the page once. */
export function countryList(): VNode {
  return html`<datalist id=${COUNTRIES}>
    ${countries.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
  </datalist>`;
}

/** `isLong`: a list of all countries at each number would be longer than the page. */
export interface NumbersForm extends Form {
  isLong: boolean;
}

interface Own {
  sid: string;
  label: string;
  teamId: string | null;
  country: string | null;
}

/** `idName` tells the fields of this number or service from those of the others. */
export function ownFields(
  form: NumbersForm,
  { sid, label, teamId, country }: Own,
  idName: string,
  teams: Teams,
): VNode {
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
        { value: '', label: 'Unassigned' },
        ...(teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ],
      unknown: teams === null ? 'As it is now' : numbersWords.teamGone,
    })}
    ${countryField(form, { sid, country }, idName)}
  </div>`;
}

/** Few need it, so that it is folded away until it is set. */
function countryField(form: NumbersForm, { sid, country }: Pick<Own, 'sid' | 'country'>, idName: string): VNode {
  const field = {
    name: `country_${sid}`,
    idName: `country-${idName}`,
    label: 'Default country',
    stored: country ?? '',
  };
  const isSet = form.state.value(field.name, field.stored) !== '' || form.state.problem(field.name) !== null;
  return html`<details open=${isSet}>
    <summary>More</summary>
    ${
      form.isLong
        ? textField(form, { ...field, look: 'short', list: COUNTRIES, placeholder: 'such as US' })
        : choiceField(form, { ...field, choices: [{ value: '', label: numbersWords.sameCountry }, ...countries] })
    }
  </details>`;
}

/** The numbers or services that were ticked, with the label, team and country that were typed for each. */
export function readPicks(form: SentForm, name: 'number' | 'service'): NumberPick[] {
  return [...new Set(form[name])].filter(Boolean).map((sid) => ({
    sid,
    label: typedIn(form, `label_${sid}`),
    teamId: typedIn(form, `team_${sid}`),
    country: typedIn(form, `country_${sid}`)?.toUpperCase() ?? null,
  }));
}

/** Draws them for members who may not change them. */
export function ownFacts({ label, teamId, country }: Own, teams: Teams): VNode | null {
  const team = teams?.find(({ id }) => id === teamId);
  if (!label && !team && !country) return null;
  return html`<p class="hint">
    ${label ? html`${written(label)}. ` : null}${team ? html`${fillIn(numbersWords.assignedTo, { team: written(team.name) })} ` : null}
    ${country ? fillIn(numbersWords.defaultCountry, { country: written(countryInWords(country)) }) : null}
  </p>`;
}

export function destination(webhook: WebhookState, isTicked: boolean): Pill {
  const missing = isTicked ? 'warn' : 'plain';
  return { tone: webhook === 'ours' ? 'good' : missing, words: routeWords[webhook] };
}

/** The button of a form that stands outside the form of the choices. */
export function undoButton(formId: string, name: string, { wasSilent }: { wasSilent: boolean }): VNode {
  return html`<button class="quiet" name="do" value="undo-webhooks" form=${formId}>
    ${wasSilent ? numbersWords.undoToNothing : numbersWords.undo}<span class="sr"> at ${written(name)}</span>
  </button>`;
}

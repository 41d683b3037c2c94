// Draws and reads the fields of the settings that have a row, and shows members who may not change them as facts.

import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageFrame } from '../../domain/page-frame.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { SectionId } from '../../domain/settings/sections.ts';
import { type ChoiceName, type Choices, choicesIn, rowOf } from '../../domain/settings/settings.ts';
import type { SettingsParts } from '../../domain/settings-page.ts';
import { memberWords } from '../../words/settings/page/other-sections.ts';
import { choiceInWords, wordsOfRow } from '../../words/settings/rows.ts';
import type { Content } from '../page/content.ts';
import { areaField, type Field, type Form, problemLine, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { facts, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { choiceField, tickField } from './choices.ts';
import { countries, timeZones } from './countries-and-zones.ts';
import { settingsForm } from './section.ts';

/** Settings that no single field asks for have forms of their own. */
type FieldName = Exclude<ChoiceName, 'prices' | 'isPaused' | 'allowedCountries' | 'countryLimits'>;

const fieldNames: Readonly<Record<FieldName, string>> = {
  actingAdminId: 'acting_admin',
  tagName: 'tag_name',
  defaultCountry: 'default_country',
  timezone: 'time_zone',
  timeZoneAttribute: 'time_zone_attribute',
  resultEvents: 'result_events',
  assistTriage: 'assist_triage',
  assistSentiment: 'assist_sentiment',
  assistDrafts: 'assist_drafts',
  assistScoring: 'assist_scoring',
  threadPer: 'thread_per',
  syncEnabled: 'sync_enabled',
  syncMatch: 'sync_match',
  syncArchived: 'sync_archived',
  syncEmail: 'sync_email',
  syncPhone: 'sync_phone',
  syncName: 'sync_name',
  syncAttributes: 'sync_attributes',
  reopenDays: 'reopen_days',
  reactionsStayAside: 'reactions_stay_aside',
  holdAfterHours: 'hold_after_hours',
  reopenFailed: 'reopen_failed',
  botReplies: 'bot_replies',
  outboundFirst: 'outbound_first',
  signTexts: 'sign_texts',
  numberParts: 'number_parts',
  consentScope: 'consent_scope',
  confirmStops: 'confirm_stops',
  mediaAs: 'media_as',
  subscription: 'subscription',
  keepFilesDays: 'keep_files_days',
  quietHours: 'quiet_hours',
  textsFrom: 'texts_from',
  textsUntil: 'texts_until',
  holidays: 'holidays',
  daysOff: 'days_off',
  afterHoursReply: 'after_hours_reply',
  officeHours: 'office_hours',
  monday: 'monday',
  tuesday: 'tuesday',
  wednesday: 'wednesday',
  thursday: 'thursday',
  friday: 'friday',
  saturday: 'saturday',
  sunday: 'sunday',
  greeting: 'greeting',
  saysOptOut: 'says_opt_out',
  optOutLine: 'opt_out_line',
  repliesInQuietHours: 'replies_in_quiet_hours',
  dailyTexts: 'daily_texts',
  dailyMoney: 'daily_money',
  segmentCap: 'segment_cap',
  costlyNumbers: 'costly_numbers',
};

/** The inbox is there where a field asks for a teammate. */
type Shown = Pick<SettingsParts, 'choices'> & Partial<Pick<SettingsParts, 'inbox'>>;

function fieldsIn(section: SectionId): FieldName[] {
  return choicesIn(section).filter((name): name is FieldName => name in fieldNames);
}

/** Options and ticks take a line each; the other fields stand side by side below them. */
export function settingFields(page: Shown, fields: Form, section: SectionId): Content {
  const isWide = (name: FieldName) => ['options', 'tick'].includes(rowOf(name).kind.field.is);
  const names = fieldsIn(section);
  const narrow = names.filter((name) => !isWide(name)).map((name) => settingField(page, fields, name));
  return [
    ...names.filter(isWide).map((name) => settingField(page, fields, name)),
    narrow.length > 0 ? html`<div class="pair">${narrow}</div>` : null,
  ];
}

export function settingField<Name extends FieldName>({ choices, inbox }: Shown, fields: Form, name: Name): VNode {
  const { kind } = rowOf<Name>(name);
  const words = wordsOfRow<Name>(name);
  const { ask, label, hint, none = '', search, options = {} } = words;
  const stored = kind.write(choices[name]);
  const field: Field = { name: fieldNames[name], label: ask ?? label, stored, hint };
  const shape = kind.field;
  switch (shape.is) {
    case 'options':
      return optionsField(
        fields,
        field,
        shape.values.map((value) => ({ value, label: value, ...options[value] })),
      );
    case 'tick':
      return boxField(fields, field);
    case 'number':
      return textField(fields, {
        ...field,
        look: 'short',
        digits: true,
        after: shape.unit === 'SMS' ? 'SMS' : `${shape.unit}s`,
      });
    case 'country':
      return choiceField(fields, { ...field, choices: [{ value: '', label: none }, ...countries] });
    case 'time':
      return textField(fields, { ...field, look: 'short', type: 'time' });
    case 'hours':
      return textField(fields, { ...field, look: 'short', placeholder: 'Closed' });
    case 'area':
      return areaField(fields, { ...field, rows: 3, counts: true });
    case 'time zone':
      return choiceField(fields, { ...field, choices: timeZones(inbox?.offsets ?? {}), search });
    case 'subscription':
      return choiceField(fields, {
        ...field,
        choices: [
          { value: '', label: none },
          ...(inbox?.subscriptions ?? []).map(({ id, name: label }) => ({ value: id, label })),
        ],
        unknown: words.value(choices[name]),
      });
    case 'teammate':
      return choiceField(fields, {
        ...field,
        choices: (inbox?.admins ?? []).map(({ id, name: label }) => ({ value: id, label })),
        unknown: inbox?.problem === null ? memberWords.gone : 'As it is now',
      });
    default:
      return textField(fields, field);
  }
}

interface Option {
  value: string;
  label: string;
  hint?: string;
}

function optionsField({ id, state }: Form, { name, label, stored }: Field, options: readonly Option[]): VNode {
  const chosen = state.value(name, stored);
  const problem = state.problem(name);
  const problemId = `${id}-${name}-problem`;
  return html`<fieldset aria-describedby=${problem === null ? undefined : problemId}>
      <legend>${label}</legend>
      ${options.map((option) =>
        tickField({
          ...option,
          type: 'radio',
          id: `${id}-${name}-${option.value}`,
          name,
          isTicked: chosen === option.value,
        }),
      )}
    </fieldset>
    ${problemLine(problemId, problem)}`;
}

function boxField({ id, state }: Form, { name, label, stored, hint }: Field): VNode {
  return html`${tickField({
    id: `${id}-${name}`,
    name,
    value: 'on',
    isTicked: state.isTicked(name, 'on', stored === 'on'),
    label,
    hint,
  })}
  ${problemLine(`${id}-${name}-problem`, state.problem(name))}`;
}

/** A section that its rows make up: a form for those who may change it, facts for the others. */
export function settingRows(page: PageFrame & Shown, section: SectionId): VNode {
  if (!page.mayChange) return settingFacts(page, section);
  const fields: Form = { id: section, state: formState(page, section) };
  const content = html`${settingFields(page, fields, section)}
    <p class="actions">${saveButton()}</p>`;
  return settingsForm(page, section, content, { state: fields.state });
}

export function settingFacts(page: Shown, section: SectionId): VNode {
  return facts(fieldsIn(section).map((name) => [wordsOfRow(name).label, readable(page, name)] as const));
}

function readable<Name extends FieldName>({ choices, inbox }: Shown, name: Name): Content {
  const words = choiceInWords(name, choices);
  switch (rowOf(name).kind.field.is) {
    case 'teammate': {
      const admin = inbox?.admins.find(({ id }) => id === words);
      return admin ? written(admin.name) : null;
    }
    case 'text':
      return words === '' ? null : written(words);
    default:
      return words;
  }
}

/** The choices that were typed into the fields of a section, or the first field whose setting has no such value. */
export function readChoices(form: SentForm, section: SectionId): Read {
  const choices: [FieldName, Choices[FieldName]][] = [];
  for (const name of fieldsIn(section)) {
    const { typed } = rowOf(name).kind;
    const text = fieldIn(form, fieldNames[name]);
    if (!typed || (text === '' && typed.mayBeLeft)) continue;
    const value = typed.read(text);
    if (value === undefined) return { problems: { [fieldNames[name]]: typed.problem } };
    choices.push([name, value]);
  }
  return { command: { do: 'save-choices', choices: Object.fromEntries(choices) } };
}

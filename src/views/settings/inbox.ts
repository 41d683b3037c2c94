// The sections of the inbox and of conversations: in whose name, under which tag, and when a conversation is reopened.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { counted } from '../../domain/settings-facts.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { type Form, problemLine, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { facts, form, saveButton, section, standingProblem, written } from '../page/pieces.ts';
import { choiceField, tickField } from './choices.ts';
import { countries, countryName, timeZones } from './places.ts';

const tagHint = 'On every conversation and contact with texts, so that you can find and route them.';

export function inboxSection(page: SettingsPage): VNode {
  const { inbox } = page;
  const acting = inbox.admins.find(({ id }) => id === inbox.actingAdminId);
  const problem = standingProblem(page, inbox.problem);
  const frame = { lead: 'How Threadwire appears in Intercom, and how it reads numbers and times.' };
  if (!page.mayChange) {
    const rows = [
      ['Writes notes and tags as', acting ? written(acting.name) : null],
      ['Tag', inbox.tagName === '' ? null : written(inbox.tagName)],
      [
        'Numbers without a country code are from',
        inbox.defaultCountry === null ? 'the country of your first number' : countryName(inbox.defaultCountry),
      ],
      ['Time zone', inbox.timeZone],
    ] as const;
    return section(page, 'inbox', frame, html`${problem} ${facts(rows)}`);
  }
  const fields: Form = { id: 'inbox', state: formState(page, 'inbox') };
  const content = html`
    <div class="pair">
      ${choiceField(fields, {
        name: 'acting_admin',
        label: 'Write notes and tags as',
        stored: inbox.actingAdminId,
        choices: inbox.admins.map(({ id, name }) => ({ value: id, label: name })),
        unknown: inbox.problem === null ? 'A teammate who is no longer there' : 'As it is now',
        hint: 'Notes that say why a text failed carry this name.',
      })}
      ${textField(fields, { name: 'tag_name', label: 'Tag', stored: inbox.tagName, hint: tagHint })}
      ${choiceField(fields, {
        name: 'default_country',
        label: 'Numbers without a country code are from',
        stored: inbox.defaultCountry ?? '',
        choices: [{ value: '', label: 'The country of your first number' }, ...countries],
      })}
      ${choiceField(fields, {
        name: 'time_zone',
        label: 'Time zone',
        stored: inbox.timeZone,
        choices: timeZones,
        hint: 'For dates and times, unless a customer’s own zone is known.',
      })}
    </div>
    <p class="actions">${saveButton()}</p>
  `;
  return section(page, 'inbox', frame, html`${problem} ${form(page, 'inbox', content, { state: fields.state })}`);
}

const sharings = {
  sender: { label: 'A conversation for each number', hint: 'Good when each number is another team’s.' },
  contact: {
    label: 'One conversation for all numbers',
    hint: 'A reply goes out from the number that the contact texted last. Open conversations stay as they are.',
  },
} as const;

export function threadingSection(page: SettingsPage): VNode {
  const { reopenDays, holdAfterHours, threadPer } = page.threading;
  const frame = { lead: 'Which conversation a text joins, and when a late reply is held.' };
  if (!page.mayChange) {
    const rows = [
      ['A contact who texts several of your numbers has', sharings[threadPer].label.toLowerCase()],
      ['A text reopens a closed conversation for', counted(reopenDays, 'day')],
      ['A reply that could not be sent is held after', counted(holdAfterHours, 'hour')],
    ] as const;
    return section(page, 'threading', frame, facts(rows));
  }
  const fields: Form = { id: 'threading', state: formState(page, 'threading') };
  const chosen = fields.state.value('thread_per', threadPer);
  const problem = fields.state.problem('thread_per');
  const content = html`
    <fieldset aria-describedby=${problem === null ? undefined : 'threading-per-problem'}>
      <legend>A contact who texts several of your numbers has</legend>
      ${(['sender', 'contact'] as const).map((per) =>
        tickField({
          type: 'radio',
          id: `threading-per-${per}`,
          name: 'thread_per',
          value: per,
          isTicked: chosen === per,
          ...sharings[per],
        }),
      )}
    </fieldset>
    ${problemLine('threading-per-problem', problem)}
    <div class="pair">
      ${textField(fields, {
        name: 'reopen_days',
        label: 'A text reopens a closed conversation for',
        stored: String(reopenDays),
        look: 'short',
        digits: true,
        after: 'days',
        hint: 'After that, it starts a new one. With 0 it always does.',
      })}
      ${textField(fields, {
        name: 'hold_after_hours',
        label: 'Hold a reply that could not be sent after',
        stored: String(holdAfterHours),
        look: 'short',
        digits: true,
        after: 'hours',
        hint: 'Then it is not sent late on its own: a note asks the teammate first.',
      })}
    </div>
    <p class="actions">${saveButton()}</p>
  `;
  return section(page, 'threading', frame, form(page, 'threading', content, { state: fields.state }));
}

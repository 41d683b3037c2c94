// The sections of the prices that estimates are made with, and of the hours in which no text is sent.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { areaField, type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, facts, form, link, saveButton, section } from '../page/pieces.ts';
import { choiceField } from './choices.ts';
import { countryName, timeZones } from './places.ts';

export function pricesSection(page: SettingsPage): VNode {
  const { currency, lines } = page.prices;
  const frame = {
    lead: 'What a text costs, for the estimate that teammates see before they send. Twilio charges its own prices.',
  };
  if (!page.mayChange) {
    const rows = lines.map(({ country, amount }) => [countryName(country), `${amount} ${currency}`] as const);
    return section(page, 'prices', frame, rows.length > 0 ? facts(rows) : html`<p class="soft">No prices are set.</p>`);
  }
  const fields: Form = { id: 'prices', state: formState(page, 'prices') };
  const content = html`
    ${textField(fields, { name: 'currency', label: 'Currency', stored: currency, look: 'short', placeholder: 'USD' })}
    ${areaField(fields, {
      name: 'lines',
      label: 'Price of one text part, by country',
      stored: lines.map(({ country, amount }) => `${country} ${amount}`).join('\n'),
      rows: Math.min(10, Math.max(3, lines.length + 1)),
      look: 'code',
      hint: html`One country a line: its two letters and the price, for example <code>US 0.0083</code>. They stand on
      ${' '}${link('Twilio’s price list', 'https://www.twilio.com/en-us/sms/pricing/us', { inNewTab: true })}.`,
    })}
    <p class="actions">${saveButton()}</p>
  `;
  return section(page, 'prices', frame, form(page, 'prices', content, { state: fields.state }));
}

/** Offered where none are set. */
const usual = { from: '21:00', to: '08:00' };

export function quietHoursSection(page: SettingsPage): VNode {
  const { quietHours } = page;
  const frame = {
    pill: { tone: 'plain', words: quietHours === null ? 'Off' : `${quietHours.from} to ${quietHours.to}` } as const,
    lead: 'The hours in which you do not want to text. They are kept for later: no text waits for them yet.',
  };
  if (!page.mayChange) {
    const rows = quietHours === null ? [] : [['Time zone', quietHours.timeZone] as const];
    return section(page, 'quiet-hours', frame, rows.length > 0 ? facts(rows) : null);
  }
  const fields: Form = { id: 'quiet-hours', state: formState(page, 'quiet-hours') };
  const content = html`
    <div class="trio">
      ${textField(fields, { name: 'from', label: 'From', stored: quietHours?.from ?? usual.from, type: 'time', look: 'short' })}
      ${textField(fields, { name: 'to', label: 'To', stored: quietHours?.to ?? usual.to, type: 'time', look: 'short' })}
      ${choiceField(fields, {
        name: 'time_zone',
        label: 'Time zone',
        stored: quietHours?.timeZone ?? page.inbox.timeZone,
        choices: timeZones,
      })}
    </div>
    <p class="actions">
      ${saveButton(quietHours === null ? 'Turn on' : 'Save')}
      ${quietHours === null ? null : doButton('off', 'Turn off', 'secondary')}
    </p>
  `;
  return section(page, 'quiet-hours', frame, form(page, 'quiet-hours', content, { state: fields.state }));
}

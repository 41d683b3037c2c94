// Draws and reads the section of the prices from which Threadwire makes estimates.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { isCountry } from '../../domain/numbers/phone-number.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { countryInWords } from '../../words/countries.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { priceWords } from '../../words/settings/page/other-sections.ts';
import { fillIn } from '../page/content.ts';
import { areaField, type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { facts, saveButton } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { section, settingsForm, twilioLink } from './section.ts';

export function pricesSection(page: SettingsPage): VNode {
  const { currency, perSegment } = page.choices.prices ?? { currency: 'USD', perSegment: {} };
  const lines = Object.entries(perSegment).map(([country, amount]) => ({ country, amount }));
  const frame = { lead: frameWords.leads.prices };
  if (!page.mayChange) {
    const rows = lines.map(({ country, amount }) => [countryInWords(country), `${amount} ${currency}`] as const);
    return section(page, 'prices', frame, rows.length > 0 ? facts(rows) : html`<p class="soft">${priceWords.none}</p>`);
  }
  const fields: Form = { id: 'prices', state: formState(page, 'prices') };
  const content = html`
    ${textField(fields, { name: 'currency', label: 'Currency', stored: currency, look: 'short', placeholder: 'USD' })}
    ${areaField(fields, {
      name: 'lines',
      label: priceWords.lines,
      stored: lines.map(({ country, amount }) => `${country} ${amount}`).join('\n'),
      rows: Math.min(10, Math.max(3, lines.length + 1)),
      look: 'code',
      hint: fillIn(priceWords.hint, {
        example: html`<code>US 0.0083</code>`,
        prices: twilioLink(page, priceWords.priceList, 'prices'),
      }),
    })}
    <p class="actions">${saveButton()}</p>
  `;
  return section(page, 'prices', frame, settingsForm(page, 'prices', content, { state: fields.state }));
}

export function readPrices(form: SentForm): Read {
  const currency = fieldIn(form, 'currency').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return { problems: { currency: { kind: 'currency-form' } } };
  const lines = fieldIn(form, 'lines')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const perSegment: Record<string, string> = {};
  for (const line of lines) {
    const [, letters = '', amount = ''] = /^([A-Za-z]{2})[\s:=,]+(\d{1,4}(?:\.\d{1,6})?)$/.exec(line) ?? [];
    const country = letters.toUpperCase();
    if (!isCountry(country)) return { problems: { lines: { kind: 'price-form', line: line.slice(0, 40) } } };
    if (country in perSegment) return { problems: { lines: { kind: 'country-twice', line } } };
    perSegment[country] = amount;
  }
  const prices = lines.length === 0 ? null : { currency, perSegment };
  return { command: { do: 'save-choices', choices: { prices } } };
}

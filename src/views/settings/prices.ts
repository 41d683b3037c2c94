// Draws and reads the section of the prices: Twilio's by country, and the workspace's own in their place.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { isCountry } from '../../domain/numbers/phone-number.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { Problems } from '../../domain/settings/saved.ts';
import type { CountryPriceRow, PageOf } from '../../domain/settings-page.ts';
import { countryInWords } from '../../words/countries.ts';
import { money } from '../../words/money.ts';
import { rangeInWords, whyNoPriceHere } from '../../words/prices.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { priceWords } from '../../words/settings/page/prices.ts';
import { type Content, fillIn } from '../page/content.ts';
import { type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, moment, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { choiceField } from './choices.ts';
import { countries } from './countries-and-zones.ts';
import { section, settingsForm, twilioLink } from './section.ts';

export function pricesSection(page: PageOf<'prices'>): PageContent {
  const { prices, mayChange } = page;
  const currency = page.choices.prices?.currency ?? currencyIn(prices);
  const frame = { lead: frameWords.leads.prices };
  if (!mayChange) {
    const list = prices.map((row) => priceRow(page, row, ownPrice(row, currency)));
    const none = html`<p class="soft">${priceWords.none}</p>`;
    return section(page, 'prices', frame, html`${prices.length === 0 ? none : html`<ul class="rows">${list}</ul>`}`);
  }
  const fields: Form = { id: 'prices', state: formState(page, 'prices') };
  const rows = prices.map((row, index) => priceRow(page, row, ownField(fields, row, index)));
  const content = html`
    ${prices.length === 0 ? html`<p class="soft">${priceWords.none}</p>` : html`<ul class="rows">${rows}</ul>`}
    <div class="triple">${addFields(fields, prices, currency)}</div>
    <p class="hint">${fillIn(priceWords.hint, { prices: twilioLink(page, priceWords.priceList, 'prices') })}</p>
    <p class="actions">${saveButton()}</p>
  `;
  const now = page.isConnected
    ? settingsForm(
        page,
        'prices',
        html`<p class="actions">${doButton('read-prices', 'Read prices now', 'secondary')}</p>`,
      )
    : null;
  return section(page, 'prices', frame, html`${settingsForm(page, 'prices', content, { state: fields.state })} ${now}`);
}

function currencyIn(prices: readonly CountryPriceRow[]): string {
  const read = prices.flatMap(({ sending }) => (sending.kind === 'twilio' ? [sending.currency] : []));
  return read[0] ?? 'USD';
}

function priceRow(page: PageOf<'prices'>, { country, sending, receiving }: CountryPriceRow, own: Content): VNode {
  return html`<li class="price">
    <div>
      <span class="address">${written(countryInWords(country))}</span>
      ${
        sending.kind === 'twilio'
          ? html`<p class="hint">
              ${priceWords.sending(rangeInWords(sending, sending.currency))}${' '}
              ${receiving === null ? null : `${priceWords.receiving(rangeInWords(receiving, receiving.currency))} `}
              ${fillIn(priceWords.readAt, { time: moment(page, sending.readAt) })}
            </p>`
          : html`<p class="hint">${sending.kind === 'own' ? null : whyNoPriceHere(sending)}</p>`
      }
    </div>
    ${own}
  </li>`;
}

function ownPrice({ own }: CountryPriceRow, currency: string): Content {
  return own === null ? null : html`<span>${priceWords.own(money(own, currency))}</span>`;
}

function ownField(fields: Form, { country, own }: CountryPriceRow, index: number): VNode {
  return textField(fields, {
    name: `price_${country}`,
    idName: `own-${index}`,
    label: html`${priceWords.ownPrice}<span class="sr"> ${written(countryInWords(country))}</span>`,
    stored: own ?? '',
    look: 'short',
    placeholder: priceWords.asTwilio,
  });
}

function addFields(fields: Form, prices: readonly CountryPriceRow[], currency: string): Content {
  const listed = new Set(prices.map(({ country }) => country));
  const others = countries.filter(({ value }) => !listed.has(value));
  return [
    choiceField(fields, {
      name: 'country',
      label: 'Another country',
      stored: '',
      choices: [{ value: '', label: 'None' }, ...others],
    }),
    textField(fields, { name: 'price', label: 'Its price', stored: '', look: 'short', placeholder: '0.0083' }),
    textField(fields, {
      name: 'currency',
      label: 'Currency of own prices',
      stored: currency,
      look: 'short',
      placeholder: 'USD',
    }),
  ];
}

export function readPrices(form: SentForm): Read {
  if (fieldIn(form, 'do') === 'read-prices') return { command: { do: 'read-prices' } };
  const currency = fieldIn(form, 'currency').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return { problems: { currency: { kind: 'currency-form' } } };
  const own = Object.keys(form).flatMap((name) => {
    const [, country = ''] = /^price_([A-Z]{2})$/.exec(name) ?? [];
    return isCountry(country) && fieldIn(form, name) !== '' ? [{ name, country, typed: fieldIn(form, name) }] : [];
  });
  const added = { name: 'price', country: fieldIn(form, 'country').toUpperCase(), typed: fieldIn(form, 'price') };
  const isAdded = added.country !== '' || added.typed !== '';
  const problems = isAdded ? problemOf(added, own) : null;
  const misread = [...own, ...(isAdded ? [added] : [])].find(({ typed }) => !isPrice(typed));
  if (problems) return { problems };
  if (misread) return { problems: { [misread.name]: { kind: 'price-form', typed: misread.typed.slice(0, 40) } } };
  const all = [...own, ...(isAdded ? [added] : [])];
  const perSegment = Object.fromEntries(all.map(({ country, typed }) => [country, typed]));
  const prices = all.length === 0 ? null : { currency, perSegment };
  return { command: { do: 'save-choices', choices: { prices } } };
}

function problemOf({ country }: { country: string }, own: readonly { country: string }[]): Problems | null {
  if (!isCountry(country)) return { country: { kind: 'price-without-country' } };
  return own.some((one) => one.country === country) ? { country: { kind: 'country-twice', country } } : null;
}

function isPrice(typed: string): boolean {
  return /^\d{1,4}(\.\d{1,6})?$/.test(typed);
}

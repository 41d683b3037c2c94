// Draws and reads the section of the limits: what waits for an admin, the limits of a day, and the countries that may be texted.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { isCountry } from '../../domain/numbers/phone-number.ts';
import type { Read } from '../../domain/settings/commands.ts';
import { readMoney, writeMoney } from '../../domain/settings/limit-kinds.ts';
import type { Problems } from '../../domain/settings/saved.ts';
import { rowOf } from '../../domain/settings/settings.ts';
import type { CountryLimitRow, PageOf } from '../../domain/settings-page.ts';
import {
  ceilingOf,
  hasRoomUnder,
  isLimited,
  type Limit,
  limitFor,
  NO_COUNTRY,
  type ReleaseHow,
} from '../../domain/texts/spend.ts';
import { countryInWords } from '../../words/countries.ts';
import { limitInWords, spentInWords } from '../../words/limits.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { limitWords } from '../../words/settings/page/limits.ts';
import { type Content, fillIn } from '../page/content.ts';
import { type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, hidden, moment, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { choiceField, tickField } from './choices.ts';
import { countries } from './countries-and-zones.ts';
import { section, settingsForm } from './section.ts';
import { readChoices, settingFacts, settingFields } from './setting-fields.ts';

export function limitsSection(page: PageOf<'limits'>): PageContent {
  const look = { lead: frameWords.leads.limits };
  const waiting = page.limits.filter(({ held, day }) => held !== null || day.heldSince !== null);
  const stopped =
    waiting.length === 0
      ? null
      : html`<ul class="rows">${waiting.map((row) => html`<li class="held">${waits(page, row)}</li>`)}</ul>`;
  if (!page.mayChange) {
    const list = page.limits.map((row) => html`<li class="price">${countryToday(page, row)}${ownInWords(row)}</li>`);
    return section(page, 'limits', look, html`${stopped} ${settingFacts(page, 'limits')}<ul class="rows">${list}</ul>`);
  }
  const fields: Form = { id: 'limits', state: formState(page, 'limits') };
  const content = html`${settingFields(page, fields, 'limits')}
    <h2>${limitWords.countries}</h2>
    <p class="hint">${limitWords.countriesHint}</p>
    ${page.learnsCountries ? html`<p class="notice warn">${limitWords.learning}</p>` : null}
    ${hidden('currency', currencyOf(page))}
    <ul class="rows">
      ${page.limits.filter(({ country }) => country !== NO_COUNTRY).map((row) => countryRow(page, fields, row))}
    </ul>
    <div class="triple">${addFields(page, fields)}</div>
    <p class="actions">${saveButton()}</p>`;
  return section(
    page,
    'limits',
    look,
    html`${stopped} ${settingsForm(page, 'limits', content, { state: fields.state })}`,
  );
}

/** The currency of an amount that is typed without one. */
function currencyOf({ choices, prices }: PageOf<'limits'>): string {
  const read = prices.flatMap(({ sending }) => (sending.kind === 'twilio' ? [sending.currency] : []));
  return choices.dailyMoney?.currency ?? choices.prices?.currency ?? read[0] ?? 'USD';
}

function waits(page: PageOf<'limits'>, row: CountryLimitRow): Content {
  const { country, day, ceiling, held } = row;
  const next = ceilingOf(limitFor(page.choices, country), { ...day, raised: day.raised + 1 });
  const hasRoom = isLimited(next) ? hasRoomUnder(day, ceiling) : true;
  const buttons = [
    ...(hasRoom ? [doButton('keep', limitWords.letGo, 'primary')] : []),
    ...(isLimited(next)
      ? [
          doButton('raise', limitWords.raise(next), hasRoom ? 'secondary' : 'primary'),
          doButton('lift', limitWords.lift, 'secondary'),
        ]
      : []),
  ];
  return html`<div>
      <span class="address">${written(countryInWords(country))}</span>
      <p class="hint">
        ${held === null ? limitWords.stopped : fillIn(limitWords.waiting(held.texts), { time: moment(page, held.since) })}
        ${' '}${limitWords.today(spentInWords(day, ceiling))}
      </p>
    </div>
    ${
      page.mayChange
        ? settingsForm(
            page,
            'held',
            html`${hidden('country', country)} ${hidden('raised', String(day.raised))}<p class="actions">${buttons}</p>`,
          )
        : null
    }`;
}

function countryToday(
  { prices, choices, mayChange }: PageOf<'limits'>,
  { country, isOurs, day, ceiling }: CountryLimitRow,
): VNode {
  const price = prices.find((one) => one.country === country);
  const hasPrice = price !== undefined && (price.own !== null || price.sending.kind === 'twilio');
  const isToldAllowed = !mayChange && choices.allowedCountries.includes(country);
  const isBlind = limitFor(choices, country).money !== null && !hasPrice;
  return html`<div>
    <span class="address">${written(countryInWords(country))}</span>
    <p class="hint">
      ${isOurs ? `${limitWords.ours}. ` : null}${isToldAllowed ? `${limitWords.mayText}. ` : null}${limitWords.today(spentInWords(day, ceiling))}
      ${day.isLifted ? ` ${limitWords.lifted}` : null}${isBlind ? ` ${limitWords.noPrice}` : null}
    </p>
  </div>`;
}

function ownInWords({ own }: CountryLimitRow): Content {
  return own === null ? null : html`<span>${limitInWords(own)}</span>`;
}

function countryRow(page: PageOf<'limits'>, fields: Form, row: CountryLimitRow): VNode {
  const { country, isOurs, own } = row;
  const { state } = fields;
  const name = html`<span class="sr"> ${written(countryInWords(country))}</span>`;
  const isAllowed = page.choices.allowedCountries.includes(country);
  const tick = {
    ...{ id: `limits-allow-${country}`, name: `allow_${country}`, value: 'on' },
    isTicked: state.isTicked(`allow_${country}`, 'on', isAllowed),
    label: html`${limitWords.mayText}${name}`,
  };
  return html`<li class="price limit">
    <div>${countryToday(page, row)}${isOurs ? null : tickField(tick)}</div>
    <div class="pair">
      ${limitFields(fields, { texts: `texts_${country}`, money: `money_${country}`, idName: country, name, own })}
    </div>
  </li>`;
}

interface LimitFields {
  texts: string;
  money: string;
  idName: string;
  name: Content;
  own: Limit | null;
}

function limitFields(fields: Form, { texts, money, idName, name, own }: LimitFields): Content {
  return [
    textField(fields, {
      ...{ name: texts, idName: `texts-${idName}`, label: html`${limitWords.texts}${name}` },
      ...{ stored: own?.segments?.toString() ?? '', look: 'short', digits: true, placeholder: limitWords.asAbove },
    }),
    textField(fields, {
      ...{ name: money, idName: `money-${idName}`, label: html`${limitWords.money}${name}` },
      ...{ stored: writeMoney(own?.money ?? null), look: 'short', placeholder: limitWords.asAbove },
    }),
  ];
}

function addFields(page: PageOf<'limits'>, fields: Form): Content {
  const listed = new Set(page.limits.map(({ country }) => country));
  const others = countries.filter(({ value }) => !listed.has(value));
  return [
    choiceField(fields, {
      ...{ name: 'country', label: 'Allow another country', stored: '' },
      choices: [{ value: '', label: 'None' }, ...others],
    }),
    limitFields(fields, { texts: 'texts', money: 'money', idName: 'new', name: null, own: null }),
  ];
}

export function readLimits(form: SentForm): Read {
  const read = readChoices(form, 'limits');
  if (!('command' in read) || read.command.do !== 'save-choices') return read;
  const listed = Object.keys(form)
    .flatMap((name) => /^texts_([A-Z]{2})$/.exec(name)?.[1] ?? [])
    .filter(isCountry);
  const added = fieldIn(form, 'country').toUpperCase();
  if (added === '' && (fieldIn(form, 'texts') !== '' || fieldIn(form, 'money') !== ''))
    return { problems: { country: { kind: 'limit-without-country' } } };
  if (added !== '' && !isCountry(added)) return { problems: { country: { kind: 'country-form' } } };
  const limits = [
    ...listed.map((country) => [country, readLimit(form, `texts_${country}`, `money_${country}`)] as const),
    ...(added === '' ? [] : [[added, readLimit(form, 'texts', 'money')] as const]),
  ];
  const problem = limits.find(([, limit]) => 'problems' in limit)?.[1];
  if (problem && 'problems' in problem) return problem;
  const countryLimits = Object.fromEntries(
    limits.flatMap(([country, limit]) => ('problems' in limit || !isLimited(limit) ? [] : [[country, limit]])),
  );
  const ticked = listed.filter((country) => fieldIn(form, `allow_${country}`) !== '');
  const allowedCountries = [...new Set([...ticked, ...(added === '' ? [] : [added])])].toSorted();
  return { command: { ...read.command, choices: { ...read.command.choices, allowedCountries, countryLimits } } };
}

function readLimit(form: SentForm, texts: string, money: string): Limit | { problems: Problems } {
  const { typed } = rowOf('dailyTexts').kind;
  const segments = typed?.read(fieldIn(form, texts));
  if (typed && segments === undefined) return { problems: { [texts]: typed.problem } };
  const amount = fieldIn(form, money);
  const read =
    amount === '' ? null : readMoney(/^[\d.]+$/.test(amount) ? `${amount} ${fieldIn(form, 'currency')}` : amount);
  if (amount !== '' && read === null) return { problems: { [money]: { kind: 'money-form' } } };
  return { segments: segments ?? null, money: read };
}

/** The buttons beside texts that wait. */
export function readHeld(form: SentForm): Read {
  const how = (['raise', 'lift', 'keep'] as const satisfies ReleaseHow[]).find((one) => one === fieldIn(form, 'do'));
  const [country, raised] = [fieldIn(form, 'country'), fieldIn(form, 'raised')];
  if (how === undefined || !(isCountry(country) || country === NO_COUNTRY) || !/^\d{1,4}$/.test(raised))
    return { problems: { '': { kind: 'no-such-button' } } };
  return { command: { do: 'release-held', country, how, raised: Number(raised) } };
}

// Draws and reads the section of automatic texts, with what a customer gets of them.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { withOptOutLine } from '../../domain/texts/automatic.ts';
import { checkText } from '../../domain/texts/text-check.ts';
import { closedAt } from '../../domain/times/office-hours.ts';
import { answerInWords } from '../../words/customer-texts.ts';
import { lengthHint, lengthInWords } from '../../words/panel/checks.ts';
import { priceInWords } from '../../words/prices.ts';
import { automaticWords, intercomHoursInWords } from '../../words/settings/page/automatic.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { fullTime } from '../../words/times.ts';
import type { Content } from '../page/content.ts';
import type { Form } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, saveButton } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { section, settingsForm } from './section.ts';
import { readChoices, settingFacts, settingField } from './setting-fields.ts';

type Page = PageOf<'automatic'>;

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export function automaticSection(page: Page): PageContent {
  const { choices } = page;
  const isOn = choices.afterHoursReply !== '' || choices.greeting !== '';
  const pill = isOn ? ({ tone: 'good', words: 'On' } as const) : ({ tone: 'plain', words: 'Off' } as const);
  const content = page.mayChange ? formOf(page) : settingFacts(page, 'automatic');
  return section(page, 'automatic', { pill, lead: frameWords.leads.automatic }, content);
}

function formOf(page: Page): VNode {
  const fields: Form = { id: 'automatic', state: formState(page, 'automatic') };
  const field = (name: Parameters<typeof settingField>[2]) => settingField(page, fields, name);
  return settingsForm(
    page,
    'automatic',
    html`
      <h2>${automaticWords.afterHours}</h2>
      ${field('afterHoursReply')} ${previewOf(page, fields, 'afterHoursReply')}
      ${field('officeHours')} ${intercomLine(page, fields)}
      <fieldset class="week">
        <legend>${automaticWords.officeHours}</legend>
        ${days.map(field)}
        <p class="hint">${automaticWords.hoursHint} ${nowLine(page)}</p>
      </fieldset>
      <h2>${automaticWords.greeting}</h2>
      ${field('greeting')} ${previewOf(page, fields, 'greeting')}
      <h2>${automaticWords.optOut}</h2>
      ${field('saysOptOut')} ${field('optOutLine')}
      <p class="hint">${automaticWords.never}</p>
      <p class="actions">${saveButton()} ${doButton('preview', 'Preview', 'secondary')}</p>
    `,
    { state: fields.state },
  );
}

/** A new customer's text, with the line about opting out: the words that are typed, or those that are stored. */
function previewOf(page: Page, { state }: Form, name: 'afterHoursReply' | 'greeting'): Content {
  const { choices, price, readAt, workspace } = page;
  const words = state.value(name === 'greeting' ? 'greeting' : 'after_hours_reply', choices[name]).trim();
  if (words === '') return html`<p class="hint">${automaticWords.off}</p>`;
  const said = answerInWords(words, nextOpening(page), workspace.timeZone);
  const line = state.value('opt_out_line', choices.optOutLine).trim();
  const text =
    state.isTicked('says_opt_out', 'on', choices.saysOptOut) && line !== '' ? withOptOutLine(said, line) : said;
  const check = checkText(text, { longestText: text.length, price });
  const cost = priceInWords(check.price, { now: readAt, zone: workspace.timeZone });
  return html`<p class="hint">${automaticWords.shown}</p>
    <figure class="bubble"><figcaption class="sr">Preview</figcaption><p dir="auto">${text}</p></figure>
    <p class="hint">${[lengthInWords(check), `${check.segments} SMS`, cost].filter(Boolean).join(' · ')}. ${lengthHint(check)}</p>`;
}

/** The hours that are stored count in a preview: those that are typed may be wrong. */
function nextOpening({ officeHours, readAt }: Page): Date | null {
  const closed = closedAt(officeHours, readAt);
  if (closed !== null) return closed.opensAt;
  // They are open now: the example is the next night's.
  const hours = Array.from({ length: 24 * 8 }, (_, hour) => new Date(readAt.getTime() + hour * 3_600_000));
  return hours.map((at) => closedAt(officeHours, at)).find((one) => one !== null)?.opensAt ?? null;
}

function nowLine({ officeHours, readAt, workspace: { timeZone } }: Page): string {
  const closed = closedAt(officeHours, readAt);
  if (closed === null) return automaticWords.openNow;
  return automaticWords.closedNow(closed.opensAt && fullTime(closed.opensAt, timeZone));
}

function intercomLine({ choices, intercomHours, workspace }: Page, { state }: Form): VNode | null {
  if (state.value('office_hours', choices.officeHours) !== 'intercom') return null;
  const { isProblem, words } = intercomHoursInWords(intercomHours, workspace.timeZone);
  return html`<p class=${isProblem ? 'notice warn' : 'hint'}>${words}</p>`;
}

export function readAutomatic(form: SentForm): Read {
  const read = readChoices(form, 'automatic');
  if (!('command' in read) || read.command.do !== 'save-choices' || fieldIn(form, 'do') !== 'preview') return read;
  return { command: { do: 'preview-choices', choices: read.command.choices } };
}

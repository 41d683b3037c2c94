// Draws and reads the section of machine help: its switches, and a sentence to try.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { LONGEST_SENTENCE, type TriedSentence } from '../../domain/assist.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { assistPageWords, becauseInWords, languageInWords, shareInWords, unknownWord } from '../../words/assist.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { areaField, type Form } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, facts } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { section, settingsForm } from './section.ts';
import { readChoices, settingRows } from './setting-fields.ts';

type Page = PageOf<'assist'>;

export function assistSection(page: Page): PageContent {
  const { assistTriage, assistSentiment, assistDrafts, assistScoring } = page.choices;
  const isOn = assistTriage || assistSentiment || assistDrafts || assistScoring;
  const pill = isOn ? ({ tone: 'good', words: 'On' } as const) : ({ tone: 'plain', words: 'Off' } as const);
  return section(
    page,
    'assist',
    { pill, lead: frameWords.leads.assist },
    html`${settingRows(page, 'assist')} ${page.mayChange ? trying(page) : null}`,
  );
}

function trying(page: Page): VNode {
  const form: Form = { id: 'sentence', state: formState(page, 'assist', ['do', 'try']) };
  const { triedSentence } = page;
  const content = html`<h2>${assistPageWords.try}</h2>
    ${triedSentence === null ? null : readingOf(triedSentence)}
    ${areaField(form, {
      ...{ name: 'sentence', label: assistPageWords.sentence, stored: triedSentence?.text ?? '' },
      ...{ hint: assistPageWords.hint, rows: 3 },
    })}
    <p class="actions">${doButton('try', 'Read it', 'secondary')}</p>`;
  return settingsForm(page, 'assist', content, { state: form.state });
}

function readingOf({ classified, mood }: TriedSentence): VNode {
  const { category, urgency, language, confidence } = classified;
  const sure = category === null ? unknownWord : `${category} (${shareInWords(confidence)})`;
  return html`<div class="notice done" role="status" tabindex="-1" data-notice>
    <p>${assistPageWords.read}</p>
    ${facts([
      ['Language', languageInWords(language)],
      ['Category', sure],
      ['Because of', becauseInWords(classified.because)],
      ['Urgency', urgency ?? unknownWord],
      ['Mood', mood.label ?? unknownWord],
      ['Risk', shareInWords(mood.escalationRisk)],
      ['Because of', becauseInWords(mood.because)],
    ])}
  </div>`;
}

export function readAssist(form: SentForm): Read {
  if (fieldIn(form, 'do') !== 'try') return readChoices(form, 'assist');
  return { command: { do: 'try-sentence', text: fieldIn(form, 'sentence').slice(0, LONGEST_SENTENCE) } };
}

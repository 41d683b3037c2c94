// Draws the sections of replies, of pictures and files, of the customer sync and of the pause, and reads the buttons of the pause.
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { pauseWords } from '../../words/settings/page/other-sections.ts';
import { choiceInWords } from '../../words/settings/rows.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { section, settingsForm } from './section.ts';
import { settingRows } from './setting-fields.ts';

export function repliesSection(page: PageOf<'replies'>): PageContent {
  return section(page, 'replies', { lead: frameWords.leads.replies }, settingRows(page, 'replies'));
}

export function mediaSection(page: PageOf<'media'>): PageContent {
  return section(page, 'media', { lead: frameWords.leads.media }, settingRows(page, 'media'));
}

export function customersSection(page: PageOf<'customers'>): PageContent {
  return section(page, 'customers', { lead: frameWords.leads.customers }, settingRows(page, 'customers'));
}

export function pauseSection(page: PageOf<'pause'>): PageContent {
  const { isPaused } = page.choices;
  const explain = isPaused ? pauseWords.paused : pauseWords.sending;
  const lead = explain(choiceInWords('holdAfterHours', page.choices));
  const pill = isPaused ? ({ tone: 'warn', words: 'Paused' } as const) : ({ tone: 'good', words: 'Sending' } as const);
  const button = isPaused ? doButton('resume', 'Resume sending') : doButton('pause', 'Pause sending', 'secondary');
  return section(page, 'pause', { pill, lead }, page.mayChange ? settingsForm(page, 'pause', button) : null);
}

export function readPause(form: SentForm): Read {
  const asked = fieldIn(form, 'do');
  if (asked !== 'pause' && asked !== 'resume')
    return { problems: { '': { kind: 'one-of', values: ['pause', 'resume'] } } };
  return { command: { do: 'save-choices', choices: { isPaused: asked === 'pause' } } };
}

// The sections of replies and of the pause: what of a conversation is texted, and whether anything is.
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import { wordsOf } from '../../domain/settings/facts.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { doButton, form, section } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { settingRows } from './setting-fields.ts';

export function repliesSection(page: SettingsPage): VNode {
  const frame = { lead: 'A teammate’s reply to a text is always texted. The rest is a choice.' };
  return section(page, 'replies', frame, settingRows(page, 'replies'));
}

export function pauseSection(page: SettingsPage): VNode {
  const { isPaused } = page.choices;
  const now = `${isPaused ? 'Texts are paused' : 'Texts are being sent'}. While paused, texts from customers still come into conversations. What you send waits until you resume; what has waited for ${wordsOf('holdAfterHours', page.choices)} is not sent any more, and a note says so.`;
  const pill = isPaused ? ({ tone: 'warn', words: 'Paused' } as const) : ({ tone: 'good', words: 'Sending' } as const);
  const button = isPaused ? doButton('resume', 'Send texts again') : doButton('pause', 'Pause sending', 'secondary');
  return section(page, 'pause', { pill, lead: now }, page.mayChange ? form(page, 'pause', button) : null);
}

export function readPause(form: SentForm): Read {
  const asked = fieldIn(form, 'do');
  if (asked !== 'pause' && asked !== 'resume') return { problems: { '': 'Choose one of the two.' } };
  return { command: { do: 'save-choices', choices: { isPaused: asked === 'pause' } } };
}

// Draws the sections of the inbox and of conversations, which their rows make up.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { notAskedSentence } from '../../words/vendor-troubles.ts';
import { section, standingProblem } from './section.ts';
import { settingRows } from './setting-fields.ts';

export function inboxSection(page: SettingsPage): VNode {
  const problem = standingProblem(page, page.inbox.problem && notAskedSentence(page.inbox.problem));
  return section(page, 'inbox', { lead: frameWords.leads.inbox }, html`${problem} ${settingRows(page, 'inbox')}`);
}

export function threadingSection(page: SettingsPage): VNode {
  return section(page, 'threading', { lead: frameWords.leads.threading }, settingRows(page, 'threading'));
}

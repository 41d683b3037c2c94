// The sections of the inbox and of conversations: in whose name, under which tag, and when a conversation is reopened.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { section, standingProblem } from '../page/pieces.ts';
import { settingRows } from './setting-fields.ts';

export function inboxSection(page: SettingsPage): VNode {
  const problem = standingProblem(page, page.inbox.problem);
  const frame = { lead: 'How Threadwire appears in Intercom, and how it reads numbers and times.' };
  return section(page, 'inbox', frame, html`${problem} ${settingRows(page, 'inbox')}`);
}

export function threadingSection(page: SettingsPage): VNode {
  const frame = { lead: 'Which conversation a text joins, and when a late reply is held.' };
  return section(page, 'threading', frame, settingRows(page, 'threading'));
}

// Draws the sections of the inbox and of conversations, which their rows make up.
import { html } from 'htm/preact';
import type { PageOf } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { notAskedSentence } from '../../words/vendor-troubles.ts';
import type { PageContent } from '../page/frame.ts';
import { section, standingProblem } from './section.ts';
import { settingRows } from './setting-fields.ts';

export function inboxSection(page: PageOf<'inbox'>): PageContent {
  const problem = standingProblem(page, page.inbox.problem && notAskedSentence(page.inbox.problem));
  return section(
    page,
    'inbox',
    { lead: frameWords.leads.inbox, known: page.inbox, isAwaited: page.inbox.problem?.kind === 'asking' },
    html`${problem} ${settingRows(page, 'inbox')}`,
  );
}

export function threadingSection(page: PageOf<'threading'>): PageContent {
  return section(page, 'threading', { lead: frameWords.leads.threading }, settingRows(page, 'threading'));
}

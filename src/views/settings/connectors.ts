// Draws and reads the section of the data connectors that Workflows and Fin use.
import { html } from 'htm/preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { connectorPageWords as words } from '../../words/settings/connectors.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, facts, guarded, moment } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { section, settingsForm } from './section.ts';

export function connectorsSection(page: PageOf<'connectors'>): PageContent {
  const { publishedAt, isAny } = page.connectors;
  const state = publishedAt !== null ? 'published' : isAny ? 'broken' : 'none';
  const pill = (
    {
      broken: { tone: 'warn', words: 'Not finished' },
      none: { tone: 'plain', words: 'Not published' },
      published: { tone: 'good', words: 'Published' },
    } as const
  )[state];
  const hints = { broken: words.broken, none: words.none, published: words.again };
  const label = state === 'none' ? 'Publish to Intercom' : 'Publish again';
  const buttons = html`${settingsForm(page, 'connectors', html`<p class="actions">${doButton('publish', label, state === 'published' ? 'secondary' : undefined)}</p>`)}
  ${
    isAny
      ? guarded(
          'Take out',
          words.unpublish,
          settingsForm(page, 'connectors', doButton('unpublish', words.takeOut, 'danger')),
        )
      : null
  }`;
  return section(
    page,
    'connectors',
    { pill, lead: frameWords.leads.connectors },
    html`${facts(words.what)}
      <p class="hint">${hints[state]} ${words.fin}</p>
      ${publishedAt === null ? html`<p class="hint">${words.permission}</p>` : facts([[words.at, moment(page, publishedAt)]])}
      ${page.mayChange ? buttons : null}`,
  );
}

export function readConnectors(form: SentForm): Read {
  const asked = fieldIn(form, 'do');
  if (asked === 'publish') return { command: { do: 'publish-connectors' } };
  if (asked === 'unpublish') return { command: { do: 'unpublish-connectors' } };
  return { problems: { '': { kind: 'no-such-button' } } };
}

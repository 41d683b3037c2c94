// Draws and reads the section of the keys with which a workspace's own systems call the API.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type ApiKey, isScope, keyDays, type MadeKey, scopes } from '../../domain/api-keys.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import { count } from '../../words/counts.ts';
import { keyPageWords, keyState, scopeLabels } from '../../words/settings/api-keys.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { type Form, problemLine, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, facts, guarded, hidden, link, moment, pill, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField, copyField, tickField } from './choices.ts';
import { section, settingsForm } from './section.ts';

type KeysPage = PageOf<'api-keys'>;

export function apiKeysSection(page: KeysPage): PageContent {
  const { list, made } = page.apiKeys;
  const { working = [], ended = [] } = Object.groupBy(list, (key) =>
    keyState(key, page.readAt) === null ? 'working' : 'ended',
  );
  return section(
    page,
    'api-keys',
    {
      pill: { tone: 'plain', words: working.length === 0 ? 'None' : count(working.length, 'key') },
      lead: html`${frameWords.leads['api-keys']} ${link(keyPageWords.description, '/api/docs')}`,
    },
    html`${made === null ? null : madeKey(made)}
${working.length === 0 ? html`<p class="hint">${keyPageWords.none}</p>` : rows(page, working)}
      ${
        ended.length === 0
          ? null
          : html`<details>
              <summary>${keyPageWords.ended(ended.length)}</summary>
              <div class="folded">${rows(page, ended)}</div>
            </details>`
      }
      ${page.mayChange ? making(page) : null}`,
  );
}

function madeKey({ name, key }: MadeKey): VNode {
  return html`<div class="made-key">
    <p class="notice done" role="status" tabindex="-1" data-notice>${keyPageWords.made}</p>
    ${copyField('made-key', shorten(name, 60), key)}
  </div>`;
}

function rows(page: KeysPage, keys: readonly ApiKey[]): VNode {
  return html`<ul class="rows">${keys.map((key) => keyRow(page, key))}</ul>`;
}

function keyRow(page: KeysPage, key: ApiKey): VNode {
  const state = keyState(key, page.readAt);
  const may = key.scopes.map((scope) => scopeLabels[scope].label).join(', ');
  const end = key.revokedAt ?? key.expiresAt;
  const ends = key.revokedAt !== null ? 'Revoked' : state === null ? 'Expires' : 'Expired';
  return html`<li class="api-key">
    <p>
      <b>${written(key.name, 60)}</b> <span class="soft">ends in <bdi>${shorten(key.ending, 8)}</bdi></span>
      ${state === null ? null : html` ${pill({ tone: 'plain', words: state })}`}
    </p>
    <p class="hint">${may}</p>
    ${facts([
      [keyPageWords.madeAt, moment(page, key.createdAt)],
      [keyPageWords.usedAt, key.lastUsedAt === null ? keyPageWords.unused : moment(page, key.lastUsedAt)],
      ...(end === null ? [] : [[ends, moment(page, end)] as const]),
    ])}
    ${state === null && page.mayChange ? revoking(page, key) : null}
  </li>`;
}

function revoking(page: KeysPage, { id, name }: ApiKey): VNode {
  const content = html`${hidden('key', id)} ${doButton('revoke', 'Revoke this key', 'danger')}`;
  return guarded('Revoke', keyPageWords.revoke(shorten(name, 60)), settingsForm(page, 'api-keys', content));
}

function making(page: KeysPage): VNode {
  const fields: Form = { id: 'api-key', state: formState(page, 'api-keys', ['do', 'make']) };
  const problem = fields.state.problem('scopes');
  const problemId = 'api-key-scopes-problem';
  const days = keyDays.map((one) =>
    one === null ? { value: '', label: keyPageWords.never } : { value: String(one), label: keyPageWords.days(one) },
  );
  return settingsForm(
    page,
    'api-keys',
    html`<h2>Make a key</h2>
      ${textField(fields, { name: 'key_name', label: 'Name', stored: '', hint: keyPageWords.name })}
      <fieldset aria-describedby=${problem === null ? undefined : problemId}>
        <legend>What it may do</legend>
        ${problemLine(problemId, problem)}
        ${scopes.map((scope) =>
          tickField({
            ...{ name: 'scopes', value: scope, id: `api-key-${scope}`, ...scopeLabels[scope] },
            isTicked: fields.state.isTicked('scopes', scope, scope === 'read'),
          }),
        )}
      </fieldset>
      ${choiceField(fields, { name: 'days', label: 'How long it works', stored: '365', choices: days })}
      <p class="hint">${keyPageWords.lost}</p>
      <p class="actions">${doButton('make', 'Make the key')}</p>`,
    { state: fields.state },
  );
}

export function readApiKey(form: SentForm): Read {
  if (fieldIn(form, 'do') === 'revoke') return { command: { do: 'revoke-api-key', id: fieldIn(form, 'key') } };
  if (fieldIn(form, 'do') !== 'make') return { problems: { '': { kind: 'no-such-button' } } };
  const asked = fieldIn(form, 'days');
  // An unknown choice becomes the shortest one.
  const days = keyDays.find((one) => (one === null ? '' : String(one)) === asked);
  return {
    command: {
      ...{ do: 'make-api-key', name: fieldIn(form, 'key_name'), days: days === undefined ? keyDays[0] : days },
      scopes: (form['scopes'] ?? []).filter(isScope),
    },
  };
}

// The sections of the API keys and of the members: who and what may do something here.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Member, Role, SettingsPage, ShownApiKey } from '../../domain/settings-page.ts';
import { type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, form, guarded, hidden, moment, saveButton, section, written } from '../page/pieces.ts';
import { choiceField, copyField } from './choices.ts';

export function apiKeysSection(page: SettingsPage): VNode {
  const { apiKeys, newApiKey } = page;
  const frame = {
    pill: { tone: 'plain', words: apiKeys.length === 0 ? 'None' : String(apiKeys.length) } as const,
    lead: 'For your own systems, Series and data connectors. The API that takes a key is not there yet: until it is, a key opens nothing.',
  };
  const fields: Form = { id: 'api-keys', state: formState(page, 'api-keys') };
  const making = html`<div class="inline">
    ${textField(fields, { name: 'name', label: 'What is the new key for?', stored: '', placeholder: 'for example Order system' })}
    ${doButton('create', 'Make a key', 'secondary')}
  </div>`;
  return section(
    page,
    'api-keys',
    frame,
    html`
      ${newApiKey === null || !page.mayChange ? null : justMade(newApiKey)}
      ${apiKeys.length > 0 ? html`<ul class="rows">${apiKeys.map((key) => keyRow(page, key))}</ul>` : null}
      ${page.mayChange ? form(page, 'api-keys', making) : null}
    `,
  );
}

function justMade(key: string): VNode {
  return html`<div class="notice done">
    <p>Copy the new key now and keep it safe: it is not shown again.</p>
    ${copyField('new-api-key', 'New API key', key)}
  </div>`;
}

function keyRow(page: SettingsPage, { id, name, end, createdAt, lastUsedAt }: ShownApiKey): VNode {
  const revoke = form(page, 'api-keys', html`${hidden('id', id)} ${doButton('revoke', 'Revoke this key', 'danger')}`);
  return html`<li>
    <p><b>${written(name)}</b> <span class="soft">ends in <code>${written(end)}</code></span></p>
    <p class="hint">
      Made ${moment(page, createdAt)}, ${lastUsedAt === null ? 'never used' : html`last used ${moment(page, lastUsedAt)}`}
    </p>
    ${page.mayChange ? guarded('Revoke', 'Whatever uses this key is refused from now on.', revoke) : null}
  </li>`;
}

export const roleNames: Readonly<Record<Role, string>> = { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' };

export function membersSection(page: SettingsPage): VNode {
  const { list, roles } = page.members;
  const frame = {
    lead: 'Teammates who have signed in here. An owner changes everything, roles too; an editor changes settings; a viewer looks.',
  };
  const mayGive = page.mayChange && roles.length > 0;
  return section(
    page,
    'members',
    frame,
    html`<ul class="rows">${list.map((member, index) => memberRow(page, member, `member-${index}`, mayGive))}</ul>`,
  );
}

function memberRow(page: SettingsPage, member: Member, id: string, mayGive: boolean): VNode {
  const { adminId, name, role, signedInAt } = member;
  const { roles } = page.members;
  const fields: Form = { id, state: formState(page, 'members', ['admin', adminId]) };
  const isSelf = adminId === page.admin.id;
  const who = html`<div>
    <b>${written(name)}</b>${isSelf ? html` <span class="soft">(you)</span>` : null}
    <p class="hint">Last signed in ${moment(page, signedInAt)}</p>
  </div>`;
  if (!mayGive || !roles.includes(role)) return html`<li class="member">${who}<span>${roleNames[role]}</span></li>`;
  const choices = roles.map((value) => ({ value, label: roleNames[value] }));
  const content = html`${hidden('admin', adminId)}
    ${choiceField(fields, { name: 'role', label: html`Role<span class="sr"> of ${written(name)}</span>`, stored: role, choices })} ${saveButton()}`;
  return html`<li class="member">${who} ${form(page, 'members', content, { class: 'inline', state: fields.state, item: adminId })}</li>`;
}

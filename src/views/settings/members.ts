// Draws the section of the members, each with a role, and reads its forms.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { givenRoles } from '../../domain/role.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { Member, SettingsPage } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { memberWords } from '../../words/settings/page/other-sections.ts';
import type { Form } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { roleNames } from '../page/frame.ts';
import { doButton, guarded, hidden, moment, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField } from './choices.ts';
import { section, settingsForm } from './section.ts';

export function membersSection(page: SettingsPage): VNode {
  const { list, roles } = page.members;
  const mayGive = page.mayChange && roles.length > 0;
  return section(
    page,
    'members',
    { lead: frameWords.leads.members },
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
  return html`<li class="member">
    ${who} ${settingsForm(page, 'members', content, { class: 'inline', state: fields.state, item: adminId })}
    ${handingOn(page, member)}
  </li>`;
}

function handingOn(page: SettingsPage, { adminId, name }: Member): VNode {
  const content = html`${hidden('admin', adminId)} ${doButton('make-owner', memberWords.makeOwnerButton, 'danger')}`;
  return guarded(
    'Make owner',
    memberWords.makeOwner(shorten(name, 60)),
    settingsForm(page, 'members', content, { item: adminId }),
  );
}

export function readMember(form: SentForm): Read {
  if (fieldIn(form, 'do') === 'make-owner')
    return { command: { do: 'hand-on-ownership', adminId: fieldIn(form, 'admin') } };
  const role = givenRoles.find((one) => one === fieldIn(form, 'role'));
  if (role === undefined) return { problems: { role: { kind: 'role-missing' } } };
  return { command: { do: 'give-role', adminId: fieldIn(form, 'admin'), role } };
}

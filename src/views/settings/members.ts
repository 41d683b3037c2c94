// Draws the section of the members, each with a role, and reads its forms.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { givenRoles } from '../../domain/role.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { Member, PageOf } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { memberWords } from '../../words/settings/page/other-sections.ts';
import type { Form } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { type PageContent, roleNames } from '../page/frame.ts';
import { doButton, guarded, hidden, moment, saveButton, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField } from './choices.ts';
import { section, settingsForm } from './section.ts';

type MembersPage = PageOf<'members'>;

/** The list of the members, or one of them with a form. */
export function membersSection(page: MembersPage): PageContent {
  const { list } = page.members;
  const index = list.findIndex((member) => member.adminId === page.item && mayGive(page, member));
  const member = list[index];
  if (member) return memberPage(page, member, `member-${index}`);
  const rows = list.map((one) => memberRow(page, one));
  return section(page, 'members', { lead: frameWords.leads.members }, html`<ul class="rows">${rows}</ul>`);
}

/** The owner's own role changes by making somebody else the owner. */
function mayGive(page: MembersPage, { role }: Member): boolean {
  return page.mayChange && page.members.roles.some((given) => given === role);
}

function memberRow(page: MembersPage, member: Member): VNode {
  const { adminId, name, role, signedInAt } = member;
  const change = html`<a class="go" href="/settings/members/${encodeURIComponent(adminId)}"
    >Change role<span class="sr"> of ${written(name)}</span></a
  >`;
  return html`<li class="member">
    <div>
      <b>${written(name)}</b>${adminId === page.admin.id ? html` <span class="soft">(you)</span>` : null}
      <p class="hint">Last signed in ${moment(page, signedInAt)}</p>
    </div>
    <span>${roleNames[role]}</span>
    ${mayGive(page, member) ? change : null}
  </li>`;
}

function memberPage(page: MembersPage, member: Member, id: string): PageContent {
  const { adminId, name, role, signedInAt } = member;
  const fields: Form = { id, state: formState(page, 'members', ['admin', adminId]) };
  const choices = page.members.roles.map((value) => ({ value, label: roleNames[value] }));
  const content = html`${hidden('admin', adminId)}
    ${choiceField(fields, { name: 'role', label: 'Role', stored: role, choices })}
    <p class="actions">${saveButton()}</p>`;
  return section(
    page,
    'members',
    { title: shorten(name, 60), pill: { tone: 'plain', words: roleNames[role] }, lead: frameWords.leads.members },
    html`<p class="hint">Last signed in ${moment(page, signedInAt)}</p>
      ${settingsForm(page, 'members', content, { state: fields.state, item: adminId })} ${handingOn(page, member)}`,
  );
}

function handingOn(page: MembersPage, { adminId, name }: Member): VNode {
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

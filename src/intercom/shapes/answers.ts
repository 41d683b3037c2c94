// Reads Intercom's answers: only the fields that we use, in every spelling. An answer without one of them is a problem.
import type { Contact, Conversation } from '../../domain/conversation.ts';
import type { Checked } from '../../lib/schema.ts';
import { Secret } from '../../lib/sealed.ts';
import { type Region, regionSaid } from '../regions.ts';
import { readContact } from './contacts.ts';
import { readConversation, sourcePartId } from './conversations.ts';
import { field, idOf, isTrue, listOf, textOf } from './loose.ts';

const LONGEST_TOKEN = 2_000;

/** POST /auth/eagle/token. Source: developers.intercom.com, "Setting up OAuth". */
export function readToken(answer: unknown): Checked<Secret> {
  const token = [field(answer, 'access_token'), field(answer, 'token')]
    .map(textOf)
    .find((one) => one !== null && one !== '');
  return token && token.length <= LONGEST_TOKEN ? read(new Secret(token)) : lacks('/access_token');
}

export interface Me {
  adminId: string;
  adminName: string;
  isEmailVerified: boolean;
  workspaceId: string;
  name: string;
  timezone: string;
  /** Null where Intercom does not say so in words that we know. */
  region: Region | null;
}

/** GET /me. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins/identifyadmin. */
export function readMe(answer: unknown): Checked<Me> {
  const adminId = idOf(field(answer, 'id'));
  const workspaceId = idOf(field(answer, 'app', 'id_code'));
  if (adminId === null) return lacks('/id');
  if (workspaceId === null) return lacks('/app/id_code');
  return read({
    adminId,
    adminName: textOf(field(answer, 'name')) ?? '',
    isEmailVerified: isTrue(field(answer, 'email_verified')),
    workspaceId,
    name: textOf(field(answer, 'app', 'name')) ?? workspaceId,
    timezone: textOf(field(answer, 'app', 'timezone')) ?? 'UTC',
    region: regionSaid(textOf(field(answer, 'app', 'region')) ?? '') ?? null,
  });
}

export interface Named {
  id: string;
  /** Null where it has none. */
  name: string | null;
}

/** GET /admins/{id}. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins. */
export function readNamed(answer: unknown): Checked<Named> {
  const id = idOf(field(answer, 'id'));
  return id === null ? lacks('/id') : read({ id, name: textOf(field(answer, 'name')) });
}

export interface Teammate extends Named {
  /** May write in the inbox: a person with a seat, as far as is said. */
  mayWrite: boolean;
}

/** One of GET /admins, where bots and whole teams may stand as well. */
function readTeammate(answer: unknown): Checked<Teammate> {
  const named = readNamed(answer);
  if (!named.ok) return named;
  const isBot = !['admin', ''].includes(textOf(field(answer, 'type')) ?? '');
  const isOperator = /^operator\+/i.test(textOf(field(answer, 'email')) ?? '');
  const hasSeat = field(answer, 'has_inbox_seat') !== false;
  return read({ ...named.value, mayWrite: hasSeat && !isBot && !isOperator });
}

/** GET /admins. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins. */
export const readAdmins = listReader('admins', readTeammate);

/** GET /teams. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/teams. */
export const readTeams = listReader('teams', readNamed);

/** GET /data_attributes. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/data-attributes. */
export const readAttributes = listReader('data', (attribute) => {
  const name = textOf(field(attribute, 'name'));
  if (name === null) return lacks('/name');
  const [isArchived, isCustom] = [field(attribute, 'archived') === true, field(attribute, 'custom') !== false];
  return read({ name, isArchived, isCustom });
});

/** GET /macros. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/macros. */
export const readMacros = listReader('data', (macro) => {
  const named = readNamed(macro);
  if (!named.ok) return named;
  return read({ ...named.value, body: textOf(field(macro, 'body_text')) ?? '', teamIds: teamsOf(macro) });
});

/** The teams that see a macro; null: everyone. Nobody sees one whose visibility is of a kind that we do not know. */
function teamsOf(macro: unknown): string[] | null {
  const visibleTo = textOf(field(macro, 'visible_to'));
  if (visibleTo === null || visibleTo === 'everyone') return null;
  return idsIn(field(macro, 'visible_to_team_ids'));
}

function idsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.flatMap((id) => idOf(id) ?? []) : [];
}

/** The teams of one admin. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins. */
export function readAdminTeams(answer: unknown): Checked<string[]> {
  const named = readNamed(answer);
  return named.ok ? read(idsIn(field(answer, 'team_ids'))) : named;
}

/** POST /contacts/search. */
export const readContacts: (answer: unknown) => Checked<Contact[]> = listReader('data', readContact);

/** POST /conversations/search, which leaves the parts out. */
export function readConversations(answer: unknown, now: Date): Checked<Conversation[]> {
  return listReader('conversations', (one) => readConversation(one, now))(answer);
}

/** POST /conversations answers with a message: `conversation_id` is the conversation, `id` is not. */
export function readCreatedConversation(answer: unknown): Checked<{ conversationId: string; partId: string }> {
  const id = idOf(field(answer, 'id'));
  const conversationId = idOf(field(answer, 'conversation_id'));
  if (conversationId === null) return lacks('/conversation_id');
  return id === null ? lacks('/id') : read({ conversationId, partId: sourcePartId(id) });
}

export function readId(answer: unknown): Checked<string> {
  const id = idOf(field(answer, 'id'));
  return id === null ? lacks('/id') : read(id);
}

/** The status alone tells that it was done. */
export function readAnything(answer: unknown): Checked<unknown> {
  return { ok: true, value: answer };
}

/** Leaves out unreadable items, because one must not cost the others. */
function listReader<T>(name: string, readOne: (value: unknown) => Checked<T>): (answer: unknown) => Checked<T[]> {
  return (answer) => {
    const list = listOf(answer, name);
    if (list === null) return lacks(`/${name}`);
    return read(
      list.flatMap((value) => {
        const one = readOne(value);
        return one.ok ? [one.value] : [];
      }),
    );
  };
}

function read<T>(value: T): Checked<T> {
  return { ok: true, value };
}

function lacks(path: string): { ok: false; problem: string } {
  return { ok: false, problem: `${path}: invalid` };
}

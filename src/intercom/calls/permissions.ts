// Which permission of the app each of our calls needs, by the names that the Developer Hub gives them, and what it is for.
import type { Flow } from '../../domain/doctor/finding.ts';
import { operations } from './operations.ts';

/** Source: developers.intercom.com, "OAuth scopes". */
const permissions: Readonly<Record<string, string>> = {
  [operations.getMe]: 'Gather App data',
  [operations.listAdmins]: 'Read admins',
  [operations.getAdmin]: 'Read admins',
  [operations.listTeams]: 'Read admins',
  [operations.getContact]: 'Read and list users and companies',
  [operations.listAttributes]: 'Read and list users and companies',
  [operations.searchContacts]: 'Read and list users and companies',
  [operations.createContact]: 'Write users and companies',
  [operations.updateContact]: 'Write users and companies',
  [operations.unarchiveContact]: 'Write users and companies',
  [operations.getConversation]: 'Read conversations',
  [operations.searchConversations]: 'Read conversations',
  [operations.createConversation]: 'Write conversations',
  [operations.reply]: 'Write conversations',
  [operations.manageConversation]: 'Write conversations',
  [operations.createTag]: 'Write tags',
  [operations.getTicket]: 'Read tickets',
  [operations.replyToTicket]: 'Write tickets',
  [operations.updateTicket]: 'Write tickets',
  [operations.untagTicket]: 'Write tags',
  [operations.tagTicket]: 'Write tags',
  [operations.tagContact]: 'Write tags',
  [operations.tagConversation]: 'Write tags',
  [operations.untagConversation]: 'Write tags',
  [operations.createAttribute]: 'Write data attributes',
};

/** What goes wrong while one lacks, as a sentence; those without which texts do not get through stand first. */
const losses: readonly (readonly [permission: string, loss: string, stops: readonly Flow[]])[] = [
  ['Write conversations', 'Texts of customers cannot be put into conversations.', ['receiving', 'notes']],
  ['Write users and companies', 'Texts from numbers that no contact has cannot be taken in.', ['receiving']],
  ['Read and list users and companies', 'The contact of a number cannot be found.', ['receiving']],
  ['Read conversations', 'Replies of agents are not heard of, and so not texted.', ['replies']],
  ['Gather App data', 'It cannot be checked which workspace the token belongs to.', []],
  ['Read admins', 'Notes and tags cannot be made in the name of the admin whom you choose.', []],
  ['Read tickets', 'Replies in a conversation that was turned into a ticket are not heard of, and so not texted.', []],
  ['Write tickets', 'Texts of customers start a new conversation where theirs was turned into a ticket.', []],
  ['Write tags', 'Texted conversations and their contacts get no tag.', []],
  ['Write data attributes', 'Contacts do not show how the last text to them fared.', []],
];

/** What Intercom documents no permission for. */
const unnamed: Readonly<Record<string, LackingPermission>> = {
  [operations.listMacros]: {
    name: "reading Intercom's macros",
    isNamed: false,
    loss: 'The panel offers its own templates, and no macros beside them.',
    stops: [],
  },
};

export interface LackingPermission {
  name: string;
  /** By Intercom, in the Developer Hub. */
  isNamed: boolean;
  loss: string;
  /** Nothing, where texts get through without it. */
  stops: readonly Flow[];
}

/** The permission that a call was refused for; null for a call that we do not make. */
export function permissionOf(operation: string): LackingPermission | null {
  const name = permissions[operation];
  const [known, loss, stops] = losses.find(([permission]) => permission === name) ?? [];
  if (!known || !loss) return unnamed[operation] ?? null;
  return { name: known, isNamed: true, loss, stops: stops ?? [] };
}

/** The calls that one and the same permission allows: this one, and others. */
export function callsAllowedWith(operation: string): string[] {
  const name = permissions[operation];
  return name === undefined ? [operation] : Object.keys(permissions).filter((call) => permissions[call] === name);
}

/** The workspace's subscription has lapsed. Source: Intercom's OpenAPI description, error code `api_plan_restricted`. */
export const planRestricted = 'api_plan_restricted';

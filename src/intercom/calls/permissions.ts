// Which permission of the app each of our calls needs, the names that the Developer Hub gives them, and what stops without them.
import type { Flow } from '../../domain/doctor/finding.ts';
import type { Permission } from '../../domain/permission.ts';
import { operations } from './operations.ts';

const permissions: Readonly<Record<string, Permission>> = {
  [operations.getMe]: 'gather-app-data',
  [operations.listAdmins]: 'read-admins',
  [operations.getAdmin]: 'read-admins',
  [operations.listTeams]: 'read-admins',
  [operations.getContact]: 'read-contacts',
  [operations.listAttributes]: 'read-contacts',
  [operations.searchContacts]: 'read-contacts',
  [operations.findByExternalId]: 'read-contacts',
  [operations.listMemberships]: 'read-contacts',
  // Named by the webhooks that tell of subscriptions; the calls' own pages name none.
  [operations.listSubscriptionTypes]: 'read-contacts',
  [operations.listSubscriptions]: 'read-contacts',
  [operations.subscribe]: 'write-contacts',
  [operations.unsubscribe]: 'write-contacts',
  [operations.createContact]: 'write-contacts',
  [operations.updateContact]: 'write-contacts',
  [operations.mergeContacts]: 'write-contacts',
  [operations.saveCompany]: 'write-contacts',
  [operations.attachCompany]: 'write-contacts',
  [operations.detachCompany]: 'write-contacts',
  [operations.unarchiveContact]: 'write-contacts',
  [operations.getConversation]: 'read-conversations',
  [operations.searchConversations]: 'read-conversations',
  [operations.createConversation]: 'write-conversations',
  [operations.reply]: 'write-conversations',
  [operations.manageConversation]: 'write-conversations',
  [operations.createEvent]: 'write-events',
  'GET /data_connectors': 'write-connectors',
  'GET /data_connectors/{id}': 'write-connectors',
  'POST /data_connectors': 'write-connectors',
  'PATCH /data_connectors/{id}': 'write-connectors',
  'DELETE /data_connectors/{id}': 'write-connectors',
  [operations.createTag]: 'write-tags',
  [operations.getTicket]: 'read-tickets',
  [operations.replyToTicket]: 'write-tickets',
  [operations.updateTicket]: 'write-tickets',
  [operations.untagTicket]: 'write-tags',
  [operations.tagTicket]: 'write-tags',
  [operations.tagContact]: 'write-tags',
  [operations.tagConversation]: 'write-tags',
  [operations.untagConversation]: 'write-tags',
  [operations.createAttribute]: 'write-attributes',
  [operations.listMacros]: 'read-macros',
  [operations.listOfficeHours]: 'read-office-hours',
  [operations.listOfficeHoursExceptions]: 'read-office-hours',
};

/** Source: developers.intercom.com, "OAuth scopes". Intercom documents none for macros, and lets few apps read office hours. */
const names: Readonly<Record<Permission, string | null>> = {
  'gather-app-data': 'Gather App data',
  'read-admins': 'Read admins',
  'read-contacts': 'Read and list users and companies',
  'read-conversations': 'Read conversations',
  'read-macros': null,
  'read-office-hours': null,
  'read-tickets': 'Read tickets',
  'write-attributes': 'Write data attributes',
  'write-contacts': 'Write users and companies',
  'write-conversations': 'Write conversations',
  'write-connectors': 'Read and write data connectors',
  'write-events': 'Write events',
  'write-tags': 'Write tags',
  'write-tickets': 'Write tickets',
};

/** Texts get through without the permissions that are missing here. */
const stopped: Readonly<Partial<Record<Permission, readonly Flow[]>>> = {
  'read-contacts': ['receiving'],
  'read-conversations': ['replies'],
  'write-contacts': ['receiving'],
  'write-conversations': ['receiving', 'notes'],
};

export interface NeededPermission {
  permission: Permission;
  /** In the Developer Hub; null where Intercom documents none. */
  name: string | null;
  /** The flows that stand still without it. */
  stops: readonly Flow[];
}

/** The permission that a call needs; null for a call that we do not make. */
export function permissionOf(operation: string): NeededPermission | null {
  const permission = permissions[operation];
  if (permission === undefined) return null;
  return { permission, name: names[permission], stops: stopped[permission] ?? [] };
}

/** All calls that the permission of this call allows, this call among them. */
export function callsAllowedWith(operation: string): string[] {
  const needed = permissions[operation];
  return needed === undefined ? [operation] : Object.keys(permissions).filter((call) => permissions[call] === needed);
}

/** The workspace's subscription has lapsed. Source: Intercom's OpenAPI description, error code `api_plan_restricted`. */
export const planRestricted = 'api_plan_restricted';

/** A call of this kind is a try: Intercom forbids it to most apps, and its one reader says so. */
export function isTry(operation: string): boolean {
  return permissions[operation] === 'read-office-hours';
}

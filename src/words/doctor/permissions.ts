// The doctor on permissions that the app lacks at Intercom.
import type { LackingPermission, PermissionFound } from '../../domain/doctor/found/intercom.ts';
import type { Permission } from '../../domain/permission.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { fullTime } from '../times.ts';
import type { Told } from './told.ts';

export const permissionWords = (zone: string): Words<PermissionFound, Told> => ({
  'all-allowed': { title: 'Intercom allows everything that is needed', cause: 'No permission errors today.' },
  lacking: ({ of, last, isPrivate }) => ({
    title: `Intercom does not allow: ${nameOf(of)}`,
    cause: `${of.permission === null ? '' : `${losses[of.permission]} `}The operator must ${howToAllow(of)} in the Developer Hub${isPrivate ? '.' : '. Then allow it here.'} Last refused ${fullTime(new Date(last), zone)}.`,
  }),
  'plan-lapsed': ({ last }) => ({
    title: 'The Intercom subscription has lapsed',
    cause: `Intercom refuses ${product}’s calls until the subscription is paid for again. Last refused ${fullTime(new Date(last), zone)}.`,
  }),
});

function nameOf(of: LackingPermission): string {
  return of.permission === null ? of.operation : (of.name ?? 'reading Intercom’s macros');
}

function howToAllow(of: LackingPermission): string {
  return of.permission !== null && of.name !== null
    ? 'turn this permission on'
    : 'ask Intercom which permission this needs, and turn it on';
}

/** The loss without each permission. */
const losses: Readonly<Record<Permission, string>> = {
  'gather-app-data': `${product} cannot check which workspace the token belongs to.`,
  'read-admins': 'Notes and tags cannot be made in the name of the teammate whom you choose.',
  'read-contacts': `${product} cannot find the contact of a number.`,
  'read-conversations': `${product} does not hear of agents’ replies, so they are not texted.`,
  'read-macros': 'The panel offers its own templates, and no macros beside them.',
  'read-office-hours': 'Automatic texts go by the hours in these settings.',
  'read-tickets': `${product} does not hear of replies in conversations that became tickets, so they are not texted.`,
  'write-attributes': 'Contacts do not show how the last text to them fared.',
  'write-contacts': 'Texts from numbers without a contact cannot come in.',
  'write-conversations': 'Customers’ texts cannot come into conversations.',
  'write-connectors': 'Workflows and Fin get no data connectors, so they cannot text people.',
  'write-events': 'A Series does not learn what became of its texts.',
  'write-tags': 'Texted conversations and their contacts get no tag.',
  'write-tickets': 'Customers’ texts start a new conversation where theirs became a ticket.',
};

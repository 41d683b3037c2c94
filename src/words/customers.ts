// The sync of customers in words: why a record is not in Intercom, and which of its values cannot be used.
import type { SyncRefusal } from '../domain/customers/customer.ts';
import type { RecordFault } from '../domain/customers/record.ts';

const refusals: Readonly<Record<SyncRefusal, string>> = {
  'id-taken': 'Another contact has this id or e-mail. Fix one of the two records, or the contact in Intercom.',
  archived: 'The contact is archived in Intercom. Restore it there, or have the settings restore such contacts.',
  blocked: 'An agent blocked the contact in Intercom. Unblock it there.',
  ambiguous: 'Several contacts have this e-mail or number. Give one of them this id in Intercom.',
  'intercom-refused': 'Intercom refused the record. Its log line names the reason for the operator.',
  forbidden: 'The app lacks a permission in Intercom. The Overview names it.',
  unusable: 'The record cannot be used.',
};

export function tellSyncRefusal(reason: SyncRefusal): string {
  return refusals[reason];
}

const faults: Readonly<Record<RecordFault['kind'], string>> = {
  phone: 'is left out: it is not one phone number',
  time: 'is left out: it is no time with its offset, such as 2026-01-08T13:05:00Z',
  zone: 'is left out: it is no time zone, such as America/New_York',
  name: 'is left out: its name has no letter or digit, or is nested too deep',
  twice: 'is left out: another value has the same name or id',
  'too-many': 'is left out: Intercom takes 250 attributes',
  shortened: 'is shortened: Intercom takes 255 characters',
};

export function tellRecordFault(kind: RecordFault['kind']): string {
  return faults[kind];
}

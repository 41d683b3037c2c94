// Decides what a record changes in Intercom, and what is pulled from there: a diff, which a dry run shows and a sync writes.
import { numberIn } from '../numbers/stored-phone.ts';
import { zoneNamed } from '../times/customer-zone.ts';
import { isSameValue } from './attributes.ts';
import type { AttributeValue, CustomerRecord } from './record.ts';

/** The side whose value counts where both have one. */
export type Precedence = 'ours' | 'theirs' | 'newest' | 'never';
export const precedences = ['ours', 'theirs', 'newest', 'never'] as const satisfies readonly Precedence[];

/** How the contact of a record is found that has no contact of its id. */
export type Match = 'email-or-phone' | 'email' | 'phone' | 'none';

export interface SyncRules {
  email: Precedence;
  phone: Precedence;
  name: Precedence;
  attributes: Precedence;
  /** The contacts' attribute that has a customer's time zone; empty: none. */
  timeZoneAttribute: string;
  /** The country of numbers without a country code. */
  country: string | null;
}

/** A contact as Intercom has it. Times are Unix seconds. */
export interface ContactAsIs {
  id: string;
  role: 'user' | 'lead';
  externalId: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
  createdAt: number | null;
  signedUpAt: number | null;
  lastSeenAt: number | null;
  attributes: Readonly<Record<string, unknown>>;
}

/** The values that stood in Intercom after the last sync. */
export interface Base {
  email: string | null;
  phone: string | null;
  name: string | null;
  lastSeenAt: number | null;
  timeZone: string | null;
  attributes: Readonly<Record<string, AttributeValue>>;
}

/** Values that the workspace's own system may take over. */
export interface Pulled {
  email?: string;
  phone?: string;
  name?: string;
  lastSeenAt?: number;
  timeZone?: string;
  attributes?: Readonly<Record<string, AttributeValue>>;
}

export interface ContactWrites {
  externalId?: string;
  email?: string;
  phone?: string;
  /** Empty: it is cleared. */
  name?: string;
  signedUpAt?: number;
  lastSeenAt?: number;
  attributes: Readonly<Record<string, AttributeValue>>;
}

/** One field that the two sides have differently. */
export interface Difference {
  field: string;
  ours: AttributeValue;
  theirs: AttributeValue;
  /** The side that gets the other's value; `none` keeps both. */
  changes: 'intercom' | 'ours' | 'none';
}

/** Both sides changed a field, or somebody changed ours in Intercom. */
export interface FieldConflict {
  field: string;
  ours: AttributeValue;
  theirs: AttributeValue;
  winner: 'ours' | 'theirs';
}

export interface ContactPlan {
  writes: ContactWrites;
  pulled: Pulled;
  differences: Difference[];
  conflicts: FieldConflict[];
  /** The contact's time zone is no IANA name, so it counts as none. */
  badZone: boolean;
}

/** `nameWasRead`: the pulled name arrived in the workspace's own system, so that it is cleared in Intercom. */
export interface Known {
  base: Base | null;
  nameWasRead: boolean;
}

/** `theirs` null: the contact is still to be made. */
export function planContact(
  record: CustomerRecord,
  theirs: ContactAsIs | null,
  { base, nameWasRead }: Known,
  rules: SyncRules,
): ContactPlan {
  const differences: Difference[] = [];
  const conflicts: FieldConflict[] = [];
  const side = (precedence: Precedence, field: string, given: Sides): 'write' | 'pull' | null => {
    const decided = decide(precedence, given);
    const { ours, theirs: other, before } = given;
    if (isSameValue(ours, other)) return null;
    if (decided !== null)
      differences.push({ field, ours, theirs: other, changes: decided === 'write' ? 'intercom' : 'ours' });
    const isContested = ours !== null && other !== null && before !== undefined && !isSameValue(other, before);
    const isQuiet = precedence === 'theirs' && isSameValue(ours, before);
    if (decided !== null && isContested && !isQuiet)
      conflicts.push({ field, ours, theirs: other, winner: decided === 'write' ? 'ours' : 'theirs' });
    return decided;
  };
  const writes: Writable = { attributes: {} };
  const pulled: Pullable = {};

  if (theirs?.externalId !== record.externalId) writes.externalId = record.externalId;
  const email = { ours: record.email, theirs: theirs?.email ?? null, before: base?.email };
  const isSameEmail = email.ours?.toLowerCase() === email.theirs?.toLowerCase();
  const byEmail = isSameEmail ? null : side(rules.email, 'email', email);
  if (byEmail === 'write' && record.email !== null) writes.email = record.email;
  if (byEmail === 'pull' && email.theirs !== null) pulled.email = email.theirs;

  const theirNumber = numberIn(theirs?.phone ?? null, rules.country);
  const phone = { ours: record.phone, theirs: theirNumber ?? theirs?.phone ?? null, before: base?.phone };
  const byPhone = record.phone === null && record.fromOauth ? null : side(rules.phone, 'phone', phone);
  if (byPhone === 'write' && record.phone !== null) writes.phone = record.phone;
  if (byPhone === 'pull' && theirNumber !== null) pulled.phone = theirNumber;

  const name = { ours: record.name, theirs: theirs?.name ?? null, before: base?.name };
  const mayPullName = record.name !== null || (!record.fromOauth && [...(name.theirs ?? '')].length > 1);
  const byName = mayPullName ? side(rules.name, 'name', name) : null;
  if (byName === 'write' && record.name !== null) writes.name = record.name;
  if (byName === 'pull' && name.theirs !== null) {
    if (nameWasRead && record.name === null && isSameValue(name.theirs, base?.name)) writes.name = '';
    else pulled.name = name.theirs;
  }

  if (record.createdAt !== null && record.createdAt !== (theirs?.signedUpAt ?? null)) {
    writes.signedUpAt = record.createdAt;
    const other = theirs?.signedUpAt ?? null;
    differences.push({ field: 'signed_up_at', ours: record.createdAt, theirs: other, changes: 'intercom' });
  }
  planSeen(record, theirs, { writes, pulled, differences });

  const zoneSaid = rules.timeZoneAttribute === '' ? null : theirs?.attributes[rules.timeZoneAttribute];
  const zone = typeof zoneSaid === 'string' ? zoneNamed(zoneSaid) : null;
  if (zone !== null && zone !== record.timeZone) {
    pulled.timeZone = zone;
    differences.push({ field: 'time_zone', ours: record.timeZone, theirs: zone, changes: 'ours' });
  }

  const taken: Record<string, AttributeValue> = {};
  const given: Record<string, AttributeValue> = {};
  for (const [attribute, ours] of Object.entries({ ...record.attributes, deleted: false })) {
    if (attribute === rules.timeZoneAttribute && zone !== null) continue;
    const other = plainValue(theirs?.attributes[attribute]);
    const sides = { ours, theirs: other, before: base?.attributes[attribute] };
    const precedence = attribute === 'deleted' ? 'ours' : rules.attributes;
    const decided = side(precedence, `attributes.${attribute}`, sides);
    if (decided === 'write') given[attribute] = ours;
    // An empty value of ours says that there is none.
    else if (decided === 'pull' && ours === null && rules.attributes === 'ours') given[attribute] = null;
    else if (decided === 'pull') taken[attribute] = other;
  }
  writes.attributes = given;
  if (Object.keys(taken).length > 0) pulled.attributes = taken;
  const badZone = typeof zoneSaid === 'string' && zoneSaid !== '' && zone === null;
  return { writes, pulled, differences, conflicts, badZone };
}

type Writable = { -readonly [Name in keyof ContactWrites]: ContactWrites[Name] };
type Pullable = { -readonly [Name in keyof Pulled]: Pulled[Name] };

interface Sides {
  ours: AttributeValue;
  theirs: AttributeValue;
  /** In Intercom after the last sync; undefined before the first. */
  before: AttributeValue | undefined;
}

/** Null: neither side gets the other's value. */
function decide(precedence: Precedence, { ours, theirs, before }: Sides): 'write' | 'pull' | null {
  if (precedence === 'never') return null;
  if (ours === null) return theirs === null ? null : 'pull';
  if (theirs === null || precedence === 'ours') return 'write';
  if (precedence === 'theirs') return 'pull';
  const onlyTheirsChanged = before !== undefined && isSameValue(ours, before) && !isSameValue(theirs, before);
  return onlyTheirsChanged ? 'pull' : 'write';
}

/** Each side gets the later time of both. */
function planSeen(
  { lastSeenAt: ours }: CustomerRecord,
  contact: ContactAsIs | null,
  { writes, pulled, differences }: { writes: Writable; pulled: Pullable; differences: Difference[] },
): void {
  const theirs = contact?.lastSeenAt ?? null;
  if (ours === theirs) return;
  const isOurs = (ours ?? 0) > (theirs ?? 0);
  if (isOurs && ours !== null) writes.lastSeenAt = ours;
  else if (theirs !== null) pulled.lastSeenAt = theirs;
  differences.push({ field: 'last_seen_at', ours, theirs, changes: isOurs ? 'intercom' : 'ours' });
}

function plainValue(value: unknown): AttributeValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

export function writesNothing({ attributes, ...fields }: ContactWrites): boolean {
  return Object.keys(attributes).length === 0 && Object.keys(fields).length === 0;
}

/** The values in Intercom once the writes are done. */
export function baseAfter(theirs: ContactAsIs | null, { writes }: ContactPlan, rules: SyncRules): Base {
  const kept = Object.entries(theirs?.attributes ?? {}).map(([name, value]) => [name, plainValue(value)]);
  const zone = theirs?.attributes[rules.timeZoneAttribute];
  return {
    email: writes.email ?? theirs?.email ?? null,
    phone: writes.phone ?? numberIn(theirs?.phone ?? null, rules.country) ?? theirs?.phone ?? null,
    name: writes.name ?? theirs?.name ?? null,
    lastSeenAt: writes.lastSeenAt ?? theirs?.lastSeenAt ?? null,
    timeZone: typeof zone === 'string' ? zoneNamed(zone) : null,
    attributes: { ...Object.fromEntries(kept), ...writes.attributes },
  };
}

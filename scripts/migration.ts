// Makes the file of a new migration and its row in the list that every start runs.
import fs from 'node:fs';
import path from 'node:path';

const LIST = 'src/store/database/migrate.ts';

const content = `import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  // A new table with a workspace_id gets its grants and its policy here as well: docs/decisions/row-security.md.
  await sql\`SELECT 'This migration is not written yet.'::integer\`.execute(db);
}
`;

/** Makes both under `root`, and returns the paths. Throws an error with a sentence for the person who typed the name. */
export function makeMigration(root: string, name: string, now: Date): { file: string; list: string } {
  // Two words at least: one word may be a keyword of JavaScript, under which the list could not import it.
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name) || name.length > 60)
    throw new Error('Name it with two words or more, in small letters and with hyphens: add-prices.');
  const existing = fs.readdirSync(path.join(root, 'migrations')).map((file) => path.basename(file, '.ts'));
  const list = fs.readFileSync(path.join(root, LIST), 'utf8');
  const variable = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (new RegExp(`\\b${variable}\\b`).test(list))
    throw new Error(`${LIST} uses the name ${variable} already: choose another one.`);
  const id = `${freeStamp(existing, now)}-${name}`;
  const extended = withMigration(list, id, variable);
  const file = `migrations/${id}.ts`;
  fs.writeFileSync(path.join(root, file), content, { flag: 'wx' });
  fs.writeFileSync(path.join(root, LIST), extended);
  return { file, list: LIST };
}

/** The minute in UTC, or the one after the last migration's: migrations run in the order of their names, and a new one is the last. */
function freeStamp(existing: readonly string[], now: Date): string {
  const last =
    existing
      .map((id) => id.slice(0, 'YYYYMMDDTHHMM'.length))
      .sort()
      .at(-1) ?? '';
  const stampOf = (time: Date) => time.toISOString().replace(/[-:]/g, '').slice(0, 'YYYYMMDDTHHMM'.length);
  if (stampOf(now) > last) return stampOf(now);
  const lastTime = last.replace(/^(....)(..)(..)T(..)(..)$/, '$1-$2-$3T$4:$5Z');
  return stampOf(new Date(Date.parse(lastTime) + 60_000));
}

function withMigration(list: string, id: string, variable: string): string {
  const lastImport = [...list.matchAll(/^import \* as .*\n/gm)].at(-1);
  const end = /^};\n/m.exec(list);
  if (lastImport === undefined || end === null) throw new Error(`${LIST} no longer lists migrations as this expects.`);
  const importsEnd = lastImport.index + lastImport[0].length;
  return [
    list.slice(0, importsEnd),
    `import * as ${variable} from '../../../migrations/${id}.ts';\n`,
    list.slice(importsEnd, end.index),
    `  '${id}': ${variable},\n`,
    list.slice(end.index),
  ].join('');
}

// The settings as values of the API: each with the schema of its kind, read by the rules of its field on the page.
import type { Problem } from '../settings/saved.ts';
import { type ChoiceName, type Choices, choiceNames, rowOf } from '../settings/settings.ts';
import { wellFormed } from '../well-formed.ts';
import type { Schema } from './operations.ts';
import { object } from './schemas.ts';

type Value = string | number | boolean | null;

/** `reopen_days` for `reopenDays`. */
export function settingName(name: ChoiceName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Prices have a table of their own on the page, which no single value holds. */
const shown = choiceNames.filter((name) => rowOf(name).kind.field.is !== 'prices');

function schemaOf(name: ChoiceName): Schema {
  const { field } = rowOf(name).kind;
  switch (field.is) {
    case 'tick':
    case 'switch':
      return { type: 'boolean' };
    case 'number':
      return field.unit === 'SMS' ? { type: ['integer', 'null'] } : { type: 'integer' };
    case 'options':
      return { type: 'string', enum: [...field.values] };
    default:
      return { type: 'string', maxLength: 10_000 };
  }
}

const properties = Object.fromEntries(shown.map((name) => [settingName(name), schemaOf(name)]));

export const settingsSchema = object(properties);

/** Those that are left out stay as they are. */
export const changedSettings: Schema = { type: 'object', additionalProperties: false, minProperties: 1, properties };

export function showSettings(choices: Choices): Record<string, Value> {
  return Object.fromEntries(shown.map((name) => [settingName(name), shownValue(name, choices)]));
}

function shownValue<Name extends ChoiceName>(name: Name, choices: Choices): Value {
  const { field, write } = rowOf(name).kind;
  const value = choices[name];
  if (field.is === 'tick' || field.is === 'switch' || field.is === 'number') return value as Value;
  return write(value);
}

/** `body` keeps to the schema. The problems stand by the names of the API. */
export function readSettings(body: Readonly<Record<string, Value>>): {
  choices: Partial<Choices>;
  problems: Record<string, Problem>;
} {
  const problems: Record<string, Problem> = {};
  const read: [ChoiceName, unknown][] = [];
  for (const name of shown) {
    const given = body[settingName(name)];
    if (given === undefined) continue;
    const { field, typed } = rowOf(name).kind;
    const isAsItIs = field.is === 'tick' || field.is === 'switch';
    const value = isAsItIs ? given : typed?.read(wellFormed(given === null ? '' : String(given)).trim());
    if (value === undefined && typed !== null) problems[settingName(name)] = typed.problem;
    else read.push([name, value]);
  }
  return { choices: Object.fromEntries(read) as Partial<Choices>, problems };
}

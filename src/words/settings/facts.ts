// The facts of a form in words, for a save that collided. A browser sent the old ones back, so they may hold any text.
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import { type ChoiceName, choiceNames, rowOf } from '../../domain/settings/settings.ts';
import { countryInWords } from '../countries.ts';
import { pageWords } from '../page.ts';
import { wordsOfRow } from './rows.ts';

/** The people and teams of Intercom whose ids a fact may hold. */
export interface KnownNames {
  admins: readonly { id: string; name: string }[];
  teams: readonly { id: string; name: string }[] | null;
}

const labels: Readonly<Record<string, string>> = {
  'account-sid': 'Account SID',
  region: 'Region',
  'auth-token': 'Auth Token',
  'next-auth-token': 'Next Auth Token',
  'api-key-sid': 'API key SID',
  'api-key-secret': 'API key secret',
  'template-name': 'Name',
  'template-text': 'Text',
};

const secrets = ['auth-token', 'next-auth-token', 'api-key-secret'];

/** Names of facts that end in the name of a thing. */
const labelsOfThings: Readonly<Record<string, (thing: string) => string>> = {
  'signing-key': (id) => `Signing key ${id}`,
  number: readableNumber,
  service: (name) => `Messaging Service ${name}`,
  role: (member) => `Role of ${member}`,
};

export function labelOfFact(name: string): string {
  const [subject, thing] = subjectOf(name);
  if (thing !== null && Object.hasOwn(labelsOfThings, subject)) return labelsOfThings[subject]?.(thing) ?? name;
  const setting = choiceNames.find((one) => one === name);
  if (setting !== undefined) return wordsOfRow(setting).label;
  return Object.hasOwn(labels, name) ? (labels[name] ?? name) : name;
}

export function valueOfFact(name: string, value: string, known: KnownNames): string {
  const [subject] = subjectOf(name);
  const setting = choiceNames.find((one) => one === name);
  if (setting !== undefined) return choice(setting, value, known);
  if (subject === 'number' || subject === 'service') return sender(value, known);
  if (subject === 'signing-key') return value === '' ? 'set' : pageWords.secretSet(value);
  if (value === '') return 'not set';
  return secrets.includes(name) ? pageWords.secretSet(value) : value;
}

/** `number/+14155550100` is about the number +14155550100. */
function subjectOf(name: string): [subject: string, thing: string | null] {
  const at = name.indexOf('/');
  return at < 0 ? [name, null] : [name.slice(0, at), name.slice(at + 1)];
}

function choice<Name extends ChoiceName>(name: Name, value: string, { admins }: KnownNames): string {
  const { field, typed } = rowOf(name).kind;
  if (field.is === 'teammate') return admins.find(({ id }) => id === value)?.name ?? value;
  if (field.is === 'prices') return value === '' ? 'none' : value;
  const read = typed?.read(value);
  return read === undefined ? value : wordsOfRow(name).value(read);
}

/** A number or a Messaging Service with an admin's choices for it. */
function sender(value: string, { teams }: KnownNames): string {
  if (value === '') return 'not used';
  const { label, teamId, defaultCountry } = readObject(value);
  const team = teams?.find(({ id }) => id === teamId)?.name ?? teamId;
  return [
    'used',
    ...(isText(label) ? [`called ${label}`] : []),
    ...(isText(defaultCountry) ? [`numbers from ${countryInWords(defaultCountry)}`] : []),
    ...(isText(team) ? [`assigned to ${team}`] : []),
  ].join(', ');
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

// Reads contact cards (vCard) and appointments (iCalendar): what they say, without what only programs need.

export interface ContactCard {
  name: string;
  organization: string;
  phones: readonly string[];
  emails: readonly string[];
  addresses: readonly string[];
  urls: readonly string[];
  note: string;
}

export interface Appointment {
  title: string;
  place: string;
  /** As the file writes them: `2026-12-01T09:00:00`, or the day alone. Empty where it says none. */
  from: string;
  to: string;
  /** The zone of both; null where the file names none. `UTC` for times that end in Z. */
  zone: string | null;
  note: string;
}

/** One property: its name, its parameters, its type, then its values. */
type Property = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]];
type Component = [name: string, properties: Property[], components: Component[]];

/** More than that in one file is a list, and no message. */
const MOST = 20;

/** Null where it cannot be read as cards. */
export async function readContactCards(text: string): Promise<ContactCard[] | null> {
  const cards = (await parse(asVersion3(text)))?.filter(([name]) => name === 'vcard');
  return cards === undefined || cards.length === 0 ? null : cards.slice(0, MOST).map(toCard);
}

/** Null where it cannot be read as a calendar with appointments. */
export async function readAppointments(text: string): Promise<Appointment[] | null> {
  const events = (await parse(text))?.flatMap(([, , inner]) => inner.filter(([name]) => name === 'vevent'));
  return events === undefined || events.length === 0 ? null : events.slice(0, MOST).map(toAppointment);
}

async function parse(text: string): Promise<Component[] | null> {
  // Most texts have no files, so that the library need not be in memory.
  const { default: ical } = await import('ical.js');
  try {
    const parsed = ical.parse(text) as unknown as Component | Component[];
    return (Array.isArray(parsed[0]) ? parsed : [parsed]) as Component[];
  } catch {
    return null;
  }
}

function toCard([, properties]: Component): ContactCard {
  const all = (name: string) => wordsOf(properties, name).slice(0, MOST);
  const [name = ''] = [...all('fn'), ...all('n').map((parts) => nameIn(parts)), ...all('nickname')];
  return {
    name,
    organization: all('org')[0] ?? '',
    phones: all('tel').map((number) => number.replace(/^tel:/i, '')),
    emails: all('email'),
    addresses: all('adr'),
    urls: all('url'),
    note: all('note')[0] ?? '',
  };
}

/** Given name first. The joints are those of `wordsOf`. */
function nameIn(parts: string): string {
  const [family = '', ...given] = parts.split(', ');
  return [...given, family].join(' ');
}

function toAppointment([, properties]: Component): Appointment {
  const word = (name: string) => wordsOf(properties, name)[0] ?? '';
  const start = properties.find(([name]) => name === 'dtstart');
  const [from, to] = [word('dtstart'), word('dtend')];
  const zone = start?.[1]['tzid'];
  return {
    title: word('summary'),
    place: word('location'),
    from: from.replace(/Z$/, ''),
    to: to.replace(/Z$/, ''),
    zone: from.endsWith('Z') ? 'UTC' : typeof zone === 'string' ? zone : null,
    note: word('description'),
  };
}

/** The values of a property, the parts of each in one line. */
function wordsOf(properties: readonly Property[], wanted: string): string[] {
  return properties
    .filter(([name]) => name === wanted)
    .flatMap(([, , , ...values]) => values.map(inOneLine))
    .filter((value) => value !== '');
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(inOneLine)
      .filter((part) => part !== '')
      .join(', ');
  return typeof value === 'string' ? value.trim() : '';
}

/** Version 2.1, which phones still send, in the spelling of 3.0: named parameters, and no quoted-printable. */
function asVersion3(text: string): string {
  if (!/^VERSION:2\.1\s*$/im.test(text)) return text;
  const lines = text.replace(/=\r?\n/g, '').split(/\r?\n/);
  return lines.map(lineOf3).join('\r\n');
}

function lineOf3(line: string): string {
  const [, name = '', parameters = '', value = ''] = /^([\w.-]+)((?:;[^:]*)?):(.*)$/s.exec(line) ?? [];
  if (name === '') return line;
  const isQuoted = /quoted-printable/i.test(parameters);
  const kept = parameters
    .split(';')
    .filter((parameter) => parameter !== '' && !/^(?:encoding=|charset=|quoted-printable$)/i.test(parameter))
    .map((parameter) => (parameter.includes('=') ? `;${parameter}` : `;TYPE=${parameter}`));
  const words = isQuoted ? unquoted(value).replaceAll(/\r?\n/g, '\\n') : value;
  return `${name}${kept.join('')}:${words}`;
}

function unquoted(value: string): string {
  const bytes = value.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

// Fields in a template: `{{contact.first_name | there}}` becomes the contact's first name, or "there" where none is known.

/** The values that fields are filled with. */
export interface TemplateValues {
  contact: {
    name: string | null;
    email: string | null;
    phone: string | null;
    /** Values by the attribute's own name. */
    attributes: Readonly<Record<string, unknown>>;
  };
  admin: { name: string | null };
  conversation: { id: string };
  /** Values that a caller gives by name, as `{{values.boat}}`; a contact's own field of that name has them, too. */
  values?: Readonly<Record<string, unknown>>;
}

export interface Filled {
  text: string;
  /** Fields without a value and without a fallback, as they are written. They still stand in the text. */
  missing: string[];
  /** The other fields, each with the value that it got. */
  filled: { field: string; value: string }[];
}

/** Also Intercom's own spelling in macros, `{{user.name | fallback: "there"}}`. */
const field = /\{\{\s*([A-Za-z_][\w.-]*)\s*(?:\|\s*(?:fallback\s*:)?\s*([^{}]*?)\s*)?\}\}/g;

/** Fills each field of a template. No templating library reads a bare word after the bar as a fallback. */
export function fillTemplate(template: string, values: TemplateValues): Filled {
  const missing: string[] = [];
  const filled = new Map<string, string>();
  const text = template.replace(field, (written, path: string, fallback: string | undefined) => {
    const value = fieldValue(path, values) ?? unquote(fallback);
    if (value !== null) {
      filled.set(written, value);
      return value;
    }
    missing.push(written);
    return written;
  });
  const became = [...filled].map(([written, value]) => ({ field: written, value }));
  return { text, missing: [...new Set(missing)], filled: became };
}

/** The fields that still stand in a text. */
export function fieldsIn(text: string): string[] {
  return [...new Set(text.match(field) ?? [])];
}

/** The fields of a text with their names, such as `contact.first_name`. */
export function fieldPaths(text: string): { written: string; path: string }[] {
  const found = [...text.matchAll(field)].map(([written, path = '']) => [written, path] as const);
  return [...new Map(found)].map(([written, path]) => ({ written, path }));
}

/** A few words at the first double braces that belong to no field; null where there are none. */
export function leftoverBraces(text: string): string | null {
  const at = text.replace(field, (written) => ' '.repeat(written.length)).search(/\{\{|\}\}/);
  if (at < 0) return null;
  const isOpening = text.startsWith('{{', at);
  return (isOpening ? text.slice(at, at + 30) : text.slice(Math.max(0, at - 28), at + 2)).trim();
}

function fieldValue(path: string, { contact, admin, conversation, values = {} }: TemplateValues): string | null {
  const dot = path.indexOf('.');
  const subject = dot === -1 ? 'contact' : path.slice(0, dot);
  const name = dot === -1 ? path : path.slice(dot + 1);
  if (subject === 'values') return valueIn(values, name);
  if (subject === 'contact' || subject === 'user') {
    const whole = valueIn(values, 'name') ?? contact.name;
    return valueIn(values, name) ?? nameOf(whole, name) ?? contactValue(contact, name);
  }
  if (subject === 'admin' || subject === 'teammate') return nameOf(admin.name, name);
  if (subject === 'conversation' && name === 'id') return conversation.id;
  return null;
}

function nameOf(whole: string | null, field: string): string | null {
  const words = whole?.trim().split(/\s+/).filter(Boolean) ?? [];
  if (field === 'name') return words.length > 0 ? words.join(' ') : null;
  if (field === 'first_name') return words[0] ?? null;
  if (field === 'last_name') return words.length > 1 ? words.slice(1).join(' ') : null;
  return null;
}

function contactValue(contact: TemplateValues['contact'], name: string): string | null {
  if (name === 'email' || name === 'phone') return written(contact[name]);
  return valueIn(contact.attributes, name);
}

function valueIn(values: Readonly<Record<string, unknown>>, name: string): string | null {
  return Object.hasOwn(values, name) ? written(values[name]) : null;
}

function written(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** The words of a fallback; null where there is none. An empty one says that nothing may stand there. */
function unquote(fallback: string | undefined): string | null {
  return fallback === undefined ? null : fallback.replace(/^(["'])(.*)\1$/, '$2');
}

// Writes values with attributes that may still be missing in Intercom: they are made first, with the type of their value.
import { attributeType } from '../../domain/customers/attributes.ts';
import type { AttributeValue } from '../../domain/customers/record.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { IntercomError, isRefused } from '../../intercom/calls/errors.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

/** Tries it at once, since the attributes are mostly there. */
export async function writeWithAttributes<T>(
  intercom: IntercomClient,
  attributes: Attributes,
  write: (attributes: Attributes) => Promise<T>,
): Promise<T> {
  try {
    return await write(attributes);
  } catch (error) {
    if (!(error instanceof IntercomError) || !isRefused(error) || !error.isAboutAttribute) throw error;
    return write(await readyAttributes(intercom, 'contact', attributes));
  }
}

/** The attributes that Intercom takes, as values of the types that they have there. Missing ones are made. */
export async function readyAttributes(
  intercom: IntercomClient,
  model: 'contact' | 'company',
  attributes: Attributes,
): Promise<Attributes> {
  if (Object.keys(attributes).length === 0) return attributes;
  const standing = new Map((await intercom.listCustomAttributes(model)).map((one) => [one.name, one]));
  const ready: [string, AttributeValue][] = [];
  for (const [name, value] of Object.entries(attributes)) {
    const there = standing.get(name);
    if (there?.isArchived) continue;
    const type = there?.type ?? attributeType(name, value);
    if (there === undefined && (value === null || !(await isMade(intercom, model, name, type)))) continue;
    const fitting = valueAs(value, type);
    if (fitting !== undefined) ready.push([name, fitting]);
  }
  return Object.fromEntries(ready);
}

/** False where Intercom refuses it, as where it has as many as it takes: the other values are still written. */
async function isMade(intercom: IntercomClient, model: 'contact' | 'company', name: string, type: string) {
  try {
    await intercom.createCustomAttribute(model, name, type);
    return true;
  } catch (error) {
    if (!isRefused(error)) throw error;
    return error.isDuplicate;
  }
}

/** Undefined where the type has no such value. */
function valueAs(value: AttributeValue, type: string): AttributeValue | undefined {
  if (value === null || type === 'string') return value === null ? null : String(value);
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  const number = typeof value === 'number' ? value : Number.NaN;
  if (Number.isNaN(number)) return undefined;
  return type === 'integer' || type === 'date' ? Math.round(number) : number;
}

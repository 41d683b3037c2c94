// The attributes by which a contact shows the last text that was sent to it, and those that Intercom refuses at the moment.

/** The spelling of their names that a workspace accepts. */
export type AttributeStyle = 'underscores' | 'hyphens';

export const contactAttributes = [
  { name: 'sms_last_message_sid', dataType: 'string' },
  { name: 'sms_last_status', dataType: 'string' },
  { name: 'sms_last_sent_at', dataType: 'date' },
] as const;

export type AttributeName = (typeof contactAttributes)[number]['name'];

/**
 * `taken`: archived, of another type, or there under a name that differs in case. `forbidden`: the permission to make it is missing.
 * `failed`: Intercom could not make it. `refused`: Intercom makes no more of them, or accepts no value.
 */
export type AttributeTrouble = 'taken' | 'forbidden' | 'failed' | 'refused';

/** An attribute that is left out, so that the others are still written and no text tries it in vain. */
export interface AttributeOff {
  name: AttributeName;
  why: AttributeTrouble;
  /** ISO 8601. */
  since: string;
}

/** A refused attribute is tried again after this. A fault of Intercom's passes sooner than one that an admin has to fix. */
const LEFT_OUT_FOR_MS: Readonly<Record<AttributeTrouble, number>> = {
  taken: 24 * 3_600_000,
  forbidden: 24 * 3_600_000,
  refused: 24 * 3_600_000,
  failed: 3_600_000,
};

export function attributesTaken(off: readonly AttributeOff[], now: Date): AttributeName[] {
  const left = off.filter(({ why, since }) => now.getTime() - Date.parse(since) < LEFT_OUT_FOR_MS[why]);
  return contactAttributes.map(({ name }) => name).filter((name) => !left.some((one) => one.name === name));
}

export function spellAttribute(name: AttributeName, style: AttributeStyle): string {
  return style === 'hyphens' ? name.replaceAll('_', '-') : name;
}

// What a contact shows of the last text that was sent to it, and which of that Intercom does not take at the moment.

/** Which spelling of their names a workspace accepts. */
export type AttributeStyle = 'underscores' | 'hyphens';

export const contactAttributes = [
  { name: 'sms_last_message_sid', dataType: 'string', description: "Twilio's id of the last text sent" },
  { name: 'sms_last_status', dataType: 'string', description: 'Delivery state of the last text sent' },
  { name: 'sms_last_sent_at', dataType: 'date', description: 'When the last text was sent' },
] as const;

export type AttributeName = (typeof contactAttributes)[number]['name'];

/**
 * `taken`: archived, of another type, or there under a name that differs in case. `forbidden`: a permission lacks to make it.
 * `failed`: Intercom has trouble with making it. `refused`: it makes no more, or takes no value.
 */
export type AttributeTrouble = 'taken' | 'forbidden' | 'failed' | 'refused';

/** One that is left out, so that the others are still written and nothing is tried in vain with each text. */
export interface AttributeOff {
  name: AttributeName;
  why: AttributeTrouble;
  /** ISO 8601. */
  since: string;
}

/** Then it is tried again. Intercom's own trouble passes sooner than what an admin has to mend. */
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

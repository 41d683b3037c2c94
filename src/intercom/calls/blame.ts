// Finds the person whom a refusal blames: the admin in whose name a call was made, or a contact whom agents put away. The token
// is fine in both cases.

/** `admin`: somebody who has left, or may not do this. */
export type Blamed = 'admin' | 'blocked-contact' | 'archived-contact';

interface Refusal {
  status: number;
  code: string | null;
  /** Intercom's sentence, often the only difference between these. */
  said: string;
  /** The field that Intercom names, if any. */
  about?: string | null;
}

const statuses: ReadonlySet<number> = new Set([400, 403, 404, 409, 410, 422, 423]);

/**
 * Captured answers: 400 "User has been blocked and is not restorable", 404 admin_not_found "Admin not found". Codes:
 * developers.intercom.com/docs/references/rest-api/errors/error-codes; intercom-ruby reads not_restorable as a blocked user.
 */
export function blamedBy({ status, code, said, about }: Refusal): Blamed | null {
  if (!statuses.has(status)) return null;
  if (isBlocked(code ?? '', said)) return 'blocked-contact';
  if (status !== 409 && person.test(said) && /\barchived\b/i.test(said)) return 'archived-contact';
  if (/^(?:admin|teammate|author)_/.test(code ?? '') || admin.test(said) || admin.test(about ?? '')) return 'admin';
  return null;
}

/** Also in a field's name, `admin_id`; not the plural, which is in the name of a permission. */
const admin = /(?<![a-z])(?:admin|teammate|author|seat)(?![a-z])/i;

const person = /\b(?:user|contact|lead|visitor|person|customer)s?\b/i;

function isBlocked(code: string, said: string): boolean {
  if (/\bmerged\b/i.test(said)) return false;
  if (/^(?:blocked|not_restorable|(?:user|contact|lead)_blocked|blocked_(?:user|contact|lead))$/.test(code))
    return true;
  return /\bblocked\b/i.test(said) && person.test(said);
}

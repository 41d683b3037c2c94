// The line that ends an agent's texts, where the workspace has them signed.

/** Longer ones would cost a text of their own. */
export const LONGEST_SIGNATURE = 60;

/** The line for an agent who wrote none of their own: `- Ines`. Null where the name is not known. */
export function firstNameSignature(name: string): string | null {
  const [first = ''] = name.trim().split(/\s+/);
  return first === '' ? null : `- ${first}`.slice(0, LONGEST_SIGNATURE).toWellFormed();
}

/** With the line below the words, once: agents may have typed it themselves. */
export function signed(body: string, signature: string | null): string {
  return signature === null || isSigned(body, signature) ? body : `${body.trimEnd()}\n${signature}`;
}

/** The words above the line. */
export function withoutSignature(body: string, signature: string | null): string {
  return signature !== null && isSigned(body, signature) ? body.trimEnd().slice(0, -signature.length).trimEnd() : body;
}

function isSigned(body: string, signature: string): boolean {
  return body.trimEnd().endsWith(`\n${signature}`);
}

/** A line as it was typed, without what cannot be seen in a text; null for none. */
export function readSignature(typed: string): { line: string | null } | { most: number } {
  const line = typed
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  if (line.length > LONGEST_SIGNATURE) return { most: LONGEST_SIGNATURE };
  return { line: line === '' ? null : line };
}

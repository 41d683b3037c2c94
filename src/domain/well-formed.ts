// Text that every store and every wire accepts, and text that shows something.

/**
 * The text without NUL characters and with U+FFFD in place of lone surrogates. PostgreSQL's `text` cannot hold a NUL, and
 * a lone surrogate has no UTF-8 form. Source: https://www.postgresql.org/docs/current/datatype-character.html
 */
export function wellFormed(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The reader of the text sees something: a letter, a figure, a sign. Spaces and invisible characters alone are nothing. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

/** True when nothing in the text is visible: white space, no-break spaces, zero-width and other ignorable characters. */
export function isBlank(text: string): boolean {
  return /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}

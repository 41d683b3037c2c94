// Tells apart the errors of PostgreSQL that callers treat differently.

/** PostgreSQL refused the statement for its data, so other rows of the same group may still go in. */
export function isDataError(error: unknown): boolean {
  return /^(22|23|40|54)...$/.test(codeOf(error));
}

/** PostgreSQL refused the statement because the row exists already (unique_violation). */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** PostgreSQL's code of an error, empty for other errors. Source: its manual, appendix A. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

// Why PostgreSQL refused a statement, as far as its callers go on differently.

/** Whether a failed statement was refused for its data, so that other rows of the same group may still go in. */
export function isDataError(error: unknown): boolean {
  return /^(22|23|40|54)...$/.test(codeOf(error));
}

/** Whether a failed statement was refused because a row that may be there once is there (unique_violation). */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** PostgreSQL's code of an error, empty where it is none of PostgreSQL's. Source: its manual, appendix A. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

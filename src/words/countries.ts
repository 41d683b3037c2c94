// Countries by their names.
const names = new Intl.DisplayNames('en', { type: 'region' });

/** `United States` for `US`; any other string stays as it is. */
export function countryInWords(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

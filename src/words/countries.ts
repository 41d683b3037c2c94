// Countries by their names.
const names = new Intl.DisplayNames('en', { type: 'region' });

/** Names that a sentence has with an article. */
const withArticle = new Set('AE BS CF DO FK GB GM IM KM KY MH MP MV NL PH SB SC TC UM US VG VI'.split(' '));

/** `the United States` for `US`, as a sentence has it. */
export function countryInSentence(code: string): string {
  return `${withArticle.has(code) ? 'the ' : ''}${countryInWords(code)}`;
}

/** `United States` for `US`; any other string stays as it is. */
export function countryInWords(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

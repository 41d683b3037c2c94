// Rows of words as columns, as wide as their widest entry, also where a name is written in wide characters.
import { getBorderCharacters, table } from 'table';

export function columns(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const laidOut = table(
    rows.map((row) => row.map(printable)),
    {
      border: getBorderCharacters('void'),
      columnDefault: { paddingLeft: 0, paddingRight: 2 },
      drawHorizontalLine: () => false,
    },
  );
  return laidOut
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** On one line, and nothing in it that steers a terminal. */
function printable(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

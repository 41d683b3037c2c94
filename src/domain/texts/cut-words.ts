// Words on one line, cut where they are too long for it.

/** White space becomes single spaces; `length` counts code points, the sign of the cut among them. */
export function cutWords(text: string, length: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const letters = Array.from(line);
  return letters.length <= length ? line : `${letters.slice(0, length - 1).join('')}…`;
}

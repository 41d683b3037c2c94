// Numbers of things, and lists of them, as a sentence has them.

/** `1 text`, `1,200 texts`. `several` may bring its verb: `count(n, 'request is', 'requests are')`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : several}`;
}

/** `Maya`, `Maya and Leo`, `Maya, Leo and Kim`. */
export function listOf(items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`;
}

/** The same with `most` items at the most: `Maya, Leo and 2 more`. */
export function fewOf(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return listOf(rest <= 0 ? items : [...items.slice(0, most), `${rest.toLocaleString('en-US')} more`]);
}

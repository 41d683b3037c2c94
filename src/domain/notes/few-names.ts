// Names in a sentence: the first few, and how many more there are.

/** `A, B and 7 more`. */
export function fewNames(names: readonly string[], most = 4): string {
  const rest = names.length - most;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${rest} more`;
}

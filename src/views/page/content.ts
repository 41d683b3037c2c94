// The contents of a page, and sentences that leave places open for links and marked-up words.
import type { VNode } from 'preact';

export type Content = VNode | string | null | readonly Content[];

type Hole<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}` ? Name | Hole<Rest> : never;

/** `words` has a place such as `{link}` for each of `contents`. */
export function fillIn<const Words extends string>(
  words: Words,
  contents: Readonly<Record<Hole<Words>, Content>>,
): Content {
  const holes: Readonly<Record<string, Content>> = contents;
  return words.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : (holes[part] ?? null)));
}

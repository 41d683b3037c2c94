// The files of a text that an agent writes in the panel.
import { allFiles, type FilesToText } from './texts-with-files.ts';

export interface SendFiles extends FilesToText {
  /** The words that the conversation shows for the text, with a link to each file. */
  shown: string;
}

/** The same files, whichever links lead to them. */
export function areSameFiles(one: SendFiles | null, other: SendFiles | null): boolean {
  const ids = (files: SendFiles | null) => allFiles(files ?? undefined).map(({ id }) => id);
  return ids(one).join() === ids(other).join();
}

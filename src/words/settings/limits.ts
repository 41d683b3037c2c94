// Answers of the settings about texts that a limit held.
import type { LimitsDone } from '../../domain/settings/limits.ts';
import { countryInSentence } from '../countries.ts';
import { count } from '../counts.ts';
import type { Words } from '../say.ts';

export const limitsDone: Words<LimitsDone> = {
  'held-released': ({ country, texts }) =>
    texts === 0
      ? `Texts to ${countryInSentence(country)} go out again.`
      : `${count(texts, 'text goes', 'texts go')} to ${countryInSentence(country)} now.`,
};

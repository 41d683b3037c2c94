// Answers of the settings about choices: the problem of a typed value, and the result of a save.
import type { ChoicesDone, ChoicesProblem } from '../../domain/settings/choices.ts';
import { listOf } from '../counts.ts';
import type { Words } from '../say.ts';
import { standstills } from '../standstills.ts';

export const choicesDone: Words<ChoicesDone> = {
  paused: `${standstills.paused}: no text goes out until you resume.`,
  resumed: 'Texts go out again.',
  saved: 'Saved.',
};

export const choicesProblems: Words<ChoicesProblem> = {
  'country-form': 'Write two letters, such as US or GB, or leave it empty.',
  'country-twice': ({ line }) => `“${line}” repeats a country. Write each country once.`,
  'currency-form': 'Write three letters, such as USD.',
  'name-form': ({ most }) => `Write a name of at most ${most} characters.`,
  'no-such-teammate': 'Intercom has no such teammate. Choose one from the list.',
  'one-of': ({ values }) => `Choose ${listOf(values, 'or')}.`,
  'price-form': ({ line }) => `“${line}” is not a country and a price. Write, for example, US 0.0083.`,
  'tick-form': 'Tick the box, or leave it empty.',
  'whole-number': ({ unit, least, most }) => `Write a whole number of ${unit}s from ${least} to ${most}.`,
  'zone-form': 'Write a time zone such as America/New_York.',
};

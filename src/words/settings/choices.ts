// Answers of the settings about choices: the problem of a typed value, and the result of a save.
import type { ChoicesDone, ChoicesProblem } from '../../domain/settings/choices.ts';
import { countryInWords } from '../countries.ts';
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
  'country-twice': ({ country }) => `${countryInWords(country)} is listed above. Enter its price there.`,
  'beginnings-form': 'Write how the numbers begin, such as +8816, +44845, or leave it empty.',
  'countries-form': 'Write the two letters of each country, such as CA, GB, or leave it empty.',
  'country-limits-form': 'Write each country with its limit, such as GB 500 SMS 20 USD, CA 100 SMS.',
  'currency-form': 'Write three letters, such as USD.',
  'days-off-form':
    'Write days such as 2026-12-24 or 2026-12-24 to 2027-01-01, or 12-24 for every year, with commas between them. A range has at most 60 days.',
  'hours-form': 'Write hours such as 9:00-17:00, or 9:00-12:00, 13:00-17:00. Leave a closed day empty.',
  'limit-without-country': 'Choose the country of this limit.',
  'money-form': 'Write an amount with its currency, such as 20 USD, or leave it empty.',
  'name-form': ({ most }) => `Write a name of at most ${most} characters.`,
  'no-such-subscription': 'Intercom has no such live subscription type for SMS. Choose one from the list.',
  'no-such-teammate': 'Intercom has no such teammate. Choose one from the list.',
  'one-of': ({ values }) => `Choose ${listOf(values, 'or')}.`,
  'opt-out-form': 'Name a word by which texts stop, such as STOP, in at most 100 characters.',
  'price-form': ({ typed }) =>
    typed === ''
      ? 'Enter the price of one SMS, such as 0.0083.'
      : `“${typed}” is not a price. Write, for example, 0.0083.`,
  'price-without-country': 'Choose the country of this price.',
  'time-form': 'Write a time such as 08:00 or 21:30.',
  'sms-number': ({ least, most }) =>
    `Write a number of SMS from ${least} to ${most.toLocaleString('en-US')}, or leave it empty.`,
  'tick-form': 'Tick the box, or leave it empty.',
  'whole-number': ({ unit, least, most }) => `Write a whole number of ${unit}s from ${least} to ${most}.`,
  'zone-form': 'Write a time zone such as America/New_York.',
};

// The sentences of the section of the limits.
import type { Limit } from '../../../domain/texts/spend.ts';
import { count } from '../../counts.ts';
import { limitInWords } from '../../limits.ts';

export const limitWords = {
  countries: 'Countries',
  countriesHint:
    'Agents may text customers first in your own countries and in those that are ticked. A customer who texts first is answered anywhere. Limits here count in place of those above.',
  learning:
    'Every country may be texted until you save or until tonight, when those that you texted in the last 90 days are allowed. They are ticked.',
  ours: 'Yours by a number, or by how numbers are read',
  mayText: 'May be texted first',
  today: (spent: string) => `Today: ${spent}.`,
  lifted: 'Without a limit today.',
  noPrice: 'The price is not known here: only SMS count.',
  texts: 'SMS a day',
  money: 'Cost a day',
  asAbove: 'As above',
  waiting: (texts: number) => `${count(texts, 'text waits', 'texts wait')} since {time}.`,
  stopped: 'New texts wait.',
  raise: (to: Limit) => `Raise today’s limit to ${limitInWords(to)}`,
  lift: 'No limit today',
  letGo: 'Let them go',
} as const;

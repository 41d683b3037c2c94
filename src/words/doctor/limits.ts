// The doctor on the limits of a day.
import type { LimitsFound } from '../../domain/doctor/found/limits.ts';
import { countryInSentence } from '../countries.ts';
import { count, fewOf } from '../counts.ts';
import { limitReached } from '../limits.ts';
import type { Words } from '../say.ts';
import { sectionTitles } from '../settings/page/frame.ts';
import { fullTime } from '../times.ts';
import type { Told } from './told.ts';

const MOST_COUNTRIES = 5;

export const limitsWords = (zone: string): Words<LimitsFound, Told> => ({
  reached: ({ country, texts, since }) => ({
    title: limitReached(country).replace(/\.$/, ''),
    cause:
      texts === 0
        ? `Since ${fullTime(new Date(since), zone)} new texts there wait. Raise the limit for today, or end it.`
        : `${count(texts, 'text waits', 'texts wait')} since ${fullTime(new Date(since), zone)}, and none goes by itself. Raise the limit for today, or let them go.`,
  }),
  unpriced: ({ countries }) => ({
    title: 'A limit in money holds nothing',
    cause: `The price of a text to ${fewOf(countries.map(countryInSentence), MOST_COUNTRIES)} is not known. Enter your own price under ${sectionTitles.prices}, or a limit in SMS.`,
  }),
});

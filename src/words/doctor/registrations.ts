// The doctor on the registration of numbers with US carriers, and on Twilio's prices.
import type { NumbersOf, PricesFound, RegistrationFound } from '../../domain/doctor/found/registrations.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import { countryInWords } from '../countries.ts';
import { fewOf } from '../counts.ts';
import { registrationCause, registrationStep } from '../registrations.ts';
import type { Words } from '../say.ts';
import type { Told } from './told.ts';

export const registrationWords: Words<RegistrationFound, Told> = {
  'all-registered': { title: 'Your US numbers are registered', cause: 'Carriers accept their texts.' },
  blocked: ({ of, state, code }) => ({
    title: `${numbersIn(of)} ${of.more === 0 ? 'is' : 'are'} not registered with US carriers`,
    cause: `${state.kind === 'suspended' ? 'The carriers suspended the registration. ' : ''}${registrationCause(state, code)} ${registrationStep(state)}`,
  }),
  'in-review': ({ of, state, code }) => ({
    title: `The US registration of ${numbersIn(of)} is in review`,
    cause: `${registrationCause(state, code)}`,
  }),
};

function numbersIn({ address, more }: NumbersOf): string {
  return more === 0 ? readableNumber(address) : `${readableNumber(address)} and ${more} more`;
}

const MOST_COUNTRIES = 5;

export const pricesWords: Words<PricesFound, Told> = {
  hidden: ({ countries }) => ({
    title: 'Twilio does not show its prices',
    cause: `Agents see no price for texts to ${fewOf(countries.map(countryInWords), MOST_COUNTRIES)}. Give the API key the right to read prices, or enter your own.`,
  }),
};

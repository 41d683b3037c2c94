// Numbers and Messaging Services by the names that people know them by.
import type { NumberOrService } from '../../domain/numbers/number-or-service.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import { fewOf } from '../counts.ts';

/** `(415) 555-0100`, or the service's own name. */
export function nameOf(one: NumberOrService): string {
  return 'number' in one ? readableNumber(one.number) : one.service;
}

/** The first four, and how many more there are. */
export function namesOf(list: readonly NumberOrService[]): string {
  return fewOf(list.map(nameOf), 4);
}

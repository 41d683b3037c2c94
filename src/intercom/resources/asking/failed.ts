// Failures that Intercom does not answer with, and that its Ruby client has classes for all the same.
import type { IntercomFailureKind } from '../../../domain/intercom-failure.ts';
import { IntercomError } from '../../calls/errors.ts';

/** `said` completes the words of its kind: a name, an id or a count. */
export function failed(kind: IntercomFailureKind, said: string): IntercomError {
  return new IntercomError({
    operation: '',
    certainty: 'refused',
    status: null,
    vendorCode: null,
    detail: kind,
    kind,
    said,
  });
}

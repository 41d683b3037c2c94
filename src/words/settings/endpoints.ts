// Endpoints in words: what each is told, why it fails, and how commands about endpoints end.
import type { EndpointDone, EndpointFailure, EndpointProblem, EventType } from '../../domain/endpoints.ts';
import { count } from '../counts.ts';
import type { Words } from '../say.ts';

export const endpointProblems: Words<EndpointProblem> = {
  'endpoint-events': 'Choose at least one event.',
  'endpoint-gone': 'There is no such endpoint, or it was removed before.',
  'endpoint-period': 'The end of the period must be after its start.',
  'endpoint-plain':
    'Write an https:// address with a public name. The operator can allow a private one with ALLOW_PRIVATE_WEBHOOKS.',
  'endpoint-url': ({ most }) => `Write an address such as https://shop.example/hooks, in ${most} characters at most.`,
  'too-many-endpoints': ({ most }) => `There are ${most} endpoints, which is the most. Remove one that nobody needs.`,
};

export const endpointDone: Words<EndpointDone> = {
  'endpoint-removed': 'The endpoint is removed, and is told nothing more.',
  'endpoint-tested': ({ answered, failure }) =>
    failure === null ? 'The test arrived.' : `The test did not arrive: ${failureInWords(failure, answered)}.`,
  'endpoint-replayed': ({ events }) =>
    events === 0 ? 'There was nothing to send again.' : `${count(events, 'event')} go again, in their order.`,
};

/** After a colon. */
export function failureInWords(failure: EndpointFailure, answered: number | null): string {
  switch (failure) {
    case 'answered':
      return `it answered ${answered ?? 'with an error'}`;
    case 'bad-address':
      return 'its address is not https';
    case 'gone':
      return 'it answered 410, which says that it is gone for good';
    case 'no-answer':
      return 'no answer came within ten seconds';
    case 'off':
      return 'the endpoint was off';
    case 'private-address':
      return 'its name leads into a private network, which the operator does not allow';
    case 'redirected':
      return `it answered ${answered ?? 'with'} a redirect, which is not followed`;
    case 'text-erased':
      return 'the text is erased';
  }
}

/** The boxes to tick. */
export const eventLabels: Readonly<Record<EventType | 'test', string>> = {
  'text.received': 'A customer’s text came',
  'text.sent': 'A text was handed to Twilio',
  'text.delivered': 'A text arrived',
  'text.failed': 'A text did not arrive',
  'text.held': 'A text waits for somebody',
  'consent.changed': 'A person opted out or in',
  'doctor.opened': 'The doctor found something',
  'doctor.closed': 'Something is fixed',
  test: 'A test',
};

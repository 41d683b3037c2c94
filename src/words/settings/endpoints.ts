// Endpoints in words: what each is told, why it fails, and how commands about endpoints end.
import type {
  Endpoint,
  EndpointDone,
  EndpointFailure,
  EndpointProblem,
  EventType,
  replayHours,
  ToldEvent,
} from '../../domain/endpoints.ts';
import { count } from '../counts.ts';
import type { Words } from '../say.ts';

export const endpointProblems: Words<EndpointProblem> = {
  'endpoint-events': 'Choose at least one event.',
  'endpoint-gone': 'There is no such endpoint, or it was removed before.',
  'endpoint-period': 'The end of the period must be after its start.',
  'endpoint-not-reached': ({ answered, failure }) => `The test did not arrive: ${failureInWords(failure, answered)}.`,
  'endpoint-plain':
    'Write an https:// address with a public name. The operator can allow a private one with ALLOW_PRIVATE_WEBHOOKS.',
  'endpoint-url': ({ most }) => `Write an address such as https://shop.example/hooks, in ${most} characters at most.`,
  'too-many-endpoints': ({ most }) => `There are ${most} endpoints, which is the most. Remove one that nobody needs.`,
};

export const endpointDone: Words<EndpointDone> = {
  'endpoint-removed': 'The endpoint is removed, and is told nothing more.',
  'endpoint-reached': 'The test arrived.',
  'endpoint-replayed': ({ events }) =>
    events === 0
      ? 'There was nothing to send again.'
      : `${count(events, 'event')} ${events === 1 ? 'goes' : 'go'} again.`,
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
      return 'nothing answers there within ten seconds';
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

export const endpointPageWords = {
  secret: 'The secret is shown this once: copy it now. The receiver proves with it that a webhook is ours.',
  described: 'They are signed as Standard Webhooks has it.',
  none: 'Nothing is told to another system.',
  add: 'Add an endpoint',
  url: 'A public https:// address of yours.',
  told: 'Told lately',
  nothing: 'Nothing so far.',
  remove: 'It is told nothing more, and what it missed cannot be sent again.',
  lost: 'If you lose the secret, add the endpoint again and remove this one.',
  replay: 'Send events again',
  order: 'They come in their order, each with the id that it had.',
  hours: (hours: (typeof replayHours)[number]) =>
    hours === null
      ? 'All of the last 30 days'
      : hours === 1
        ? 'The last hour'
        : `The last ${hours / 24 === 1 ? 'day' : `${hours / 24} days`}`,
} as const;

/** Beside the address of an endpoint. */
export function endpointState({ offSince, failingSince }: Pick<Endpoint, 'offSince' | 'failingSince'>) {
  if (offSince !== null) return { tone: 'bad', words: 'Off' } as const;
  return failingSince === null
    ? ({ tone: 'good', words: 'On' } as const)
    : ({ tone: 'warn', words: 'Failing' } as const);
}

/** Null while it answers. `since`: the time in words. */
export function endpointTrouble({ offSince, failure }: Pick<Endpoint, 'offSince' | 'failure'>, since: string): string {
  const why = failure === null ? '' : ` The last failure: ${failureInWords(failure, null)}.`;
  if (offSince === null) return `It has taken nothing since ${since}.${why}`;
  return `It is off since ${since}.${why} Send a test: once it arrives, the endpoint is on again.`;
}

/** The outcome of an event, after a colon. */
export function eventOutcome({ status, tries, answered, failure }: Omit<ToldEvent, 'id' | 'type' | 'at'>): string {
  if (status === 'delivered') return tries > 1 ? `taken at try ${tries}` : 'taken';
  const why = failure === null ? '' : `: ${failureInWords(failure, answered)}`;
  if (status === 'failed') return `not taken${why}`;
  return tries === 0 ? 'on its way' : `tried ${count(tries, 'time')}${why}`;
}

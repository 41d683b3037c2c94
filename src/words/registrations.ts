// The registration of our numbers with US carriers, in the same words beside a number and in the doctor.
import type { Registration, ShownRegistration } from '../domain/numbers/registration.ts';
import { say, type Words } from './say.ts';
import { fullTime, type Reader } from './times.ts';

/** Twilio's answer changes within weeks; an older one is told with its date. */
const FRESH_MS = 2 * 86_400_000;

export function registrationInWords(shown: ShownRegistration, reader: Reader): string {
  if (shown.kind === 'not-needed') return 'Not needed';
  if (shown.kind === 'asking') return 'Twilio has not answered yet';
  const { registration, readAt, code } = shown;
  const isOld = reader.now.getTime() - readAt.getTime() > FRESH_MS;
  const asOf = isOld ? ` (as of ${fullTime(readAt, reader.zone ?? 'UTC')})` : '';
  return `${say(stateWords(reader.zone ?? 'UTC', code), registration)}${asOf}`;
}

const stateWords = (zone: string, code: number): Words<Registration> => ({
  'in-review': ({ since }) =>
    since === null ? 'In review' : `In review since ${fullTime(new Date(since), zone).replace(/ at .*$/, '')}`,
  missing: ({ of }) =>
    `${of === 'campaign' ? 'Not registered' : 'Not verified'}: carriers in the US block its texts (${code})`,
  registered: ({ of }) =>
    of === 'campaign' ? 'Registered (A2P campaign verified)' : 'Registered (toll-free verified)',
  rejected: ({ reason }) => (reason === null ? 'Rejected' : `Rejected: ${reason}`),
  suspended: 'Suspended by the carriers',
  unsaid: 'Twilio does not say',
});

/** What to do at Twilio, as far as we know more than that; null where nothing is to be done. */
export function registrationStep(registration: Registration): string | null {
  switch (registration.kind) {
    case 'missing':
      if (registration.of === 'toll-free')
        return 'Submit its toll-free verification at Twilio. It takes three to five working days.';
      return registration.why === 'no-service'
        ? 'It is in no Messaging Service. Register an A2P campaign at Twilio, and put the number into its Messaging Service.'
        : 'Register an A2P campaign for its Messaging Service at Twilio. It takes two to three weeks.';
    case 'rejected':
      return 'Correct what Twilio names, and submit it again.';
    case 'suspended':
      return 'Ask Twilio’s support why.';
    case 'in-review':
      return 'Carriers block its texts in the US until then.';
    default:
      return null;
  }
}

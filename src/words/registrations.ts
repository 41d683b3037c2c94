// The registration of our numbers with US carriers, in the same words beside a number and in the doctor.
import type { Registration, ShownRegistration } from '../domain/numbers/registration.ts';
import { say, type Words } from './say.ts';
import { fullTime, type Reader } from './times.ts';

/** Twilio's answer changes within weeks; an older one is told with its date. */
const FRESH_MS = 2 * 86_400_000;

export const registrationLabel = 'US registration:';

export function registrationInWords(shown: ShownRegistration, reader: Reader): string {
  if (shown.kind === 'not-needed') return 'Not needed';
  if (shown.kind === 'asking') return 'Twilio has not answered yet';
  const { registration, readAt } = shown;
  const isOld = reader.now.getTime() - readAt.getTime() > FRESH_MS;
  const asOf = isOld ? ` (as of ${fullTime(readAt, reader.zone ?? 'UTC')})` : '';
  return `${say(stateWords(reader.zone ?? 'UTC'), registration)}${asOf}`;
}

const stateWords = (zone: string): Words<Registration> => ({
  'in-review': ({ since }) => (since === null ? 'In review' : `In review since ${dayIn(since, zone)}`),
  missing: ({ of }) => (of === 'campaign' ? 'Not registered' : 'Not verified'),
  registered: ({ of }) =>
    of === 'campaign' ? 'Registered (A2P campaign verified)' : 'Registered (toll-free verified)',
  rejected: 'Rejected',
  suspended: 'Suspended by the carriers',
  unsaid: 'Twilio does not say',
});

function dayIn(since: string, zone: string): string {
  return fullTime(new Date(since), zone).replace(/ at .*$/, '');
}

const causes = (code: number): Words<Registration, string | null> => {
  const blocked = `Carriers in the US block its texts (${code}).`;
  return {
    'in-review': `Until it is approved, carriers in the US block its texts (${code}).`,
    missing: blocked,
    registered: null,
    rejected: ({ reason }) => (reason === null ? blocked : `${blocked} Twilio’s reason: ${reason.replace(/\.$/, '')}.`),
    suspended: blocked,
    unsaid: null,
  };
};

/** The consequence for a number that is not registered; null where there is none. */
export function registrationCause(registration: Registration, code: number): string | null {
  return say(causes(code), registration);
}

const steps: Words<Registration, string | null> = {
  'in-review': null,
  missing: (registration) =>
    registration.of === 'toll-free' ? submitVerification : say(campaignSteps, { kind: registration.why }),
  registered: null,
  rejected: 'Correct it at Twilio, and submit it again.',
  suspended: 'Ask Twilio’s support why.',
  unsaid: null,
};

const submitVerification = 'Submit its toll-free verification at Twilio. It takes three to five working days.';

const campaignSteps: Words<{ kind: 'never' | 'no-service' }> = {
  never: 'Register an A2P campaign for its Messaging Service at Twilio. It takes two to three weeks.',
  'no-service':
    'It is in no Messaging Service: register an A2P campaign at Twilio, and put the number into the campaign’s Messaging Service.',
};

/** The next step at Twilio; null where there is none. */
export function registrationStep(registration: Registration): string | null {
  return say(steps, registration);
}

// What a vendor's refusal or silence means to whoever sets a workspace up, and what they can do about it.
import { VendorError } from '../../domain/errors.ts';
import { type Vendor, vendors } from '../../domain/vendors.ts';
import { planRestricted } from '../../intercom/calls/permissions.ts';
import { faultOf, isSuspension } from '../../twilio/errors.ts';

export interface VendorTrouble {
  kind: 'credentials' | 'suspended' | 'forbidden' | 'busy' | 'away' | 'refused';
  /** A sentence without its full stop. */
  why: string;
  /** A sentence. */
  next: string;
}

/** The words for one vendor alone. */
interface Own {
  credentials: Told;
  forbidden: Told;
  /** A code of its own may say more than the status; null where it does not. */
  special(error: VendorError): VendorTrouble | null;
  /** The reason for a refusal, by its code; null where none is known. */
  refusal(error: VendorError): Told | null;
}

type Told = Omit<VendorTrouble, 'kind'>;

const own: Readonly<Record<Vendor, Own>> = {
  intercom: {
    credentials: {
      why: 'Intercom does not let Threadwire in',
      next: 'Install Threadwire again, as the top of this page offers.',
    },
    forbidden: {
      why: 'Intercom does not let Threadwire do this: the app lacks a permission',
      next: 'The checks on this page name it, and what turns it on.',
    },
    special: ({ vendorCode }) =>
      vendorCode === planRestricted
        ? { kind: 'forbidden', why: 'The Intercom subscription has lapsed', next: 'Settle that in Intercom.' }
        : null,
    refusal: () => null,
  },
  twilio: {
    credentials: {
      why: 'Twilio does not take the credentials that are set',
      next: 'Enter the current ones under Twilio account.',
    },
    forbidden: {
      why: 'Twilio does not let Threadwire do this',
      next: 'Give the API key that right in the Twilio Console, or use the Auth Token for calls.',
    },
    special: ({ vendorCode }) =>
      isSuspension(vendorCode)
        ? {
            kind: 'suspended',
            why: 'Twilio has suspended or closed this account',
            next: 'Settle that in the Twilio Console.',
          }
        : null,
    refusal({ vendorCode }) {
      if (!(Number(vendorCode) > 0)) return null;
      const { meaning, nextStep } = faultOf(Number(vendorCode));
      return { why: meaning.replace(/\.$/, ''), next: nextStep };
    },
  },
};

export function vendorTrouble(error: VendorError): VendorTrouble {
  const { vendor, status } = error;
  const { name } = vendors[vendor];
  const { credentials, forbidden, special, refusal } = own[vendor];
  const told = special(error);
  if (told) return told;
  if (status === 401) return { kind: 'credentials', ...credentials };
  if (status === 403) return { kind: 'forbidden', ...forbidden };
  if (status === 429)
    return { kind: 'busy', why: `${name} has too much to do for this account now`, next: 'Try again in a minute.' };
  if (error.certainty !== 'refused')
    return { kind: 'away', why: `${name} did not answer`, next: 'Try again in a minute.' };
  const reason = refusal(error) ?? {
    why: `${name} refused it (${error.vendorCode ?? status})`,
    next: 'Load this page again and look at what you chose.',
  };
  return { kind: 'refused', ...reason };
}

/** Both as one line of words. */
export function troubleWords(error: VendorError): string {
  const { why, next } = vendorTrouble(error);
  return `${why}. ${next}`;
}

/** What a call failed of, for people; what is no vendor's doing is not for them. */
export function wordsOf(error: unknown): string {
  if (error instanceof VendorError) return troubleWords(error);
  return error instanceof Error ? error.message : String(error);
}

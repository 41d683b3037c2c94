// What a vendor's refusal or silence means to whoever sets a workspace up, and what they can do about it.
import { VendorError } from '../../domain/errors.ts';
import { type Vendor, vendors } from '../../domain/vendors.ts';
import { planRestricted } from '../../intercom/permissions.ts';
import { faultOf, isSuspension } from '../../twilio/errors.ts';

export interface VendorTrouble {
  kind: 'credentials' | 'suspended' | 'forbidden' | 'busy' | 'away' | 'refused';
  /** A sentence without its full stop. */
  why: string;
  /** A sentence. */
  next: string;
}

const credentials: Readonly<Record<Vendor, VendorTrouble>> = {
  intercom: {
    kind: 'credentials',
    why: 'Intercom does not let Threadwire in',
    next: 'Install Threadwire again, as the top of this page offers.',
  },
  twilio: {
    kind: 'credentials',
    why: 'Twilio does not take the credentials that are set',
    next: 'Enter the current ones under Twilio account.',
  },
};

const forbidden: Readonly<Record<Vendor, VendorTrouble>> = {
  intercom: {
    kind: 'forbidden',
    why: 'Intercom does not let Threadwire do this: the app lacks a permission',
    next: 'The checks on this page name it, and what turns it on.',
  },
  twilio: {
    kind: 'forbidden',
    why: 'Twilio does not let Threadwire do this',
    next: 'Give the API key that right in the Twilio Console, or use the Auth Token for calls.',
  },
};

export function vendorTrouble(error: VendorError): VendorTrouble {
  const { vendor, status } = error;
  const { name } = vendors[vendor];
  if (vendor === 'twilio' && isSuspension(error.vendorCode))
    return {
      kind: 'suspended',
      why: 'Twilio has suspended or closed this account',
      next: 'Settle that in the Twilio Console.',
    };
  if (status === 401) return credentials[vendor];
  if (error.vendorCode === planRestricted)
    return { kind: 'forbidden', why: 'The Intercom subscription has lapsed', next: 'Settle that in Intercom.' };
  if (status === 403) return forbidden[vendor];
  if (status === 429)
    return { kind: 'busy', why: `${name} has too much to do for this account now`, next: 'Try again in a minute.' };
  if (error.certainty !== 'refused')
    return { kind: 'away', why: `${name} did not answer`, next: 'Try again in a minute.' };
  const code = vendor === 'twilio' ? Number(error.vendorCode ?? 0) : 0;
  if (code > 0) return { kind: 'refused', why: faultOf(code).meaning.replace(/\.$/, ''), next: faultOf(code).nextStep };
  return {
    kind: 'refused',
    why: `${name} refused it (${error.vendorCode ?? status})`,
    next: 'Load this page again and look at what you chose.',
  };
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

// The names of the product and of the two services it joins, each written once.
import type { Vendor } from '../domain/vendors.ts';

export const product = 'Threadwire';

export const vendorNames: Readonly<Record<Vendor, string>> = {
  intercom: 'Intercom',
  twilio: 'Twilio',
};

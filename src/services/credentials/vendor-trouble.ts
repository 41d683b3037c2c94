// Reads a vendor's refusal or silence as a trouble, which is told to those who set a workspace up.
import type { VendorError } from '../../domain/errors.ts';
import type { FaultTold, VendorTrouble } from '../../domain/vendor-trouble.ts';
import type { Vendor } from '../../domain/vendors.ts';
import { planRestricted } from '../../intercom/calls/permissions.ts';
import { faultOf, isSuspension } from '../../twilio/errors.ts';

export function vendorTrouble({ vendor, status, certainty, vendorCode }: VendorError): VendorTrouble {
  if (vendor === 'intercom' && vendorCode === planRestricted) return { kind: 'lapsed', vendor };
  if (vendor === 'twilio' && isSuspension(vendorCode)) return { kind: 'suspended', vendor };
  if (status === 401) return { kind: 'credentials', vendor };
  if (status === 403) return { kind: 'forbidden', vendor };
  if (status === 429) return { kind: 'busy', vendor };
  if (certainty !== 'refused') return { kind: 'away', vendor };
  return { kind: 'refused', vendor, code: vendorCode ?? String(status), fault: faultIn(vendor, vendorCode) };
}

function faultIn(vendor: Vendor, vendorCode: string | null): FaultTold | null {
  if (vendor !== 'twilio' || !(Number(vendorCode) > 0)) return null;
  const { kind, code, page, hours } = faultOf(Number(vendorCode));
  return kind === 'unlisted' ? null : { kind, code, page, ...(hours === undefined ? {} : { hours }) };
}

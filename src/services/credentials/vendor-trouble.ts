// Reads a vendor's refusal or silence as the trouble that it means to those who set a workspace up.
import type { VendorError } from '../../domain/errors.ts';
import type { VendorTrouble } from '../../domain/vendor-trouble.ts';
import { planRestricted } from '../../intercom/calls/permissions.ts';
import { faultOf, isSuspension } from '../../twilio/errors.ts';

export function vendorTrouble({ vendor, status, certainty, vendorCode }: VendorError): VendorTrouble {
  if (vendor === 'intercom' && vendorCode === planRestricted) return { kind: 'lapsed', vendor };
  if (vendor === 'twilio' && isSuspension(vendorCode)) return { kind: 'suspended', vendor };
  if (status === 401) return { kind: 'credentials', vendor };
  if (status === 403) return { kind: 'forbidden', vendor };
  if (status === 429) return { kind: 'busy', vendor };
  if (certainty !== 'refused') return { kind: 'away', vendor };
  const isKnown = vendor === 'twilio' && Number(vendorCode) > 0;
  const told = isKnown ? faultOf(Number(vendorCode)) : null;
  return {
    kind: 'refused',
    vendor,
    code: vendorCode ?? String(status),
    told: told && { meaning: told.meaning, nextStep: told.nextStep },
  };
}

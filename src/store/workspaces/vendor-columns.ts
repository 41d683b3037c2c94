// The columns of a workspace for each vendor.
import type { Vendor } from '../../domain/vendors.ts';

interface Columns {
  /** Sealed secrets. Calls are made with the first that is set. */
  credentials: readonly ('intercom_token' | 'twilio_api_secret' | 'twilio_auth_token')[];
  /** Since when the vendor refuses the credentials. */
  refusedAt: 'intercom_refused_at' | 'twilio_refused_at';
}

export const vendorColumns: Readonly<Record<Vendor, Columns>> = {
  intercom: { credentials: ['intercom_token'], refusedAt: 'intercom_refused_at' },
  twilio: { credentials: ['twilio_api_secret', 'twilio_auth_token'], refusedAt: 'twilio_refused_at' },
};

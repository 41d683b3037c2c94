// The outside services that we work between, a row each: everything that exists once a vendor derives from here.

interface Row {
  /** The flows that stand still while it is away, or does not let us in: the doctor's findings name them so. */
  flows: readonly string[];
}

export const vendors = {
  intercom: { flows: ['receiving', 'replies', 'notes'] },
  twilio: { flows: ['sending', 'receiving'] },
} as const satisfies Readonly<Record<string, Row>>;

export type Vendor = keyof typeof vendors;

export const vendorKeys = Object.keys(vendors) as readonly Vendor[];

/** A record with a value for each vendor. */
export function byVendor<Value>(of: (vendor: Vendor) => Value): Readonly<Record<Vendor, Value>> {
  return Object.fromEntries(vendorKeys.map((vendor) => [vendor, of(vendor)])) as Record<Vendor, Value>;
}

// The outside services that we work between, a row each: whoever needs a word or a place for each derives it from here.

interface Row {
  name: string;
  /** The thing that we are let in with, as a sentence begins with it. */
  credentials: string;
  /** How somebody who sets a workspace up gives them anew. */
  givenAnew: string;
  /** The flows that stand still while it is away, or does not let us in: the doctor's findings name them so. */
  flows: readonly string[];
}

export const vendors = {
  intercom: {
    name: 'Intercom',
    credentials: "Intercom's token",
    givenAnew: 'install Threadwire again',
    flows: ['receiving', 'replies', 'notes'],
  },
  twilio: {
    name: 'Twilio',
    credentials: "Twilio's credentials",
    givenAnew: 'enter the Twilio credentials again',
    flows: ['sending', 'receiving'],
  },
} as const satisfies Readonly<Record<string, Row>>;

export type Vendor = keyof typeof vendors;

export const vendorKeys = Object.keys(vendors) as readonly Vendor[];

/** One of something for each. */
export function byVendor<Value>(of: (vendor: Vendor) => Value): Readonly<Record<Vendor, Value>> {
  return Object.fromEntries(vendorKeys.map((vendor) => [vendor, of(vendor)])) as Record<Vendor, Value>;
}

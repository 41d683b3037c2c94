// The prices of texts in the countries of a pretend Twilio.

/** The prices of a segment, by type of number. */
export type PricesByType = Readonly<Record<string, string>>;

export interface CountryRate {
  name: string;
  currency: string;
  /** The carriers there, each with its own prices. */
  outbound: readonly { carrier: string; prices: PricesByType }[];
  inbound: PricesByType;
}

function rate(name: string, outbound: readonly [carrier: string, prices: PricesByType][], inbound: PricesByType) {
  return { name, currency: 'USD', outbound: outbound.map(([carrier, prices]) => ({ carrier, prices })), inbound };
}

const american = { local: '0.0083', 'toll free': '0.0083', shortcode: '0.0083' };

/** Made-up prices of the size of Twilio's. Other countries have none here. */
export const firstRates: ReadonlyMap<string, CountryRate> = new Map([
  ['US', rate('United States', [['Other', american]], american)],
  ['CA', rate('Canada', [['Other', { local: '0.0083', 'toll free': '0.0083' }]], { local: '0.0083' })],
  [
    'GB',
    rate(
      'United Kingdom',
      [
        ['EE', { local: '0.0524', mobile: '0.0524' }],
        ['Vodafone', { local: '0.0558', mobile: '0.0558' }],
      ],
      { mobile: '0.0075' },
    ),
  ],
  [
    'DE',
    rate(
      'Germany',
      [
        ['Telekom', { mobile: '0.1016' }],
        ['O2', { mobile: '0.1125' }],
      ],
      { mobile: '0.0075' },
    ),
  ],
  ['IE', rate('Ireland', [['Other', { mobile: '0.0751' }]], { mobile: '0.0075' })],
  ['AU', rate('Australia', [['Telstra', { mobile: '0.0515' }]], { mobile: '0.0075' })],
]);

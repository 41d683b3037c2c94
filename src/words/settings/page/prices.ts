// The sentences of the section of the prices.

export const priceWords = {
  none: 'No country is known yet: the first comes with your first number.',
  sending: (price: string) => `Twilio: ${price} an SMS.`,
  receiving: (price: string) => `One that comes in costs ${price}.`,
  readAt: 'Read {time}.',
  own: (price: string) => `Your own price: ${price} an SMS`,
  ownPrice: 'Your own price',
  asTwilio: 'Twilio’s',
  hint: 'Twilio’s prices are those of your account, for one SMS, without the fees of carriers, and are read once a day. Your own price counts in place of Twilio’s wherever you enter one. See {prices}.',
  priceList: 'Twilio’s price list',
} as const;
